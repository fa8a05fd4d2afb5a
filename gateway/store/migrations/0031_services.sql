-- Up Migration

-- Groups, clubs and services of the neighbourhood, as their sources tell of them.
create table service (
  id text collate "C" primary key,
  source text not null,
  source_id text not null,
  -- the whole ServiceInput
  body jsonb not null,
  updated_at timestamptz not null,
  -- no longer in its source; stays for what was referred to it
  withdrawn_at timestamptz,
  unique (source, source_id)
);

create table referral (
  id text collate "C" primary key,
  patient_id text collate "C" not null references patient (id),
  service_id text collate "C" not null references service (id),
  reason text not null,
  answers jsonb not null,
  consent_basis text not null check (consent_basis in ('patient', 'best-interest')),
  consent_note text not null,
  alert_id text collate "C" references alert (id),
  step text not null check (step in ('sent', 'received', 'screened', 'allocated', 'declined', 'withdrawn')),
  sent_at timestamptz not null,
  due_at timestamptz not null
);
create index referral_patient on referral (patient_id);
create index referral_open on referral (due_at) where step in ('sent', 'received', 'screened');

create table referral_step (
  referral_id text collate "C" not null references referral (id),
  n integer not null,
  step text not null,
  at timestamptz not null,
  by_name text not null,
  note text not null default '',
  primary key (referral_id, n)
);
create trigger referral_step_append_only before update or delete on referral_step for each row execute function refuse_change();

-- Read by staff only, under the owner of the tables.
alter table referral enable row level security;
alter table referral_step enable row level security;
