import { fsyncSync, mkdirSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { lockFolder } from "./lock.ts";

/** How many times a file of the embedded database was forced to disk; start-up checks that a commit raises it. */
export const forcedWrites = { count: 0 };
const EIO = 29;
const HARMLESS = ["EINVAL", "EPERM", "EBADF"];

/** PGlite as shipped never calls fsync; this makes an acknowledged commit survive a power cut. */
class DurableNodeFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS["init"]>[1]) {
    const result = await super.init(pg, options);
    result.emscriptenOpts.preRun?.push((module: unknown) => {
      const nodefs = (module as { NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } } }).NODEFS;
      nodefs.stream_ops.fsync = (stream) => {
        try {
          fsyncSync(stream.nfd);
          forcedWrites.count++;
        } catch (error) {
          if (!HARMLESS.includes((error as NodeJS.ErrnoException).code ?? "")) return EIO;
        }
        return 0;
      };
    });
    return result;
  }
  /** Lets timers and sockets breathe inside a burst of queries. */
  override async syncToFs() {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== "-F"),
  "-c",
  "fsync=on",
  "-c",
  "wal_sync_method=fsync",
  "-c",
  "shared_buffers=16MB",
  "-c",
  "max_wal_size=64MB",
];
const CHECKPOINT_EVERY_MS = 300_000;
const VACUUM_EVERY_MS = 86_400_000;
const BYTEA = 17,
  INT8 = 20;

/** Opens the embedded database of a data folder for this process alone. */
export async function openLite(dataDir: string): Promise<PGlite> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(dataDir);
  try {
    const lite = await PGlite.create({
      fs: new DurableNodeFS(path.join(dataDir, "pg18")),
      startParams,
      parsers: { [BYTEA]: (value: string) => Buffer.from(value.slice(2), "hex"), [INT8]: (value: string) => value },
      serializers: {
        [BYTEA]: (bytes: Uint8Array) => `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`,
      },
    });
    await assertForcedWrites(lite);
    // Single-user mode has no checkpointer and no autovacuum of its own.
    const timers = [
      setInterval(() => lite.exec("checkpoint").catch(() => {}), CHECKPOINT_EVERY_MS),
      setInterval(() => lite.exec("vacuum analyze").catch(() => {}), VACUUM_EVERY_MS),
    ];
    for (const timer of timers) timer.unref();
    const close = lite.close.bind(lite);
    lite.close = async () => {
      for (const timer of timers) clearInterval(timer);
      await close();
      unlock();
    };
    return lite;
  } catch (error) {
    unlock();
    // PGlite's own errors print its whole source; keep the sentence only.
    throw new Error(`The embedded database in ${dataDir} could not be opened: ${(error as Error).message.slice(0, 400)}`);
  }
}

async function assertForcedWrites(lite: PGlite): Promise<void> {
  const before = forcedWrites.count;
  await lite.exec(
    "create table if not exists durability_probe (at timestamptz); truncate durability_probe; insert into durability_probe values (now())",
  );
  if (forcedWrites.count === before) throw new Error("commits are not forced to disk; refusing to start without durability");
}
