/** Frozen texts and the applications made of them, with their signatures. */
export const agreements = `
create table agreement_version (
  id uuid primary key,
  case_id uuid not null references cases,
  draft_id uuid not null references draft,
  version int not null,
  epoch int not null,
  content text not null,
  content_hash text not null,
  paper_file text not null,
  pdf_hash text not null,
  code text not null unique,
  state text not null,
  frozen_at timestamptz not null,
  declined_by text,
  declined_reason text,
  void_reason text,
  voided_at timestamptz,
  sealed_at timestamptz,
  effective_at timestamptz,
  sealed_file text,
  seal_error text,
  log_upto int not null,
  unique (case_id, version),
  unique (id, content_hash)
);

create table signature (
  id uuid primary key,
  version_id uuid not null,
  content_hash text not null,
  pdf_hash text not null,
  role text not null,
  signer_id text not null,
  signer text not null,
  party_id uuid references party,
  capacity text not null,
  on_behalf_of text,
  level text not null,
  statement text not null,
  strokes jsonb not null,
  typed_name text,
  code_id uuid not null references one_time_code,
  identity text not null,
  ip text not null,
  device text not null,
  at timestamptz not null,
  foreign key (version_id, content_hash) references agreement_version (id, content_hash)
);

create unique index signature_once_per_party
  on signature (version_id, party_id) where party_id is not null;
create unique index signature_once_by_mediator on signature (version_id) where role = 'mediator';
create table application (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  version_id uuid not null unique references agreement_version,
  court_id uuid not null references court,
  state text not null,
  revision int not null,
  returns int not null default 0,
  content text not null,
  content_hash text not null,
  paper_file text not null,
  defects jsonb not null,
  answers jsonb not null,
  ground text,
  reason text,
  ruling_number text,
  ruling_file text,
  filed_at timestamptz,
  docketed_at timestamptz,
  decided_at timestamptz,
  created_at timestamptz not null default now()
);

create index application_by_court on application (court_id, filed_at);
create table application_signature (
  id uuid primary key,
  application_id uuid not null references application,
  revision int not null,
  content_hash text not null,
  party_id uuid not null references party,
  signer_id text not null,
  signer text not null,
  capacity text not null,
  level text not null,
  statement text not null,
  strokes jsonb not null,
  typed_name text,
  code_id uuid not null references one_time_code,
  ip text not null,
  device text not null,
  at timestamptz not null,
  unique (application_id, revision, party_id)
);
`;
