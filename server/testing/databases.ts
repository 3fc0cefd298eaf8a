import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../storage/database.ts";

/** Which engines this run tests on: the embedded one always, PostgreSQL where TEST_DATABASE_URL names a server. Said aloud, never skipped in silence. */
export const engines = ["embedded", ...(process.env.TEST_DATABASE_URL ? ["postgres" as const] : [])] as ("embedded" | "postgres")[];

/** An embedded database that is migrated once; each test starts from a copy of its folder. */
export default async function setup() {
  console.log(
    `databases under test: ${engines.join(" and ")}${process.env.TEST_DATABASE_URL ? "" : " only (TEST_DATABASE_URL is not set)"}`,
  );
  const folder = mkdtempSync(path.join(tmpdir(), "yt-template-"));
  await (await openDatabase({ url: undefined, dataDir: folder })).destroy();
  process.env.YUNTIAO_TEST_TEMPLATE = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
