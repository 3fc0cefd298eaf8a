import path from "node:path";
import { RefusesToStart } from "../startRefusal.ts";
import { tryLock } from "./processLock.ts";

class FolderInUse extends RefusesToStart {
  constructor(dataDir: string) {
    super(
      `Another Yuntiao is already running on ${dataDir}. Stop it first, or choose another DATA_DIR.`,
    );
  }
}

/**
 * One process per data folder. The lock lies inside it, so it holds by whatever path or from
 * whatever container the folder is reached.
 */
export function lockFolder(dataDir: string): () => void {
  const lock = tryLock(path.join(dataDir, "lock"));
  if (!lock) throw new FolderInUse(dataDir);
  return lock.free;
}
