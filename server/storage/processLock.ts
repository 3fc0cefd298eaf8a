import { DatabaseSync } from "node:sqlite";

const SQLITE_BUSY = 5;

/**
 * Holds a file for this process alone, or answers null when another process holds it. The lock is
 * the kernel's, taken through SQLite: it ends with the process however that ends, and holds across
 * containers that share the disk.
 */
export function tryLock(file: string): { free: () => void } | null {
  const holder = new DatabaseSync(file);
  try {
    holder.exec("pragma busy_timeout = 0; begin exclusive");
    return { free: () => holder.close() };
  } catch (error) {
    holder.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
    throw error;
  }
}
