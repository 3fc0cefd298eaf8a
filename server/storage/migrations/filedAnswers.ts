import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * The answers to a court's defects belong to what was filed. What is answered after a return has
 * not been filed yet.
 */
export const filedAnswers: Migration = {
  async up(db) {
    await sql`alter table filing add column answers jsonb not null default '[]'`.execute(db);
    await sql`update filing set answers = application.answers
      from application
      where application.id = filing.application_id
        and application.filed_revision = filing.revision
        and application.revision = filing.revision`.execute(db);
  },
};
