import { killRounds } from "../server/testing/killRounds.ts";
import type { Measured } from "./run.ts";

const ROUNDS = 150;

/**
 * Hundreds of SIGKILLs while people type, write and sign: on the embedded database, and on
 * PostgreSQL where TEST_DATABASE_URL names one.
 */
export async function measure(): Promise<Measured> {
  const ours: Record<string, unknown> = {};
  for (const engine of [
    "embedded",
    ...(process.env.TEST_DATABASE_URL ? ["postgres" as const] : []),
  ] as const)
    ours[engine] = { kills: ROUNDS, ...(await killRounds(engine, ROUNDS)) };
  return { ours, peers: {}, ratios: {}, samples: {} };
}
