import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * How a frozen paper was drawn, and when sealing was given up. What was written as a cause before
 * was a stack trace.
 */
export const proofOfSeal: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table agreement_version
      add column drawn text,
      add column seal_failed_at timestamptz`.execute(db);
    await sql`update agreement_version set seal_error = 'unknown'
      where seal_error is not null`.execute(db);
  },
};
