// Brings a server that ended unasked back at once, says so, and gives up when it can't live.
import { spawn } from "node:child_process";

/** This many ends, each within a minute of its start, are a server that can't live. */
const TRIES = 5;
const SHORT_LIFE_MS = 60_000;
/** Before the second, third, fourth and fifth start. */
const PAUSES_MS = [0, 250, 1000, 2000];
/** A server that listens says every 2 s that it lives. Six looks in a row without a word are a loop that hangs. */
const LOOK_EVERY_MS = 5000;
const SILENT_LOOKS = 6;
/** The server says by this code that another start would be refused as well (server/startRefusal.ts). */
const REFUSED_TO_START = 78;
const LAST_WORDS = 2000;
const LAST_WORDS_WITHIN_MS = 100;
const say = (text) => console.error(`  server: ${text}`);

/** `ended` is told the exit code once nothing runs and nothing will be started again. */
export function keepRunning(command, args, cwd, ended) {
  let child = null;
  let asked = false;
  let short = 0;
  let pause = null;
  let fell = 0;

  function start() {
    const began = Date.now();
    let lastWords = "";
    let listens = false;
    let silent = 0;
    const started = spawn(command, args, { cwd, stdio: ["inherit", "inherit", "pipe", "ipc"] });
    child = started;
    pause = null;
    started.stderr.on("data", (chunk) => {
      process.stderr.write(chunk);
      lastWords = (lastWords + chunk).slice(-LAST_WORDS);
    });
    started.on("message", () => {
      silent = 0;
      if (listens) return;
      listens = true;
      if (fell) say(`back ${((Date.now() - fell) / 1000).toFixed(1)} s after it ended`);
    });
    const look = setInterval(() => {
      if (!listens || ++silent < SILENT_LOOKS) return;
      lastWords = `It hung: no sign of life for ${(LOOK_EVERY_MS * SILENT_LOOKS) / 1000} s.\n${lastWords}`;
      started.kill("SIGKILL");
    }, LOOK_EVERY_MS);
    const over = (code, signal) => {
      if (child !== started) return;
      child = null;
      clearInterval(look);
      if (asked || code === 0 || code === REFUSED_TO_START) return ended(code ?? (signal ? 1 : 0));
      again(began, signal ?? `code ${code}`, lastWords);
    };
    started.on("close", over);
    // Something it started may hold its pipe open after it.
    started.on("exit", (code, signal) => setTimeout(over, LAST_WORDS_WITHIN_MS, code, signal));
    started.on("error", (error) => {
      lastWords += error.message;
      over(1, null);
    });
  }

  function again(began, how, lastWords) {
    fell = Date.now();
    short = fell - began < SHORT_LIFE_MS ? short + 1 : 1;
    if (short >= TRIES) {
      say(
        `ended ${TRIES} times in a row (last by ${how}) and is not started again. What it said last:\n${lastWords.trim() || "nothing"}`,
      );
      return ended(1);
    }
    say(`ended unasked (${how}), ${short} of ${TRIES} in a row; it is started again`);
    pause = setTimeout(start, PAUSES_MS[short - 1]);
  }

  start();
  return {
    end(signal) {
      asked = true;
      child?.kill(signal);
      if (!pause) return;
      clearTimeout(pause);
      ended(0);
    },
  };
}
