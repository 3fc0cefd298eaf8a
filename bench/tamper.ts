import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openReaders } from "../server/readers/readers.ts";
import { dice, flip } from "../server/testing/dice.ts";
import { openForge } from "../server/testing/tamper.ts";
import { median, round, summary } from "./numbers.ts";
import type { Measured } from "./run.ts";

const FLIPS = 10_000;
const STRUCTURAL = 2000;
const HONEST = 40;
const COMMANDS = 9;

/**
 * A real sealed paper with single bytes changed and forged in every way we know: how many are
 * found, and how long a check takes.
 */
export async function measure(): Promise<Measured> {
  const forge = await openForge();
  const roll = dice(20_261_125);
  const missed: string[] = [];
  const checks: number[] = [];
  const whole: number[] = [];
  const readers = openReaders();
  const inReader: number[] = [];
  for (let n = 0; n < HONEST; n++) {
    const from = performance.now();
    await readers.verify(forge.sealed, forge.trust);
    inReader.push(performance.now() - from);
  }
  await readers.stop();
  const command = commandMs(forge.sealed, forge.trust.pins[0] ?? "");
  let flips = 0;
  let structural = 0;
  for (let n = 0; n < HONEST; n++) {
    const from = performance.now();
    const { valid } = await forge.verify(forge.sealed);
    if (!valid) throw new Error("the true paper is not valid");
    whole.push(performance.now() - from);
  }
  for (let n = 0; n < FLIPS; n++) {
    const from = performance.now();
    if ((await forge.verify(flip(forge.sealed, roll))).valid) missed.push(`flip ${n}`);
    else flips++;
    checks.push(performance.now() - from);
  }
  const kinds: Record<string, number> = {};
  for (let n = 0; n < STRUCTURAL; n++) {
    const tamper = forge.tampers[n % forge.tampers.length] as (typeof forge.tampers)[number];
    if ((await forge.verify(await tamper.make(roll))).valid) missed.push(tamper.name);
    else {
      structural++;
      kinds[tamper.name] = (kinds[tamper.name] ?? 0) + 1;
    }
  }
  return {
    ours: {
      flipsFound: `${flips} of ${FLIPS}`,
      structuralFound: `${structural} of ${STRUCTURAL}`,
      missed: missed.slice(0, 20),
      kinds: Object.keys(kinds).length,
      truePaperWithPagesDrawnAgainMs: round(median(whole)),
      inReaderMs: summary(inReader.slice(1)),
      commandMs: round(median(command)),
      wrongPaperMs: summary(checks),
    },
    peers: {},
    ratios: { found: (flips + structural) / (FLIPS + STRUCTURAL) },
    samples: {
      truePaper: whole.map((value) => round(value)),
      command: command.map((value) => round(value)),
    },
    notes: Object.keys(kinds),
  };
}

/** How long the command takes from its start to its last word. */
function commandMs(sealed: Buffer, pin: string): number[] {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-verify-"));
  const file = path.join(folder, "a.pdf");
  const command = fileURLToPath(new URL("../server/agreements/verifyFile.ts", import.meta.url));
  writeFileSync(file, sealed);
  const times: number[] = [];
  for (let n = 0; n < COMMANDS; n++) {
    const from = performance.now();
    const { status } = spawnSync(process.execPath, [command, file, "--pin", pin]);
    if (status !== 0) throw new Error(`the command ended with ${status} for the true paper`);
    times.push(performance.now() - from);
  }
  rmSync(folder, { recursive: true });
  return times;
}
