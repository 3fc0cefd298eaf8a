import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import pg from "pg";
import { LiteStream } from "./liteStream.ts";
import type { FromLite, LiteWorkerData, ToLite } from "./liteWorker.ts";
import { every } from "../guard.ts";
import { lockFolder } from "./lock.ts";

const CHECKPOINT_EVERY_MS = 300_000;
const VACUUM_EVERY_MS = 86_400_000;

/**
 * Longer than any statement of ours; a statement that waits for the connection its own transaction
 * holds ends here.
 */
const WAIT_FOR_CONNECTION_MS = 30_000;
const WORKER_HEAP_MB = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 };

/**
 * The embedded database in a thread of its own, spoken to by the same client as PostgreSQL: same
 * types, same errors, one connection.
 */
export type Lite = {
  pool: pg.Pool;
  worker: Worker;
  /** How many times a file was forced to disk so far. */
  forcedWrites: () => number;
  close: () => Promise<void>;
};

/**
 * Opens the embedded database of a data folder for this process alone. `onDead` hears it when the
 * thread ends by itself.
 */
export async function openLite(dataDir: string, onDead: (error: Error) => void): Promise<Lite> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(dataDir);
  try {
    return await openLocked(dataDir, unlock, onDead);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openLocked(
  dataDir: string,
  unlock: () => void,
  onDead: (error: Error) => void,
): Promise<Lite> {
  const forced = new Int32Array(new SharedArrayBuffer(4));
  const workerData: LiteWorkerData = { dataDir, forcedWrites: forced };
  const start = () =>
    new Worker(new URL("./liteWorker.ts", import.meta.url), {
      workerData,
      resourceLimits: WORKER_HEAP_MB,
    });
  // Making the database takes half a gigabyte, which only the end of its thread gives back.
  if (!existsSync(path.join(dataDir, "pg18", "PG_VERSION"))) {
    const maker = start();
    await opened(maker, dataDir);
    await closed(maker);
  }
  const worker = start();
  const streams = new Set<LiteStream>();
  let dead: Error | null = null;
  let closing = false;
  const die = (why: string) => {
    if (dead || closing) return;
    dead = new Error(`The embedded database in ${dataDir} has stopped: ${why}`);
    for (const stream of streams) stream.destroy(dead);
    onDead(dead);
  };
  await opened(worker, dataDir);
  worker.on("error", (error) => die(String((error as Error).message || error).slice(0, 400)));
  worker.on("exit", (code) => die(`its thread ended (${code})`));

  const pool = new pg.Pool({
    user: "postgres",
    database: "postgres",
    host: "localhost",
    ssl: false,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: WAIT_FOR_CONNECTION_MS,
    stream: () => {
      const stream = new LiteStream(worker);
      streams.add(stream);
      stream.once("close", () => streams.delete(stream));
      if (dead) process.nextTick(() => stream.destroy(dead as Error));
      return stream;
    },
  });
  // Single-user mode has no checkpointer and no autovacuum of its own.
  const timers = [
    every("checkpoint", CHECKPOINT_EVERY_MS, () => pool.query("checkpoint")),
    every("vacuum", VACUUM_EVERY_MS, () => pool.query("vacuum analyze")),
  ];
  return {
    pool,
    worker,
    forcedWrites: () => Atomics.load(forced, 0),
    async close() {
      for (const timer of timers) timer.stop();
      await pool.end();
      closing = true;
      if (!dead) await closed(worker);
      unlock();
    },
  };
}

/** Resolves when the thread's database answers; otherwise says in one sentence why it does not. */
async function opened(worker: Worker, dataDir: string): Promise<void> {
  const [first] = (await once(worker, "message")) as [FromLite];
  if (!("failed" in first)) return;
  await worker.terminate();
  throw new Error(`The embedded database in ${dataDir} could not be opened: ${first.failed}`);
}

async function closed(worker: Worker): Promise<void> {
  worker.postMessage("close" satisfies ToLite);
  await once(worker, "message");
  await worker.terminate();
}
