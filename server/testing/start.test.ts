import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { databaseFor, engines } from "./databases.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test.each(engines)(
  "`npm start` on %s ends within 5 s of a SIGTERM, and leaves nothing behind",
  async (engine) => {
    const { settings, drop } = await databaseFor(engine);
    const npm = spawn("npm", ["start"], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: "test",
        PORT: "0",
        MEDIA: "off",
        DEMO: "0",
        DATA_DIR: mkdtempSync(path.join(tmpdir(), "yt-start-")),
        ...settings,
      },
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
