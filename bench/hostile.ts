import { openSiege, quantile } from "../server/testing/hostile/siege.ts";
import { round, summary } from "./numbers.ts";
import type { Measured } from "./run.ts";

const INPUTS = 200_000;
const ROUND = 10_000;
const WARM_UP = 2000;
const AT_ONCE = 2;
const SEED = Number(process.env.SEED ?? 1);

/**
 * 200,000 hostile inputs against one server, two honest people typing beside them: what broke, what
 * it cost the honest ones.
 */
export async function measure(): Promise<Measured> {
  const siege = await openSiege({});
  await siege.besiege(SEED + 1, 0, WARM_UP, AT_ONCE);
  const calm = await siege.calm();
  const memory = [await siege.memory()];
  const heldBefore = await siege.held();
  const pid = siege.pid();
  const besieged: number[] = [];
  const statuses: Record<string, number> = {};
  const wrong: string[] = [];
  const refused: string[] = [];
  await siege.typing();
  const at = performance.now();
  for (let from = 0; from < INPUTS; from += ROUND) {
    const outcome = await siege.besiege(SEED, from, ROUND, AT_ONCE);
    const typed = await siege.typing();
    besieged.push(...typed.latencies);
    refused.push(...typed.refused);
    wrong.push(...outcome.wrong);
    for (const [status, count] of Object.entries(outcome.statuses))
      statuses[status] = (statuses[status] ?? 0) + count;
    memory.push(await siege.memory());
    console.log(
      `  ${from + ROUND} sent, ${wrong.length} wrong, ${Math.round(memory.at(-1) ?? 0)} MB`,
    );
  }
  const seconds = (performance.now() - at) / 1000;
  const heldAfter = await siege.held();
  const faults = await siege.metric("yuntiao_faults_total");
  const sameProcess = siege.pid() === pid;
  await siege.end();
  return {
    ours: {
      seed: SEED,
      inputs: INPUTS,
      perSecond: round(INPUTS / seconds),
      sameProcess,
      faults,
      wrong: wrong.length,
      firstWrong: wrong.slice(0, 20),
      statuses,
      typingMs: { calm: summary(calm), besieged: summary(besieged), refused: refused.length },
      memoryMB: {
        before: round(memory[0] ?? 0),
        after: round(memory.at(-1) ?? 0),
        heldBefore: round(heldBefore),
        heldAfter: round(heldAfter),
        most: round(Math.max(...memory)),
      },
    },
    peers: {},
    ratios: {
      typingP95BesiegedToCalm: round(quantile(besieged, 0.95) / quantile(calm, 0.95), 2),
      memoryAfterToBefore: round((memory.at(-1) ?? 0) / (memory[0] ?? 1), 2),
      memoryHeldAfterToBefore: round(heldAfter / heldBefore, 2),
    },
    samples: { memoryMB: memory.map((one) => round(one)) },
  };
}
