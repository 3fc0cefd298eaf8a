import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * What the mediator settled by a written reason when freezing belongs to the version and never
 * changes afterwards.
 */
export const settledByReason: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `alter table agreement_version add column settled jsonb not null default '[]'`,
  `create function refuse_change_of_settled() returns trigger language plpgsql as $$
  begin
    if new.settled <> old.settled then
      raise exception 'what a text was frozen with is never changed';
    end if;
    return new;
  end $$`,
  `create trigger agreement_settled_stays
    before update on agreement_version for each row execute function refuse_change_of_settled()`,
];
