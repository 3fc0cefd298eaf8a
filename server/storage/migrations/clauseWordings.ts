import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** How a clause read before somebody changed it, and who removed or brought back which. */
export const clauseWordings: Migration = {
  async up(db) {
    await sql`create table clause_wording (
      id uuid primary key default gen_random_uuid(),
      draft_id uuid not null references draft,
      clause_id text not null,
      what text not null check (what in ('changed', 'removed', 'restored')),
      number int not null,
      by_id text not null,
      by_name text not null,
      content jsonb not null,
      at timestamptz not null default now()
    )`.execute(db);
    await sql`create index clause_wording_of on clause_wording (draft_id, clause_id, at)`.execute(
      db,
    );
  },
};
