import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * A party's phone was a copy of its first person's, an agent's perhaps, and stayed as it was when
 * that was corrected.
 */
export const ownPhone: Migration = {
  async up(db) {
    await sql`alter table party drop column phone`.execute(db);
  },
};
