import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** A seal bears the organisation's name as it is printed: the second name it had could differ. */
export const sealName: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table organisation drop column seal_text`.execute(db);
  },
};
