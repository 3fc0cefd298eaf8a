import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * A case has a state in place of `open`, and a mark of each domain. What the rows so far say of the
 * state is read here; the marks are made by the domains themselves at start (`renewMarks`), where
 * an edition of none tells that they are due.
 */
export const marksOfCases: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table case_mark (
      case_id uuid not null references cases,
      domain text not null,
      state text not null,
      waiting_for jsonb not null,
      due text,
      closes text,
      met boolean not null,
      primary key (case_id, domain)
    )`.execute(db);
    await sql`alter table cases
      add column state text not null default 'accepted',
      add column marks_edition text not null default ''`.execute(db);
    await sql`update cases set state = case
      when not open then 'closed'
      when exists (select 1 from agreement_version version
        where version.case_id = cases.id and version.state = 'sealed') then 'agreed'
      when exists (select 1 from agreement_version version where version.case_id = cases.id)
        or exists (select 1 from room where room.case_id = cases.id
          and room.state ->> 'phase' <> 'closed') then 'in-mediation'
      else 'accepted' end`.execute(db);
    await sql`alter table cases drop column open`.execute(db);
    // The list is read in its order. Each index begins with all that the list asks for: without
    // statistics, as the embedded engine is, a plan otherwise gathers and sorts every case there
    // is.
    await sql`drop index cases_by_mediator`.execute(db);
    await sql`create index cases_by_mediator
      on cases (mediator_id, organisation_id, updated_at desc)`.execute(db);
    await sql`create index cases_by_organisation
      on cases (organisation_id, updated_at desc)`.execute(db);
  },
};
