import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Files by content: the name is the SHA-256, so a file is never changed, only added, and storing
 * twice is harmless.
 */
export type Files = {
  put(bytes: Uint8Array): Promise<string>;
  get(name: string): Promise<Buffer>;
  check(): Promise<void>;
};

export const sha256 = (data: Uint8Array | string): string =>
  createHash("sha256").update(data).digest("hex");

export async function openFiles(dataDir: string): Promise<Files> {
  const root = path.join(dataDir, "files");
  await mkdir(root, { recursive: true, mode: 0o700 });
  const placeOf = (name: string) => path.join(root, name.slice(0, 2), name);
  return {
    async put(bytes) {
      const name = sha256(bytes);
      const place = placeOf(name);
      if (await stat(place).catch(() => null)) return name;
      await mkdir(path.dirname(place), { recursive: true });
      // A name of its own: the same bytes may be stored twice at the same moment, by another
      // process too.
      const temporary = `${place}.${randomUUID()}`;
      const handle = await open(temporary, "wx", 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, place);
      await syncFolder(path.dirname(place));
      return name;
    },
    async get(name) {
      const bytes = await readFile(placeOf(name));
      if (sha256(bytes) !== name) throw new Error(`stored file ${name} was changed on disk`);
      return bytes;
    },
    async check() {
      await stat(root);
    },
  };
}

/** The name itself must reach the disk before a row may point to it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
