import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { databaseFor, engines } from "./databases.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const settingsOf = (more: Record<string, string>) => ({
  ...process.env,
  NODE_ENV: "test",
  PORT: "0",
  MEDIA: "off",
  DEMO: "0",
  DATA_DIR: mkdtempSync(path.join(tmpdir(), "yt-start-")),
  ...more,
});

/** What `npm start` runs, with everything it says. */
function started(more: Record<string, string>) {
  const child = spawn(process.execPath, ["bin/start.mjs"], {
    cwd: root,
    env: settingsOf(more),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      for (const look of waiting) look();
    });
  const ended = new Promise<number | null>((resolve) =>
    child.once("close", (code) => resolve(code)),
  );
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  const says = (words: RegExp, times = 1) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if ((said.match(new RegExp(words, "g"))?.length ?? 0) < times) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  /** The server itself, which the starter keeps running. */
  const server = () =>
    Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim());
  return { says, ended, server, said: () => said };
}

test("a server that is killed is back at once under the same starter, which says so", async () => {
  const { says, server, said } = started({});
  const took: number[] = [];
  await says(/\/verify/);
  // Three times: the machine may be busy with something else once or twice.
  for (const times of [1, 2, 3]) {
    const before = server();
    const at = performance.now();
    process.kill(before, "SIGKILL");
    await says(/server: back/, times);
    took.push(performance.now() - at);
    expect(server()).not.toBe(before);
  }
  // On a quiet machine it takes less than 3 s; what a busy one adds is not the starter's.
  expect(Math.min(...took)).toBeLessThan(10_000);
  expect(said()).toMatch(/ended unasked \(SIGKILL\), 3 of 5 in a row/);
}, 120_000);

test("a server that can't live is started five times, then no more, and the reason stands at the end", async () => {
  const { ended, said } = started({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" });
  expect(await ended).toBe(1);
  expect(said().match(/ended unasked/g)).toHaveLength(4);
  expect(said()).toMatch(/ended 5 times in a row \(last by code 1\)[\s\S]*ECONNREFUSED/);
}, 120_000);

test("a start that a person has to mend first is refused once, in one sentence: settings, a taken port, a folder in use", async () => {
  const wrong = started({ LOG_LEVEL: "loud" });
  expect(await wrong.ended).toBe(78);
  expect(wrong.said()).toMatch(/^These settings need attention:\n {2}LOG_LEVEL/);

  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void taken.close());
  const dataDir = mkdtempSync(path.join(tmpdir(), "yt-start-"));
  const second = started({
    PORT: String((taken.address() as AddressInfo).port),
    DATA_DIR: dataDir,
  });
  expect(await second.ended).toBe(78);
  expect(readdirSync(dataDir)).toEqual([]);
  expect(second.said()).toMatch(/cannot listen on 127\.0\.0\.1:\d+: something else listens there/);
  for (const one of [wrong, second]) expect(one.said()).not.toMatch(/unasked|node_modules| at /);
}, 60_000);

test.each(engines)(
  "`npm start` on %s ends within 5 s of a SIGTERM, and leaves nothing behind",
  async (engine) => {
    const { settings, drop } = await databaseFor(engine);
    const npm = spawn("npm", ["start"], {
      cwd: root,
      env: settingsOf(settings),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<void>((resolve) => npm.stdout.once("close", () => resolve())); // whoever still ran would hold the pipe
    await new Promise<void>((resolve) =>
      npm.stdout.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes("/verify")) resolve();
      }),
    );
    const asked = performance.now();
    npm.kill("SIGTERM");
    await ended;
    expect(performance.now() - asked).toBeLessThan(5000);
    await drop();
  },
  60_000,
);
