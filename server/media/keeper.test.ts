import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const keeper = fileURLToPath(new URL("./keeper.ts", import.meta.url));

/**
 * A server that starts a program under the keeper, as the product starts LiveKit, and lives on; the
 * program says its number.
 */
const server = `
  const { spawn } = require("node:child_process");
  spawn(process.execPath, [${JSON.stringify(keeper)}, process.execPath, "-e", "console.error(process.pid); setInterval(() => {}, 1000)"], { stdio: ["pipe", "ignore", "inherit"] });
  setInterval(() => {}, 1000);
`;

const lives = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test.each(["SIGKILL", "SIGTERM"] as const)(
  "the media server ends with the server that started it, after %s too",
  async (signal) => {
    const started = spawn(process.execPath, ["-e", server], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const pid = await new Promise<number>((resolve) =>
      started.stderr.once("data", (chunk: Buffer) => resolve(Number(chunk.toString()))),
    );
    expect(lives(pid)).toBe(true);
    // The pipe closes when everybody who held it has ended: the server, the keeper and the program.
    const allEnded = new Promise<void>((resolve) => started.stderr.once("close", () => resolve()));
    started.stderr.resume();
    started.kill(signal);
    await allEnded;
    expect(lives(pid)).toBe(false);
  },
  20_000,
);
