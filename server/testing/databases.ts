import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../storage/database.ts";

/**
 * Which engines this run tests on: the embedded one always, PostgreSQL where TEST_DATABASE_URL
 * names a server. Said aloud, never skipped in silence.
 */
export const engines = [
  "embedded",
  ...(process.env.TEST_DATABASE_URL ? ["postgres" as const] : []),
] as ("embedded" | "postgres")[];

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

/** A new, empty PostgreSQL database on the server of this run. */
export async function freshPostgres(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { default: pg } = await import("pg");
  const base = process.env.TEST_DATABASE_URL;
  const name = `yt_${randomBytes(6).toString("hex")}`;
  if (!base)
    throw new Error(
      "TEST_DATABASE_URL is not set; run the tests by `npm test`, which starts a PostgreSQL",
    );
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: base });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await run(`create database ${name}`);
  return {
    url: base.replace(/\/[^/?]*(\?|$)/, `/${name}$1`),
    drop: () => run(`drop database if exists ${name} with (force)`),
  };
}

/** What a server process of its own needs to run on this engine; `drop` takes its database away. */
export async function databaseFor(
  engine: "embedded" | "postgres",
): Promise<{ settings: { DATABASE_URL?: string }; drop: () => Promise<void> }> {
  if (engine === "embedded") return { settings: {}, drop: async () => {} };
  const { url, drop } = await freshPostgres();
  return { settings: { DATABASE_URL: url }, drop };
}
