/** What happens later, what happened, and what is never changed. */
export const record = `
create table outbox (
  id uuid primary key default gen_random_uuid(),
  case_id uuid,
  kind text not null,
  key text unique,
  payload jsonb not null,
  state text not null default 'waiting',
  tries int not null default 0,
  next_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  done_at timestamptz,
  last_error text
);

create index outbox_due on outbox (next_at) where state = 'waiting';
create table audit_entry (
  case_id uuid not null,
  seq int not null,
  at text not null,
  text text not null,
  prev_hash text not null,
  hash text not null,
  primary key (case_id, seq)
);

create table audit_head (
  case_id uuid not null,
  seq int not null,
  hash text not null,
  at timestamptz not null default now(),
  signature text not null,
  primary key (case_id, seq)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or deleted', tg_table_name;
end $$;

create trigger audit_entry_stays
  before update or delete on audit_entry for each row execute function refuse_change();
create trigger audit_head_stays
  before update or delete on audit_head for each row execute function refuse_change();
create trigger signature_stays
  before update or delete on signature for each row execute function refuse_change();
create trigger application_signature_stays
  before update or delete on application_signature for each row execute function refuse_change();
create function refuse_frozen_text() returns trigger language plpgsql as $$
begin
  if new.content <> old.content
    or new.content_hash <> old.content_hash
    or new.pdf_hash <> old.pdf_hash
    or new.paper_file <> old.paper_file then
    raise exception 'a frozen text is never changed';
  end if;
  return new;
end $$;

create trigger agreement_text_stays
  before update on agreement_version for each row execute function refuse_frozen_text();
create trigger agreement_stays
  before delete on agreement_version for each row execute function refuse_change();
create function refuse_late_update() returns trigger language plpgsql as $$
begin
  if (select state from draft where id = new.draft_id) <> 'open' then
    raise exception 'the draft is frozen';
  end if;
  return new;
end $$;

create trigger draft_update_in_time
  before insert on draft_update for each row execute function refuse_late_update();
create trigger draft_update_stays
  before update or delete on draft_update for each row execute function refuse_change();
`;
