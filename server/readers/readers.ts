import { type ChildProcess, spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, inBackground, type Timed } from "../guard.ts";
import type { Given, SealedReport } from "../agreements/verifySealed.ts";
import { MAX_PAPER_BYTES } from "../../shared/agreements/agreement.ts";
import type { VerifyReport } from "../../shared/agreements/contract.ts";
import { Refusal } from "../../shared/refusal.ts";

/** What is asked of the process that reads, and what it answers. */
export type ReaderAsk = { id: number; bytes: Uint8Array } & (
  | { what: "pdf" }
  | { what: "verify"; given: Given }
);

export type ReaderAnswer = { id: number; value?: unknown };

/**
 * Reads files that come from outside. It is done in a process of its own that reads nothing but the
 * program, writes nothing, has no network and a limit of memory and of time; it is ended and
 * started anew where a file goes beyond them. Nothing from outside is parsed, inflated or hashed in
 * the server itself. `asker` is whoever sent the file: two of one asker wait at a time, so that
 * nobody takes the place of the others; without one it is the house itself.
 */
export type Readers = {
  /**
   * The pages of a PDF that can be read whole by the reader our own pages use; refuses any other
   * file.
   */
  pdf(bytes: Uint8Array, asker?: string): Promise<{ pages: number }>;
  /** What holds of a sealed paper, and the files' own SHA-256. */
  verify(
    bytes: Uint8Array,
    given: Given,
    asker?: string,
  ): Promise<SealedReport & Pick<VerifyReport, "sha256">>;
  stop(): Promise<void>;
};

const MAX_MS = 10_000;
const START_MS = 30_000;
const IDLE_MS = 30_000;
const MAX_WAITING = 16;
const MAX_OF_ONE = 2;
const HEAP_MIB = 192;

/**
 * All writable memory in KiB, buffers outside the heap too; an empty Node reserves about 590,000 of
 * it.
 */
const DATA_KIB = 1_000_000;

/** `limits` only in tests. */
export function openReaders(limits: { ms: number } = { ms: MAX_MS }): Readers {
  // Papers that anybody may send do not hold up those of a court or of our own.
  const anybody = openLane(limits.ms);
  const own = openLane(limits.ms);
  return {
    async pdf(bytes, asker) {
      const pages = await own.ask({ what: "pdf", bytes }, asker);
      if (typeof pages !== "number") throw new Refusal("documents/unreadable-pdf");
      return { pages };
    },
    async verify(bytes, given, asker) {
      const report = await (asker ? anybody : own).ask({ what: "verify", bytes, given }, asker);
      if (!report) throw new Refusal("documents/unreadable-pdf");
      return report as SealedReport & Pick<VerifyReport, "sha256">;
    },
    async stop() {
      await Promise.all([anybody.stop(), own.stop()]);
    },
  };
}

type Question =
  | { what: "pdf"; bytes: Uint8Array }
  | { what: "verify"; bytes: Uint8Array; given: Given };

type Waiting = { question: Question; asker: string | undefined; done: (value: unknown) => void };

/**
 * One reading process, started when it is needed and ended when idle; questions one after another.
 */
function openLane(maxMs: number) {
  const waiting: Waiting[] = [];
  let child: ChildProcess | null = null;
  let ready: Promise<boolean> | null = null;
  let current: Waiting | null = null;
  let count = 0;
  let idle: Timed | null = null;

  const end = () => {
    child?.kill("SIGKILL");
    child = null;
    ready = null;
  };
  /** A process that says it is there; false when it could not start. */
  const started = () => {
    ready ??= new Promise<boolean>((resolve) => {
      const made = startReader();
      const late = after("starting a reader", START_MS, () => made.kill("SIGKILL"));
      child = made;
      made.once("message", () => {
        late.stop();
        resolve(true);
      });
      const gone = () => {
        late.stop();
        if (child === made) end();
        resolve(false);
      };
      made.once("exit", gone);
      made.once("error", gone);
    });
    return ready;
  };
  /** The answer, or undefined when the file took the process beyond its limits. */
  async function read(question: Question): Promise<unknown> {
    if (!(await started()) || !child) throw new Refusal("request/too-busy");
    const reader = child;
    const id = ++count;
    return new Promise((resolve) => {
      const over = after("reading a file", maxMs, () => finish(undefined));
      const finish = (value: unknown) => {
        over.stop();
        reader.off("message", heard);
        reader.off("exit", gone);
        if (value === undefined && child === reader) end();
        resolve(value);
      };
      const heard = (answer: ReaderAnswer) => {
        if (answer.id === id) finish(answer.value ?? null);
      };
      const gone = () => finish(undefined);
      reader.on("message", heard);
      reader.on("exit", gone);
      reader.send({ id, ...question } satisfies ReaderAsk, (error) => error && finish(undefined));
    });
  }
  async function work() {
    if (current) return;
    idle?.stop();
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      current = next;
      next.done(await read(next.question).catch((error: Error) => error));
    }
    current = null;
    idle = after("an idle reader", IDLE_MS, end);
    idle.unref();
  }
  return {
    async ask(question: Question, asker?: string): Promise<unknown> {
      if (question.bytes.byteLength > MAX_PAPER_BYTES) throw new Refusal("request/too-large");
      const all = current ? [current, ...waiting] : waiting;
      if (
        all.length >= MAX_WAITING ||
        (asker && all.filter((one) => one.asker === asker).length >= MAX_OF_ONE)
      )
        throw new Refusal("request/too-busy");
      const answer = new Promise((done) => waiting.push({ question, asker, done }));
      inBackground("reading a file", work);
      const value = await answer;
      if (value instanceof Error) throw value;
      return value;
    },
    async stop() {
      idle?.stop();
      const last = child;
      if (!last) return;
      const gone = new Promise<void>((resolve) => last.once("exit", () => resolve()));
      end();
      await gone;
    },
  };
}

const ROOT = new URL("../../", import.meta.url);

/**
 * What the program is made of. The data folder, its keys and all else on the machine cannot be
 * opened.
 */
const PROGRAM = ["server/", "shared/", "node_modules/", "package.json"].map((name) =>
  realpathSync(new URL(name, ROOT)),
);

/**
 * Node with nothing but the right to read the program, under the shell's limit of writable memory
 * where there is one. `entry` is another module only in tests.
 */
export function startReader(entry: URL = new URL("./child.ts", import.meta.url)): ChildProcess {
  const node = [
    process.execPath,
    `--max-old-space-size=${HEAP_MIB}`,
    "--v8-pool-size=1",
    "--permission",
    ...PROGRAM.map((place) => `--allow-fs-read=${place}`),
    `--import=${new URL("./closeNetwork.ts", import.meta.url).href}`,
    "--disable-warning=ExperimentalWarning",
    fileURLToPath(entry),
  ];
  const limited = ["/bin/sh", "-c", `ulimit -d ${DATA_KIB} 2>/dev/null; exec "$@"`, "sh", ...node];
  const [command, ...rest] = (process.platform === "win32" ? node : limited) as [
    string,
    ...string[],
  ];
  const made = spawn(command, rest, {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
    env: { PATH: process.env.PATH ?? "" },
  });
  made.unref();
  made.channel?.unref();
  return made;
}
