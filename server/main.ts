import { createServer, type Server } from "node:net";
import { assemble } from "./assemble.ts";
import { every, inBackground } from "./guard.ts";
import { guardProcess } from "./guardProcess.ts";
import { openMedia } from "./media/livekit.ts";
import { prepareLocalMedia } from "./media/prepare.ts";
import { readSettings, type Settings } from "./settings.ts";
import { REFUSED_TO_START, RefusesToStart } from "./startRefusal.ts";

const SIGN_OF_LIFE_MS = 2000;

/** Settings → real parts → listen. Ends cleanly on SIGTERM within 5 s. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  await placeIsFree(settings);
  const listening = Promise.withResolvers<void>();
  const media = openMedia(settings, async (report) => {
    // The site first: beside a start that takes both processors the media server would only make
    // people wait longer.
    await listening.promise;
    const made = await prepareLocalMedia(
      settings.DATA_DIR,
      settings.HOST,
      new URL(settings.PUBLIC_URL).hostname,
      (state) => {
        console.log(
          `  video: ${state.step}${state.detail ? ` (${state.detail.slice(0, 200)})` : ""}`,
        );
        report(state);
      },
    );
    console.log("  video: ready");
    return made;
  });
  const { parts, http, close } = await assemble(settings, {
    media,
    // Without its database this process can keep no word that anybody gives it: it ends, and is
    // started anew.
    onDead: (error) => {
      console.error(error.message);
      process.exit(1);
    },
  });
  if (settings.DEMO) await (await import("./demo/demo.ts")).prepareDemo(parts);
  await listen(http, settings);
  listening.resolve();
  guardProcess();
  // Whoever started this (bin/keepRunning.mjs) is told that it listens, and then that its loop
  // turns.
  process.send?.("listening");
  every("sign of life", SIGN_OF_LIFE_MS, () => process.send?.("alive"));
  const say = (zh: string, address: string) =>
    console.log(`  ${zh.padEnd(22)} ${settings.PUBLIC_URL}${address}`);
  console.log("\n云调解 Yuntiao");
  say("首页 start page", "/");
  say("调解员 mediator", "/desk");
  say("机构 organisation", "/office");
  say("法院 court", "/court");
  say("核验 verify", "/verify");
  console.log(`  data                   ${settings.DATA_DIR}${settings.DEMO ? "   (demo)" : ""}\n`);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 4500).unref();
    inBackground("ending", close).then(() => process.exit(0));
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

const listen = (http: Server, settings: Settings) =>
  new Promise<void>((resolve, reject) => {
    http.once("error", (error) => reject(placeTaken(error, settings)));
    http.listen(settings.PORT, settings.HOST, resolve);
  });

/** Asked before anything is made: a server that cannot listen leaves no data folder behind. */
async function placeIsFree(settings: Settings): Promise<void> {
  const probe = createServer();
  await listen(probe, settings);
  await new Promise<void>((resolve) => probe.close(() => resolve()));
}

function placeTaken(error: NodeJS.ErrnoException, { HOST, PORT }: Settings): Error {
  if (error.code !== "EADDRINUSE" && error.code !== "EACCES" && error.code !== "EADDRNOTAVAIL")
    return error;
  const why =
    error.code === "EADDRINUSE"
      ? "something else listens there already"
      : "this machine does not allow it";
  return new RefusesToStart(
    `Yuntiao cannot listen on ${HOST}:${PORT}: ${why}. Choose another HOST or PORT.`,
  );
}

main().catch((error: Error) => {
  const refused = error instanceof RefusesToStart;
  console.error(
    refused
      ? error.message
      : `${(error.stack ?? error.message).slice(0, 3000)}${"details" in error ? JSON.stringify(error.details) : ""}`,
  );
  process.exit(refused ? REFUSED_TO_START : 1);
});
