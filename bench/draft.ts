import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import serverProcess from "../bin/serverProcess.json" with { type: "json" };
import { median, quantile, round } from "./numbers.ts";
import type { Measured } from "./run.ts";

/** `npm run bench -- draft 50 200` measures only these. */
const ASKED = process.argv.slice(3).map(Number);
const EDITORS = ASKED.length ? ASKED : [2, 10, 50, 200];
const BESIDE_A_FLOOD = 10;
const SECONDS = 8;
const KEYS_PER_SECOND = 5;
const TRIALS = 3;
const PEERS = ["ours", "hocuspocus", "y-websocket"] as const;
export type Peer = (typeof PEERS)[number];

type Run = {
  latencies: number[];
  edits: number;
  cpuMs: number;
  refused: number;
  memory: { idleMiB: number; typedMiB: number };
  converged: boolean;
};

/** CPU of a process so far in ms, from the kernel's own count. */
const cpuOf = (pid: number) => {
  const [, ...rest] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const fields = (rest.at(-1) ?? "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

/** Memory of a process and of those it started, in MiB. */
function memoryOf(pid: number): number {
  const own =
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .split(" ")
    .filter(Boolean);
  return Math.round(children.reduce((sum, child) => sum + memoryOf(Number(child)), own));
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

async function trial(peer: Peer, editors: number, beside = "calm"): Promise<Run> {
  const server = spawn(
    process.execPath,
    [...serverProcess.flags, here("./draftServer.ts"), peer, String(editors)],
    {
      env: { ...process.env, ...serverProcess.environment },
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const address = await new Promise<string>((resolve) =>
    server.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim())),
  );
  const clients = spawn(
    process.execPath,
    [
      here("./draftClients.ts"),
      peer,
      address,
      String(editors),
      String(SECONDS),
      String(KEYS_PER_SECOND),
      beside,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const memory = { idleMiB: memoryOf(server.pid as number), typedMiB: 0 };
  let said = "";
  let from = 0;
  clients.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    if (from === 0 && said.includes("typing")) from = cpuOf(server.pid as number);
    if (said.includes("typed")) memory.typedMiB ||= memoryOf(server.pid as number);
  });
  await new Promise<void>((resolve) => clients.once("exit", () => resolve()));
  const cpuMs = cpuOf(server.pid as number) - from;
  server.stdin.end();
  await new Promise<void>((resolve) => server.once("exit", () => resolve()));
  return {
    ...(JSON.parse(said.split("\n").find((line) => line.startsWith("{")) ?? "{}") as Omit<
      Run,
      "cpuMs" | "memory"
    >),
    cpuMs,
    memory,
  };
}

/**
 * Typing → every other editor has it, and what it costs the server: ours (checked, durable) beside
 * Hocuspocus and y-websocket's protocol (in memory, unchecked). Medians of the trials.
 */
export async function measure(): Promise<Measured> {
  const all: Record<Peer, Record<string, unknown>> = {
    ours: {},
    hocuspocus: {},
    "y-websocket": {},
  };
  const p95: Record<string, number> = {};
  const cpu: Record<string, number> = {};
  const samples: Record<string, number[]> = {};
  for (const editors of EDITORS) {
    const runs: Record<Peer, Run[]> = { ours: [], hocuspocus: [], "y-websocket": [] };
    for (let n = 0; n < TRIALS; n++)
      for (const peer of PEERS) runs[peer].push(await trial(peer, editors));
    for (const peer of PEERS) {
      const name = `${peer}.${editors}`;
      const middle = (figure: (run: Run) => number) => median(runs[peer].map(figure));
      const at = (q: number) => round(middle((run) => quantile(run.latencies, q)));
      p95[name] = at(0.95);
      cpu[name] = middle((run) => run.cpuMs / run.edits);
      all[peer][`${editors} editors`] = {
        p50Ms: at(0.5),
        p95Ms: p95[name],
        p99Ms: at(0.99),
        edits: middle((run) => run.edits),
        cpuMsPer1000Edits: Math.round(cpu[name] * 1000),
        memoryIdleMiB: middle((run) => run.memory.idleMiB),
        memoryTypedMiB: middle((run) => run.memory.typedMiB),
        converged: runs[peer].every((run) => run.converged),
      };
      samples[`p95Ms ${name}`] = runs[peer].map((run) => round(quantile(run.latencies, 0.95)));
      samples[`cpuMsPer1000Edits ${name}`] = runs[peer].map((run) =>
        Math.round((run.cpuMs / run.edits) * 1000),
      );
    }
  }
  const beside = { calm: [] as Run[], flood: [] as Run[] };
  for (let n = 0; n < TRIALS; n++)
    for (const kind of ["calm", "flood"] as const)
      beside[kind].push(await trial("ours", BESIDE_A_FLOOD, kind));
  const [calm, flooded] = [beside.calm, beside.flood].map((runs) =>
    median(runs.map((run) => quantile(run.latencies, 0.95))),
  ) as [number, number];
  all.ours[`${BESIDE_A_FLOOD} editors beside one who floods`] = {
    p95CalmMs: round(calm),
    p95FloodedMs: round(flooded),
    refused: median(beside.flood.map((run) => run.refused)),
    converged: beside.flood.every((run) => run.converged),
  };
  const ratio = (of: Record<string, number>, editors: number) =>
    round((of[`ours.${editors}`] as number) / (of[`hocuspocus.${editors}`] as number), 2);
  return {
    ours: all.ours,
    peers: { hocuspocus: all.hocuspocus, "y-websocket": all["y-websocket"] },
    ratios: Object.fromEntries([
      [`p95 flooded/calm at ${BESIDE_A_FLOOD}`, round(flooded / calm, 2)],
      ...EDITORS.flatMap((editors) => [
        [`p95 ours/hocuspocus at ${editors}`, ratio(p95, editors)],
        [`cpu per edit ours/hocuspocus at ${editors}`, ratio(cpu, editors)],
      ]),
    ]),
    samples,
    notes: [
      "ours: PGlite with fsync, gate and append before the acknowledgement; peers keep the text in memory and check nothing",
      "all of them are started as `npm start` starts the server",
      "y-websocket is its client with a 30-line relay of the same protocol: its own server package asks for yjs 14",
    ],
  };
}
