import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { aWorld } from "../../e2e/world.ts";
import { databaseFor, engines } from "./databases.ts";
import { killRounds } from "./killRounds.ts";

/** Enough to see a lost write at once; `npm run bench -- kill` goes on for hundreds. */
const ROUNDS = 12;

test.each(engines)(
  `nothing acknowledged is lost in ${ROUNDS} SIGKILLs while people type, write and sign, on %s`,
  async (engine) => {
    const { acknowledged, lost, chainsWhole } = await killRounds(engine, ROUNDS);
    console.log(
      `${engine}: kills ${ROUNDS}; acknowledged and found again: ${JSON.stringify(acknowledged)}`,
    );
    expect(lost).toEqual({ edits: 0, messages: 0, signatures: 0 });
    expect(chainsWhole).toBe(true);
    expect(acknowledged.edits).toBeGreaterThan(ROUNDS);
    expect(acknowledged.messages).toBeGreaterThan(ROUNDS);
    expect(acknowledged.signatures).toBeGreaterThanOrEqual(1);
  },
  300_000,
);

test.each(engines)(
  "a first start that was killed, at any moment, is followed by one that just works, on %s",
  async (engine) => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "yuntiao-first-"));
    const { settings, drop } = await databaseFor(engine);
    for (const after of [300, 1200, 2500, 4000]) {
      const child = spawn(process.execPath, ["server/main.ts"], {
        env: {
          ...process.env,
          NODE_ENV: "test",
          MEDIA: "off",
          DATA_DIR: dataDir,
          PORT: "0",
          LOG_LEVEL: "silent",
          DEMO: "1",
          ...settings,
        },
        stdio: "ignore",
      });
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      setTimeout(() => child.kill("SIGKILL"), after); // the moment of the kill is the thing under test
      await ended;
    }
    const world = await aWorld({ MEDIA: "off", DATA_DIR: dataDir, ...settings }, "site");
    expect(world.demo().cases.map((one) => one.state)).toEqual([
      "ready",
      "frozen",
      "filed",
      "confirmed",
    ]);
    await world.stop();
    await drop();
  },
  300_000,
);

test("a second start on the same data folder says so and harms nothing", async () => {
  const world = await aWorld({ MEDIA: "off" }, "site");
  await expect(aWorld({ MEDIA: "off", DATA_DIR: world.dataDir }, "site")).rejects.toThrow(
    /already running/,
  );
  expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
  await world.stop();
}, 120_000);
