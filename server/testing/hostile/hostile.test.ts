import { expect, onTestFinished, test } from "vitest";
import { databaseFor, engines } from "../databases.ts";
import { openSiege, quantile } from "./siege.ts";

/**
 * Together 20,000 and more. The seed makes the same inputs again; `npm run bench -- hostile` sends
 * 200,000.
 */
const INPUTS = { embedded: 11_000, postgres: 10_000 };
const WARM_UP = 1000;
const SEED = 20261125;
const AT_ONCE = 2;

/** Memory held afterwards to before. */
const NO_LEAK = 1.2;

/**
 * How fast honest typing stays is measured by the bench, on a quiet machine; here it must only not
 * be held up.
 */
const NOT_HELD_UP_MS = 250;

test.each(engines)(
  "on %s, thousands of hostile requests, bytes, handshakes, events and uploads end nothing, fault nothing and disturb nobody",
  async (engine) => {
    const { settings, drop } = await databaseFor(engine);
    const siege = await openSiege(settings);
    onTestFinished(async () => {
      await siege.end();
      await drop();
    });
    const { pid } = siege;
    const [before, began] = [pid(), await siege.metric("process_start_time_seconds")];
    // What is loaded and compiled at the first use is no leak.
    const warm = await siege.besiege(SEED + 1, 0, WARM_UP, AT_ONCE);
    const memoryBefore = await siege.held();
    const calm = await siege.calm();
    const outcome = await siege.besiege(SEED, 0, INPUTS[engine] - WARM_UP, AT_ONCE);
    const besieged = await siege.typing();
    console.log(
      `${engine}, seed ${SEED}: ${JSON.stringify(outcome.kinds)} → ${JSON.stringify(outcome.statuses)}; typing p95 calm ${Math.round(quantile(calm, 0.95))} ms, besieged ${Math.round(quantile(besieged.latencies, 0.95))} ms (${besieged.latencies.length} keys)`,
    );
    expect([...warm.wrong, ...outcome.wrong].slice(0, 20)).toEqual([]);
    expect(warm.sent + outcome.sent).toBe(INPUTS[engine]);
    expect([pid(), await siege.metric("process_start_time_seconds")]).toEqual([before, began]);
    expect(await siege.metric("yuntiao_faults_total")).toBe(0);
    expect(besieged.refused).toEqual([]);
    expect(besieged.latencies.length).toBeGreaterThan(50);
    expect(quantile(besieged.latencies, 0.95)).toBeLessThanOrEqual(
      Math.max(2 * quantile(calm, 0.95), NOT_HELD_UP_MS),
    );
    expect((await siege.held()) / memoryBefore).toBeLessThanOrEqual(NO_LEAK);
  },
  600_000,
);
