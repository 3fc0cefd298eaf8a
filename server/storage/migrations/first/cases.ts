/** Cases, their parties and people, and what they write to one another. */
export const cases = `
create table cases (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  title text not null,
  kind text not null,
  organisation_id uuid not null references organisation,
  mediator_id text not null references "user"(id),
  facts text not null,
  disputed text not null,
  claims text not null,
  accepted_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  open boolean not null default true
);

create index cases_by_mediator on cases (mediator_id, updated_at desc);
create table party (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  position int not null,
  side text not null,
  kind text not null,
  title text not null,
  name text not null,
  sex text not null,
  birth text not null,
  nation text not null,
  occupation text not null,
  address text not null,
  district text not null,
  id_sealed bytea,
  id_mask text not null,
  phone text not null,
  legal_rep_name text not null,
  legal_rep_title text not null,
  liability text not null,
  unique (case_id, position)
);

create table participant (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  party_id uuid not null references party,
  name text not null,
  capacity text not null,
  authority text,
  firm text not null,
  phone text not null,
  email text not null,
  link_hash text unique,
  link_expires_at timestamptz,
  invited_at timestamptz,
  expected_id_sealed bytea,
  id_kind text,
  id_sealed bytea,
  id_mask text,
  identity_at timestamptz,
  notice_version text,
  notice_at timestamptz,
  service_address text,
  service_phone text,
  service_email text,
  electronic_service boolean,
  address_at timestamptz,
  verified_at timestamptz,
  verified_by text,
  verified_method text
);

create index participant_by_case on participant (case_id);
create table one_time_code (
  id uuid primary key default gen_random_uuid(),
  participant_id uuid references participant,
  staff_id text references "user"(id),
  purpose text not null,
  code_hash text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  tries int not null default 0,
  used_at timestamptz
);

create index one_time_code_by_owner
  on one_time_code (participant_id, staff_id, purpose, created_at desc);
create table participant_session (
  token_hash text primary key,
  participant_id uuid not null references participant,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create table message (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  channel text not null,
  author_id text not null,
  author text not null,
  author_title text not null,
  body text not null,
  at timestamptz not null default now()
);

create index message_by_channel on message (case_id, channel, at);
create table room (
  case_id uuid primary key references cases,
  state jsonb not null,
  media_name text not null
);
`;
