import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * What is filed is kept as bytes, and another court means another application: one version of the
 * agreement may have several, of which one at a time is under way.
 */
export const filedBytes: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `alter table application drop constraint application_version_id_key`,
  `create unique index application_under_way on application (version_id)
    where state not in ('withdrawn', 'not-accepted')`,
  `alter table application add column filed_revision int, add column ruling_pages int`,
  // What is being mended was not filed: the last revision that was signed is.
  `update application set filed_revision = case
    when state = 'returned' then coalesce(
      (select max(revision) from application_signature where application_id = application.id),
      revision
    )
    else revision
  end
  where filed_at is not null`,
  `create table filing (
    application_id uuid not null references application,
    revision int not null,
    content text not null,
    content_hash text not null,
    checks jsonb not null,
    filed_by text not null,
    filed_at timestamptz not null,
    primary key (application_id, revision)
  )`,
  `create table filed_document (
    application_id uuid not null,
    revision int not null,
    position int not null,
    document text not null,
    name text not null,
    file text not null,
    bytes int not null,
    pages int not null,
    signers jsonb not null,
    primary key (application_id, revision, document),
    foreign key (application_id, revision) references filing
  )`,
  `create table supplement (
    id uuid primary key default gen_random_uuid(),
    application_id uuid not null references application,
    participant_id uuid not null references participant,
    kind text not null,
    before jsonb not null,
    after jsonb not null,
    at timestamptz not null
  )`,
  `create index supplement_by_application on supplement (application_id, at)`,
  `create table withdrawal_agreed (
    application_id uuid not null references application,
    party_id uuid not null references party,
    participant_id uuid not null references participant,
    at timestamptz not null,
    primary key (application_id, party_id)
  )`,
  ...["filing", "filed_document", "supplement"].map(
    (table) =>
      `create trigger ${table}_stays
        before update or delete on ${table} for each row execute function refuse_change()`,
  ),
];
