import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * The latest whole state of a draft, so that a reader applies only what came after it. A help,
 * never the record: that is the log.
 */
export const draftSnapshot: Migration = {
  async up(db: Kysely<never>) {
    await sql`
      create table draft_snapshot (
        draft_id uuid primary key references draft,
        upto integer not null,
        data bytea not null,
        at timestamptz not null default now()
      )`.execute(db);
    // The bytes are dense already; packing them would cost the database more than it saves.
    await sql`alter table draft_snapshot alter column data set storage external`.execute(db);
  },
};
