import { aWorld } from "../e2e/world.ts";
import { median, round } from "./numbers.ts";
import type { Measured } from "./run.ts";

/** Second start → the site answers, demo data in place. */
export async function measure(): Promise<Measured> {
  const begin = performance.now();
  const world = await aWorld({ MEDIA: "off" }, "site");
  const first = performance.now() - begin;
  const second: number[] = [];
  for (let n = 0; n < 7; n++) {
    await world.stop();
    const from = performance.now();
    await world.start();
    second.push(performance.now() - from);
  }
  await world.stop();
  return {
    ours: { firstStartMs: round(first), secondStartMs: round(median(second)) },
    peers: {},
    ratios: { secondStartToBarOf3s: round(median(second) / 3000, 2) },
    samples: { secondStartMs: second.map((value) => round(value)) },
  };
}
