import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Checks of documents as acts, contacts that their owners confirmed, sessions people can see, and
 * who of the office read which text.
 */
export const checksAndSessions: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements.split(/;\s*\n(?=create|alter|insert|update|$)/))
      if (statement.trim()) await sql.raw(statement).execute(db);
  },
};

const statements = `
create table identity_check (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  participant_id uuid not null references participant,
  way text not null,
  place text not null default '',
  ticks jsonb not null default '[]',
  by_id text not null,
  by_name text not null,
  number_print text not null,
  begun_at timestamptz not null,
  done_at timestamptz,
  undone_at timestamptz,
  undone_by text,
  undone_reason text
);

create index identity_check_by_person on identity_check (participant_id, begun_at desc);
create unique index identity_check_once
  on identity_check (participant_id) where done_at is not null and undone_at is null;
insert into identity_check
  (case_id, participant_id, way, by_id, by_name, number_print, begun_at, done_at)
  select
    person.case_id,
    person.id,
    coalesce(person.verified_method, 'in-person'),
    cases.mediator_id,
    coalesce(person.verified_by, ''),
    '',
    person.verified_at,
    person.verified_at
  from participant person
  join cases on cases.id = person.case_id
  where person.verified_at is not null;

alter table participant add column contact_confirmed_at timestamptz;
update participant set contact_confirmed_at = coalesce(identity_at, now())
  where identity_at is not null
    or id in (select participant_id from participant_session);

alter table participant_session add column id uuid not null default gen_random_uuid();
alter table participant_session add column device text not null default '';
alter table participant_session add column used_at timestamptz not null default now();
create unique index participant_session_by_id on participant_session (id);
create index participant_session_by_person on participant_session (participant_id);
create table paper_read (
  version_id uuid not null references agreement_version,
  staff_id text not null references "user"(id),
  at timestamptz not null,
  primary key (version_id, staff_id)
);
`;
