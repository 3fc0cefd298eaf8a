import { fsyncSync } from "node:fs";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/**
 * What the worker is given; `forcedWrites[0]` counts how often it forced a file to disk, and the
 * main thread reads it.
 */
export type LiteWorkerData = { dataDir: string; forcedWrites: Int32Array };

/** To the worker: bytes of PostgreSQL's protocol, whole messages only, or the end. */
export type ToLite = Uint8Array | "close";

/**
 * From the worker: the answer to each message in its order, and what it has to say about itself.
 */
export type FromLite = Uint8Array | { ready: true } | { closed: true } | { failed: string };

const { dataDir, forcedWrites } = workerData as LiteWorkerData;
const EIO = 29;
const HARMLESS = ["EINVAL", "EPERM", "EBADF"];

/** PostgreSQL's first message begins with its length, every other with a letter. */
const isFirstMessage = (bytes: Uint8Array) => bytes[0] === 0;

/** PGlite as shipped never calls fsync; this makes an acknowledged commit survive a power cut. */
class DurableNodeFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS["init"]>[1]) {
    const result = await super.init(pg, options);
    result.emscriptenOpts.preRun?.push((module: unknown) => {
      const nodefs = (
        module as { NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } } }
      ).NODEFS;
      nodefs.stream_ops.fsync = (stream) => {
        try {
          fsyncSync(stream.nfd);
          Atomics.add(forcedWrites, 0, 1);
        } catch (error) {
          if (!HARMLESS.includes((error as NodeJS.ErrnoException).code ?? "")) return EIO;
        }
        return 0;
      };
    });
    return result;
  }
}

const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== "-F"),
  ...["fsync=on", "wal_sync_method=fsync", "shared_buffers=16MB", "max_wal_size=64MB"].flatMap(
    (setting) => ["-c", setting],
  ),
];

async function open(): Promise<PGlite> {
  const lite = await PGlite.create({
    fs: new DurableNodeFS(path.join(dataDir, "pg18")),
    startParams,
  });
  const before = Atomics.load(forcedWrites, 0);
  await lite.exec(
    "create table if not exists durability_probe (at timestamptz); truncate durability_probe; insert into durability_probe values (now())",
  );
  if (Atomics.load(forcedWrites, 0) === before)
    throw new Error("commits are not forced to disk; refusing to start without durability");
  return lite;
}

/**
 * Hands the bytes to PostgreSQL and gives back what it answers: one run whatever a message holds.
 */
function answer(lite: PGlite, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  // Runs to its end before it returns: there is no file system to wait for.
  void lite.execProtocolRawStream(bytes, {
    syncToFs: false,
    onRawData: (part) => parts.push(part.slice()),
  });
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function main(port: NonNullable<typeof parentPort>): Promise<void> {
  const say = (message: FromLite) =>
    port.postMessage(message, message instanceof Uint8Array ? [message.buffer as ArrayBuffer] : []);
  let lite: PGlite;
  try {
    lite = await open();
  } catch (error) {
    // PGlite's own errors print its whole source; keep the sentence only.
    return say({ failed: String((error as Error).message || error).slice(0, 400) });
  }
  port.on("message", async (message: ToLite) => {
    if (message === "close") {
      await lite.close();
      return say({ closed: true });
    }
    // A new connection finds nothing of the one before: there is only one session.
    if (isFirstMessage(message)) {
      if (lite.isInTransaction()) await lite.exec("rollback");
      await lite.exec("discard all");
    }
    say(answer(lite, message));
  });
  say({ ready: true });
}

if (parentPort) await main(parentPort);
