import { type Dialect, Kysely, PGliteDialect, PostgresDialect, type Transaction } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;
/** Inside a transaction only this is passed on: using the outer handle there hangs PGlite and escapes the transaction on PostgreSQL. */
export type Tx = Transaction<Tables>;

/** One dialect, two engines: PostgreSQL by its URL, or the embedded one in the data folder. Migrates before it answers. */
export async function openDatabase(options: {
  url: string | undefined;
  dataDir: string;
  onLost?: (error: Error) => void;
}): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: await dialectFor(options) });
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  if (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

async function dialectFor(options: { url: string | undefined; dataDir: string; onLost?: (error: Error) => void }): Promise<Dialect> {
  if (!options.url) return new PGliteDialect({ pglite: await (await import("./lite.ts")).openLite(options.dataDir) });
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: options.url,
    max: 10,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
  });
  // Without a listener a restart of PostgreSQL would end this process.
  pool.on("error", (error) => options.onLost?.(error));
  return new PostgresDialect({ pool });
}
