import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** The open rooms are looked for every two seconds, among all cases there ever were. */
export const openRooms: Migration = {
  async up(db: Kysely<never>) {
    await sql`create index room_open on room (case_id) where state ->> 'phase' = 'open'`.execute(
      db,
    );
  },
};
