import { type Dialect, Kysely, PostgresDialect, type Transaction } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { openLite } from "./lite.ts";
import { migrations } from "./migrations.ts";
import { keepsPlans } from "./plans.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

/**
 * Inside a transaction only this is passed on: using the outer handle there waits for itself on the
 * embedded engine and escapes the transaction on PostgreSQL.
 */
export type Tx = Transaction<Tables>;

type Options = {
  url: string | undefined;
  dataDir: string;
  /** A connection was lost; the next statement opens another. */
  onLost?: (error: Error) => void;
  /** The embedded database has ended and will not answer again in this process. */
  onDead?: (error: Error) => void;
};

/**
 * One dialect and one client, two engines: PostgreSQL by its URL, or the embedded one in the data
 * folder. Migrates before it answers.
 */
export async function openDatabase(options: Options, steps = migrations): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: await dialectFor(options) });
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => steps },
  }).migrateToLatest();
  if (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

async function dialectFor({
  url,
  dataDir,
  onLost = () => {},
  onDead = () => {},
}: Options): Promise<Dialect> {
  if (!url) {
    const { pool, close } = await openLite(dataDir, onDead);
    pool.on("error", onLost);
    pool.on("connect", keepsPlans);
    return new PostgresDialect({
      pool: { connect: () => pool.connect(), end: close, options: pool.options },
    });
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
  });
  // Without a listener a restart of PostgreSQL would end this process.
  pool.on("error", onLost);
  pool.on("connect", keepsPlans);
  return new PostgresDialect({ pool });
}
