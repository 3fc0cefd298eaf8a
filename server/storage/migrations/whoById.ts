import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** The one person of this name on record, as an id; null when there is none, or several. */
const personNamed = (name: string, where: string) =>
  `(
    select min(person.id::text) from participant person
    where person.name = ${name} and ${where}
    having count(*) = 1
  )`;

/**
 * Who said what is kept by the person's id. Rows that knew only a name are given the id where the
 * name belongs to one person alone.
 */
export const whoById: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements.split(/;\s*\n(?=create|alter|insert|update|$)/))
      if (statement.trim()) await sql.raw(statement).execute(db);
  },
};

const statements = `
create table decline (
  id uuid primary key default gen_random_uuid(),
  version_id uuid not null references agreement_version,
  person_id text,
  party_id uuid references party,
  name text not null,
  reason text not null,
  at timestamptz not null,
  taken_back_at timestamptz
);

create unique index decline_stands_once
  on decline (version_id, person_id) where taken_back_at is null;
insert into decline (version_id, person_id, party_id, name, reason, at)
  select
    version.id,
    ${personNamed("version.declined_by", "person.case_id = version.case_id")},
    (
      select party.id from party where party.id = (
        select min(person.party_id::text) from participant person
        where person.name = version.declined_by and person.case_id = version.case_id
        having count(distinct person.party_id) = 1
      )::uuid
    ),
    version.declined_by,
    coalesce(version.declined_reason, ''),
    version.frozen_at
  from agreement_version version
  where version.declined_by is not null;

alter table agreement_version drop column declined_by;
alter table agreement_version drop column declined_reason;
alter table consent add column by_id text;
update consent set
  by_id = ${personNamed("consent.by_name", "person.party_id = consent.party_id")};
alter table reopening_agreed add column by_id text;
update reopening_agreed set
  by_id = ${personNamed("reopening_agreed.by_name", "person.party_id = reopening_agreed.party_id")};
`;
