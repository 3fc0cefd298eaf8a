import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** The tables of the first version. */
export const first: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of statements.split(/;\s*\n(?=--|create|alter|$)/))
      if (statement.trim()) await sql.raw(statement).execute(db);
  },
};

const statements = `
create table "user" (id text primary key, name text not null, email text not null unique, "emailVerified" boolean not null default false, image text, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now());
create table "session" (id text primary key, "expiresAt" timestamptz not null, token text not null unique, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now(), "ipAddress" text, "userAgent" text, "userId" text not null references "user"(id) on delete cascade);
create table "account" (id text primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "user"(id) on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, scope text, password text, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now());
create table "verification" (id text primary key, identifier text not null, value text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now());
create table organisation (id uuid primary key default gen_random_uuid(), name text not null, district text not null, seal_text text not null);
create table court (id uuid primary key default gen_random_uuid(), name text not null, district text not null);
create table staff (user_id text primary key references "user"(id), name text not null, role text not null, organisation_id uuid references organisation, court_id uuid references court);
create table case_number (organisation_id uuid not null references organisation, year int not null, last int not null, primary key (organisation_id, year));
create table cases (id uuid primary key default gen_random_uuid(), code text not null unique, title text not null, kind text not null, organisation_id uuid not null references organisation, mediator_id text not null references "user"(id), facts text not null, disputed text not null, claims text not null, accepted_at timestamptz not null default now(), updated_at timestamptz not null default now(), open boolean not null default true);
create index cases_by_mediator on cases (mediator_id, updated_at desc);
create table party (id uuid primary key default gen_random_uuid(), case_id uuid not null references cases, position int not null, side text not null, kind text not null, title text not null, name text not null, sex text not null, birth text not null, nation text not null, occupation text not null, address text not null, district text not null, id_sealed bytea, id_mask text not null, phone text not null, legal_rep_name text not null, legal_rep_title text not null, liability text not null, unique (case_id, position));
create table participant (id uuid primary key default gen_random_uuid(), case_id uuid not null references cases, party_id uuid not null references party, name text not null, capacity text not null, authority text, firm text not null, phone text not null, email text not null, link_hash text unique, link_expires_at timestamptz, invited_at timestamptz, expected_id_sealed bytea, id_kind text, id_sealed bytea, id_mask text, identity_at timestamptz, notice_version text, notice_at timestamptz, service_address text, service_phone text, service_email text, electronic_service boolean, address_at timestamptz, verified_at timestamptz, verified_by text, verified_method text);
create index participant_by_case on participant (case_id);
create table one_time_code (id uuid primary key default gen_random_uuid(), participant_id uuid references participant, staff_id text references "user"(id), purpose text not null, code_hash text not null, created_at timestamptz not null default now(), expires_at timestamptz not null, tries int not null default 0, used_at timestamptz);
create index one_time_code_by_owner on one_time_code (participant_id, staff_id, purpose, created_at desc);
create table participant_session (token_hash text primary key, participant_id uuid not null references participant, created_at timestamptz not null default now(), expires_at timestamptz not null);
create table message (id uuid primary key default gen_random_uuid(), case_id uuid not null references cases, channel text not null, author_id text not null, author text not null, author_title text not null, body text not null, at timestamptz not null default now());
create index message_by_channel on message (case_id, channel, at);
create table room (case_id uuid primary key references cases, state jsonb not null, media_name text not null);
create table draft (id uuid primary key default gen_random_uuid(), case_id uuid not null references cases, epoch int not null, state text not null, last_seq int not null default 0, seed jsonb not null, created_at timestamptz not null default now(), unique (case_id, epoch));
create table draft_update (draft_id uuid not null references draft, seq int not null, actor text not null, at timestamptz not null default now(), data bytea not null, primary key (draft_id, seq));
create table draft_client (draft_id uuid not null references draft, client_id bigint not null, person_id text not null, primary key (draft_id, client_id));
create table clause_lock (draft_id uuid not null references draft, clause_id text not null, primary key (draft_id, clause_id));
create table consent (draft_id uuid not null references draft, clause_id text not null, party_id uuid not null references party, stance text not null, hash text not null, by_name text not null, at timestamptz not null default now(), primary key (draft_id, clause_id, party_id));
create table proposal (id uuid primary key default gen_random_uuid(), draft_id uuid not null references draft, clause_id text not null, author_id text not null, author text not null, author_party uuid, text text not null, reason text not null, base_hash text not null, votes jsonb not null, status text not null, at timestamptz not null default now());
create table comment (id uuid primary key default gen_random_uuid(), draft_id uuid not null references draft, clause_id text not null, author_id text not null, author text not null, body text not null, blocking boolean not null, settled boolean not null default false, at timestamptz not null default now());
create table agreement_version (id uuid primary key, case_id uuid not null references cases, draft_id uuid not null references draft, version int not null, epoch int not null, content text not null, content_hash text not null, paper_file text not null, pdf_hash text not null, code text not null unique, state text not null, frozen_at timestamptz not null, declined_by text, declined_reason text, void_reason text, voided_at timestamptz, sealed_at timestamptz, effective_at timestamptz, sealed_file text, seal_error text, log_upto int not null, unique (case_id, version), unique (id, content_hash));
create table signature (id uuid primary key, version_id uuid not null, content_hash text not null, pdf_hash text not null, role text not null, signer_id text not null, signer text not null, party_id uuid references party, capacity text not null, on_behalf_of text, level text not null, statement text not null, strokes jsonb not null, typed_name text, code_id uuid not null references one_time_code, identity text not null, ip text not null, device text not null, at timestamptz not null, foreign key (version_id, content_hash) references agreement_version (id, content_hash));
create unique index signature_once_per_party on signature (version_id, party_id) where party_id is not null;
create unique index signature_once_by_mediator on signature (version_id) where role = 'mediator';
create table application (id uuid primary key default gen_random_uuid(), case_id uuid not null references cases, version_id uuid not null unique references agreement_version, court_id uuid not null references court, state text not null, revision int not null, returns int not null default 0, content text not null, content_hash text not null, paper_file text not null, defects jsonb not null, answers jsonb not null, ground text, reason text, ruling_number text, ruling_file text, filed_at timestamptz, docketed_at timestamptz, decided_at timestamptz, created_at timestamptz not null default now());
create index application_by_court on application (court_id, filed_at);
create table application_signature (id uuid primary key, application_id uuid not null references application, revision int not null, content_hash text not null, party_id uuid not null references party, signer_id text not null, signer text not null, capacity text not null, level text not null, statement text not null, strokes jsonb not null, typed_name text, code_id uuid not null references one_time_code, ip text not null, device text not null, at timestamptz not null, unique (application_id, revision, party_id));
create table outbox (id uuid primary key default gen_random_uuid(), case_id uuid, kind text not null, key text unique, payload jsonb not null, state text not null default 'waiting', tries int not null default 0, next_at timestamptz not null default now(), created_at timestamptz not null default now(), done_at timestamptz, last_error text);
create index outbox_due on outbox (next_at) where state = 'waiting';
create table audit_entry (case_id uuid not null, seq int not null, at text not null, text text not null, prev_hash text not null, hash text not null, primary key (case_id, seq));
create table audit_head (case_id uuid not null, seq int not null, hash text not null, at timestamptz not null default now(), signature text not null, primary key (case_id, seq));
create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'rows of % are never changed or deleted', tg_table_name; end $$;
create trigger audit_entry_stays before update or delete on audit_entry for each row execute function refuse_change();
create trigger audit_head_stays before update or delete on audit_head for each row execute function refuse_change();
create trigger signature_stays before update or delete on signature for each row execute function refuse_change();
create trigger application_signature_stays before update or delete on application_signature for each row execute function refuse_change();
create function refuse_frozen_text() returns trigger language plpgsql as $$ begin if new.content <> old.content or new.content_hash <> old.content_hash or new.pdf_hash <> old.pdf_hash or new.paper_file <> old.paper_file then raise exception 'a frozen text is never changed'; end if; return new; end $$;
create trigger agreement_text_stays before update on agreement_version for each row execute function refuse_frozen_text();
create trigger agreement_stays before delete on agreement_version for each row execute function refuse_change();
create function refuse_late_update() returns trigger language plpgsql as $$ begin if (select state from draft where id = new.draft_id) <> 'open' then raise exception 'the draft is frozen'; end if; return new; end $$;
create trigger draft_update_in_time before insert on draft_update for each row execute function refuse_late_update();
create trigger draft_update_stays before update or delete on draft_update for each row execute function refuse_change();
`;
