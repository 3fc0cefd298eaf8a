import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { tryLock } from "../storage/processLock.ts";

const LOOK_AGAIN_MS = 300;

/**
 * Runs `work` in one process at a time of all that name this lock file; the others wait. `waiting`
 * is called once when somebody else is at it.
 */
export async function oneAtATime<T>(
  lockFile: string,
  work: () => Promise<T>,
  waiting: () => void,
): Promise<T> {
  await mkdir(path.dirname(lockFile), { recursive: true });
  let lock = tryLock(lockFile);
  if (!lock) waiting();
  // The kernel tells nobody when a lock ends, so whoever waits looks again.
  for (; !lock; lock = tryLock(lockFile)) await pause(LOOK_AGAIN_MS);
  try {
    return await work();
  } finally {
    lock.free();
  }
}
