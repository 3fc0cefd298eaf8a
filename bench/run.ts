import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

/**
 * `npm run bench -- NAME`: runs one benchmark and writes what it measured to
 * bench/results/NAME.json.
 */
export type Measured = {
  ours: Record<string, unknown>;
  peers: Record<string, Record<string, unknown>>;
  ratios: Record<string, number>;
  samples: Record<string, number[]>;
  notes?: string[];
};

const names = ["start", "join", "draft", "pdf", "tamper", "hostile", "kill", "room", "desk"];
const name = process.argv[2] ?? "";

if (!names.includes(name)) {
  console.error(`usage: npm run bench -- ${names.join(" | ")}`);
  process.exit(2);
}

const { measure } = (await import(`./${name}.ts`)) as { measure: () => Promise<Measured> };

// The papers' worker does not keep a process alive by itself.
const alive = setInterval(() => {}, 1000);
const measured = await measure();
clearInterval(alive);
const folder = fileURLToPath(new URL("./results", import.meta.url));
mkdirSync(folder, { recursive: true });

const result = {
  name,
  date: new Date().toISOString(),
  machine: {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  },
  versions: process.versions.node,
  ...measured,
};

writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify({ ...result, samples: undefined }, null, 2));
process.exit(0);
