import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** A text in force opens again by the agreement of all parties (R-G6). */
export const reopeningByAgreement: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table agreement_version add column reopen_asked text`.execute(db);
    await sql`
      create table reopening_agreed (
        version_id uuid not null references agreement_version,
        party_id uuid not null references party,
        by_name text not null,
        at timestamptz not null,
        primary key (version_id, party_id)
      )`.execute(db);
  },
};
