/** The living text and what stands beside it. */
export const drafting = `
create table draft (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  epoch int not null,
  state text not null,
  last_seq int not null default 0,
  seed jsonb not null,
  created_at timestamptz not null default now(),
  unique (case_id, epoch)
);

create table draft_update (
  draft_id uuid not null references draft,
  seq int not null,
  actor text not null,
  at timestamptz not null default now(),
  data bytea not null,
  primary key (draft_id, seq)
);

create table draft_client (
  draft_id uuid not null references draft,
  client_id bigint not null,
  person_id text not null,
  primary key (draft_id, client_id)
);

create table clause_lock (
  draft_id uuid not null references draft,
  clause_id text not null,
  primary key (draft_id, clause_id)
);

create table consent (
  draft_id uuid not null references draft,
  clause_id text not null,
  party_id uuid not null references party,
  stance text not null,
  hash text not null,
  by_name text not null,
  at timestamptz not null default now(),
  primary key (draft_id, clause_id, party_id)
);

create table proposal (
  id uuid primary key default gen_random_uuid(),
  draft_id uuid not null references draft,
  clause_id text not null,
  author_id text not null,
  author text not null,
  author_party uuid,
  text text not null,
  reason text not null,
  base_hash text not null,
  votes jsonb not null,
  status text not null,
  at timestamptz not null default now()
);

create table comment (
  id uuid primary key default gen_random_uuid(),
  draft_id uuid not null references draft,
  clause_id text not null,
  author_id text not null,
  author text not null,
  body text not null,
  blocking boolean not null,
  settled boolean not null default false,
  at timestamptz not null default now()
);
`;
