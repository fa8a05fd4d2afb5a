-- Up Migration

-- People and places. Ids are short text with a prefix, compared bytewise.
create table locality (
  id text collate "C" primary key,
  kind text not null check (kind in ('place', 'locality', 'practice')),
  name text not null,
  parent_id text collate "C" references locality (id)
);

create table home (
  id text collate "C" primary key,
  address text not null,
  locality_id text collate "C" references locality (id),
  key_access text not null default '',
  created_at timestamptz not null
);

create table patient (
  id text collate "C" primary key,
  home_id text collate "C" not null references home (id),
  nhs_number text unique check (nhs_number ~ '^[0-9]{10}$'),
  given_name text not null,
  family_name text not null,
  known_as text not null,
  birth_date date,
  zone text not null,
  presence_mode text not null default 'home' check (presence_mode in ('home', 'hospital', 'away')),
  presence_until timestamptz,
  summary text not null default '',
  simulated boolean not null default false,
  -- revision goes up with every change to what the judge may know; applied_revision follows when the judge has been told.
  revision integer not null default 1,
  applied_revision integer not null default 0,
  created_at timestamptz not null
);
create index patient_home on patient (home_id);

create table contact (
  id text collate "C" primary key,
  patient_id text collate "C" not null references patient (id),
  name text not null,
  relationship text not null,
  position integer not null check (position > 0),
  may_be_told boolean not null,
  consent_note text not null default '',
  -- [{"kind": "email" | "webhook", "address"}], best first
  channels jsonb not null,
  -- {"from": "22:00", "to": "07:00"} in the patient's zone
  quiet_hours jsonb,
  removed_at timestamptz
);
create index contact_patient on contact (patient_id);

create table team (
  id text collate "C" primary key,
  kind text not null check (kind in ('coordination', 'rapid-response', 'agency')),
  name text not null,
  -- null: serves everywhere
  locality_id text collate "C" references locality (id),
  channels jsonb not null
);

create table on_call (
  id text collate "C" primary key,
  team_id text collate "C" not null references team (id),
  name text not null,
  channels jsonb not null,
  from_at timestamptz not null,
  until_at timestamptz,
  removed_at timestamptz
);

-- One row: how often teams and rotas changed, and how far the judge has been told.
create table directory_revision (
  one boolean primary key default true check (one),
  revision integer not null default 1,
  applied_revision integer not null default 0
);
insert into directory_revision default values;

-- Devices and other machines that sign in. Secrets are random, 256 bits, stored as SHA-256.
create table device (
  id text collate "C" primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'),
  home_id text collate "C" not null references home (id),
  patient_id text collate "C" references patient (id),
  kind text not null,
  name text not null,
  heartbeat_seconds integer check (heartbeat_seconds > 0),
  prompts boolean not null default false,
  secret_sha256 bytea not null,
  enrolled_at timestamptz not null,
  revoked_at timestamptz
);
create index device_home on device (home_id);

create table integration (
  id text collate "C" primary key,
  name text not null,
  publish_filters text[] not null,
  subscribe_filters text[] not null,
  secret_sha256 bytea not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

-- Readings. The key includes observed_at, so that TimescaleDB can make it a hypertable.
create table observation (
  source text collate "C" not null,
  observed_at timestamptz not null,
  key text collate "C" not null,
  kind text collate "C" not null,
  -- number, string, boolean, or {"systolicMmHg", "diastolicMmHg"}
  value json not null,
  received_at timestamptz not null,
  -- the one patient it can be put down to; null: a home of several
  patient_id text collate "C",
  home_id text collate "C" not null,
  provenance text collate "C" not null,
  snapshot boolean not null,
  -- order of judgement; replay reads in this order
  seq bigint not null,
  primary key (source, observed_at, key)
);

-- Readings with an id but without a time of their own are known again by the id alone.
create table observation_id (
  source text collate "C" not null,
  key text collate "C" not null,
  received_at timestamptz not null,
  primary key (source, key)
);

create table quarantine (
  id bigint generated always as identity primary key,
  source text not null,
  topic text not null,
  payload bytea not null,
  reason text not null,
  received_at timestamptz not null
);
create index quarantine_received on quarantine (received_at);

-- Agreements. A version is never changed; a new one supersedes it.
create table scenario (
  id text collate "C" not null,
  version integer not null,
  patient_id text collate "C" not null references patient (id),
  template text not null,
  params jsonb not null,
  -- null: the template's own plan and severity
  plan jsonb,
  severity text check (severity in ('high', 'moderate', 'low')),
  status text not null check (status in ('active', 'superseded', 'retired')),
  approved_by text not null,
  consent_note text not null default '',
  active_from timestamptz not null,
  primary key (id, version)
);
create unique index scenario_one_active on scenario (id) where status = 'active';
create index scenario_patient on scenario (patient_id);

-- What the judge remembers. Only columns without an index change, so that updates stay in the page (HOT).
create table scenario_state (
  scenario_id text collate "C" primary key,
  patient_id text collate "C" not null,
  state json not null,
  wake_at timestamptz,
  -- episodes raised so far; the alert id is scenario id and episode
  episode integer not null,
  seq bigint not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.2);

create table alert (
  id text collate "C" primary key,
  patient_id text collate "C" not null references patient (id),
  scenario_id text collate "C" not null,
  status text not null check (status in ('open', 'cleared', 'closed')),
  severity text not null,
  level text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  -- min of step, lease, confirmation and review deadlines
  wake_at timestamptz,
  owner_until timestamptz,
  version integer not null,
  -- the whole AlertState
  state jsonb not null,
  seq bigint not null,
  -- no orphan: whoever writes an alert that is not closed must say when it is looked at again
  constraint alert_no_orphan check (status = 'closed' or wake_at is not null)
);
create index alert_not_closed on alert (status) where status <> 'closed';
create index alert_patient on alert (patient_id, opened_at desc);

create table alert_timeline (
  alert_id text collate "C" not null references alert (id),
  n integer not null,
  at timestamptz not null,
  type text not null,
  -- the entry's canonical JSON, exactly as hashed
  entry text not null,
  -- sha-256 of the previous hash and the entry, hex
  hash text not null,
  primary key (alert_id, n)
);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger alert_timeline_append_only before update or delete on alert_timeline
  for each row execute function refuse_change();

create table notification (
  id text collate "C" primary key,
  alert_id text collate "C",
  patient_id text collate "C" not null,
  channel_kind text not null,
  severity text not null,
  purpose text not null,
  status text not null check (status in ('planned', 'queued', 'sending', 'sent', 'delivered', 'confirmed', 'failed', 'suppressed')),
  -- the whole Notification
  body jsonb not null,
  -- wall clock: retries do not run faster in time-lapse
  next_try_at timestamptz,
  tries integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  detail text not null default '',
  seq bigint not null
) with (fillfactor = 70);
create index notification_due on notification (status) where status in ('planned', 'queued', 'sending');
create index notification_alert on notification (alert_id);

create table task (
  id text collate "C" primary key,
  kind text not null,
  patient_id text collate "C" not null,
  alert_id text collate "C",
  text text not null,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  seq bigint not null
);

-- Every judged input that is not a reading, in order. With observation it is the whole log that replay needs.
create table journal (
  seq bigint primary key,
  -- null: the directory, which reaches everybody
  patient_id text collate "C",
  type text not null,
  input json not null
);

create table setting (
  key text primary key,
  value jsonb not null
);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}'
);
