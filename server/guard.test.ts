import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import {
  after,
  endOwner,
  every,
  type Fault,
  hear,
  inBackground,
  onFault,
  ownedBy,
  soon,
} from "./guard.ts";

function faults(): Fault[] {
  const heard: Fault[] = [];
  onTestFinished(onFault((fault) => heard.push(fault)));
  return heard;
}

const breaks = () => {
  throw new Error("broken");
};

test("whatever breaks in a listener, a timer or in the background is told with its place and an id, and ends nothing", async () => {
  const heard = faults();
  const listeners: ((...told: never[]) => unknown)[] = [];
  const speaker = {
    on: (_event: string, listener: (...told: never[]) => unknown) => listeners.push(listener),
  };
  hear(speaker, "at-once", breaks);
  hear(speaker, "later", async () => breaks());
  for (const listener of listeners) listener();
  await inBackground("work", breaks);
  after("a timer", 1, breaks);
  soon("a turn", breaks);
  const again = every("a round", 1, async () => breaks());
  await vi.waitFor(() =>
    expect(heard.filter(({ where }) => where === "a round").length).toBeGreaterThan(1),
  );
  again.stop();
  await vi.waitFor(() =>
    expect(new Set(heard.map(({ where }) => where))).toEqual(
      new Set(["event at-once", "event later", "work", "a timer", "a turn", "a round"]),
    ),
  );
  for (const { id, error } of heard) expect([id.length, error.message]).toEqual([36, "broken"]);
});

test("a round that takes long is not begun twice", async () => {
  let running = 0;
  let most = 0;
  let rounds = 0;
  const again = every("slow", 1, async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    rounds++;
  });
  await vi.waitFor(() => expect(rounds).toBeGreaterThan(2));
  again.stop();
  expect(most).toBe(1);
});

test("what no guard caught ends the request or connection it came from, and nothing else", () => {
  const heard = faults();
  const ended: string[] = [];
  ownedBy({ where: "POST /x", end: ({ id }) => ended.push(id) }, () =>
    endOwner("uncaught", "no error even"),
  );
  endOwner("uncaught", new Error("whose?"));
  ownedBy({ where: "POST /y", end: breaks }, () => endOwner("uncaught", new Error("twice")));
  expect(heard.map(({ where }) => where)).toEqual([
    "uncaught in POST /x",
    "uncaught in nothing known",
    "uncaught in POST /y",
    "ending POST /y",
  ]);
  expect(ended).toEqual([heard[0]?.id]);
});

/**
 * Processes and threads of their own, and the guards themselves. Whoever is added here says why.
 */
const OWN_PROCESS = [
  "guard.ts",
  "guardProcess.ts",
  "main.ts",
  "media/keeper.ts",
  "media/prepare.ts",
  "readers/child.ts",
  "storage/lock.ts",
];

const UNGUARDED = [
  [/\bset(Interval|Timeout|Immediate)\((?!resolve\b)/, "a timer: every, after or soon"],
  [
    /\b(socket|space|io|nsp|namespace)\.(on|once|addListener)\(/,
    "a listener on a socket: hear or welcome",
  ],
  [/\bprocess\.(on|once)\(/, "the process's own events"],
  [
    /\bvoid (?!res\.|inBackground\(|socket\.disconnect\(|\w+\.push\()[\w.]+\(/,
    "work nobody waits for: inBackground",
  ],
] as const;

test("nobody listens to sockets, sets a timer or lets work run alone except through the guards", () => {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) =>
      file.endsWith(".ts") &&
      !/\.test\.ts$|^testing\/|\.d\.ts$/.test(file) &&
      !OWN_PROCESS.includes(file.split(path.sep).join("/")),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    if (/from "node:worker_threads"/.test(text) && /parentPort/.test(text)) return []; // a thread of its own: its end ends no more than it
    // A chain that goes on in the next line is read as one.
    const statements = text.replaceAll(/\s*\n\s*\./g, ".").split("\n");
    return statements.flatMap((line) =>
      UNGUARDED.flatMap(([shape, use]) => (shape.test(line) ? `${file}: ${line} → ${use}` : [])),
    );
  });
  expect(files.length).toBeGreaterThan(50);
  expect(found).toEqual([]);
});
