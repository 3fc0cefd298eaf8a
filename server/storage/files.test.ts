import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openFiles, sha256 } from "./files.ts";

const folder = mkdtempSync(path.join(tmpdir(), "yt-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const placeOf = (name: string) => path.join(folder, "files", name.slice(0, 2), name);

test("a file is named by its bytes, is read back, and nobody else may read the folder", async () => {
  const files = await openFiles(folder);
  const bytes = Buffer.from("%PDF-1.7 调解协议");
  const name = await files.put(bytes);
  expect(name).toBe(sha256(bytes));
  expect((await files.get(name)).equals(bytes)).toBe(true);
  expect(statSync(path.join(folder, "files")).mode & 0o077).toBe(0);
  expect(statSync(placeOf(name)).mode & 0o077).toBe(0);
});

test("the same bytes are stored once, also by many at the same moment, and leave nothing half written", async () => {
  const files = await openFiles(folder);
  const bytes = Buffer.alloc(200_000, 7);
  const names = await Promise.all(Array.from({ length: 8 }, () => files.put(bytes)));
  expect(new Set(names).size).toBe(1);
  expect(readdirSync(path.dirname(placeOf(names[0] as string)))).toEqual([names[0]]);
});

test("a file that was changed on disk is not given out", async () => {
  const files = await openFiles(folder);
  const name = await files.put(Buffer.from("frozen"));
  writeFileSync(placeOf(name), "changed");
  await expect(files.get(name)).rejects.toThrow(`${name} was changed on disk`);
  // Storing the true bytes again does not hide it: what is there is never written over.
  await files.put(Buffer.from("frozen"));
  expect(readFileSync(placeOf(name), "utf8")).toBe("changed");
});

test("what is not there is a fault, and so is a folder that is gone", async () => {
  const files = await openFiles(path.join(folder, "other"));
  await expect(files.get("0".repeat(64))).rejects.toThrow();
  await files.check();
  rmSync(path.join(folder, "other"), { recursive: true });
  await expect(files.check()).rejects.toThrow();
});
