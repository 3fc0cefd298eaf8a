import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { openFiles, sha256 } from "./files.ts";
import { openKeys } from "./keys.ts";
import { forcedWrites } from "./lite.ts";

const folder = () => mkdtempSync(path.join(tmpdir(), "yt-storage-"));

test("each commit of the embedded database is forced to disk", async () => {
  const db = await openDatabase({ url: undefined, dataDir: folder() });
  for (let n = 0; n < 5; n++) {
    const before = forcedWrites.count;
    await db
      .insertInto("court")
      .values({ name: `法院${n}`, district: "区" })
      .execute();
    expect(forcedWrites.count).toBeGreaterThan(before);
  }
  await db.destroy();
});

test("one data folder has one process, and is free again after closing", async () => {
  const dataDir = folder(),
    first = await openDatabase({ url: undefined, dataDir });
  await expect(openDatabase({ url: undefined, dataDir })).rejects.toThrow(/already running/);
  await first.destroy();
  await (await openDatabase({ url: undefined, dataDir })).destroy();
});

test("a stored file that was changed on disk is never served", async () => {
  const dataDir = folder(),
    files = await openFiles(dataDir),
    name = await files.put(Buffer.from("原文"));
  expect([name, (await files.get(name)).toString()]).toEqual([sha256("原文"), "原文"]);
  writeFileSync(path.join(dataDir, "files", name.slice(0, 2), name), "改过");
  await expect(files.get(name)).rejects.toThrow(/changed on disk/);
});

test("keys are kept, and what is sealed opens only with them", () => {
  const dataDir = folder(),
    sealed = openKeys(dataDir).seal("33019919790512201X");
  expect(openKeys(dataDir).open(sealed)).toBe("33019919790512201X");
  expect(() => openKeys(folder()).open(sealed)).toThrow();
  const bent = Buffer.from(sealed);
  bent[bent.length - 1] = (bent[bent.length - 1] as number) ^ 1;
  expect(() => openKeys(dataDir).open(bent)).toThrow();
});
