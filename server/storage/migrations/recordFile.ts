import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * The signing record is drawn once, when the seal is put on, and named in the organisation's
 * statement.
 */
export const recordFile: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table agreement_version add column record_file text`.execute(db);
  },
};
