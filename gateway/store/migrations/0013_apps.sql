-- Up Migration

-- What else is known of a reading (ObservationDetail): {"original": {"value", "unit"}, "statistic", "fromAt" in ms}.
alter table observation add column detail json;

-- Apps that may send readings, and which versions of them. What is not approved here is refused.
create table app (
  id text collate "C" primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'),
  name text not null,
  maker text not null default '',
  created_at timestamptz not null
);

-- What was decided last about a version; what was decided before stands in audit.
create table app_version (
  app_id text collate "C" not null references app (id),
  version text collate "C" not null,
  status text not null check (status in ('approved', 'withdrawn')),
  reason text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (app_id, version)
);

-- An app's credential for one patient is a device of theirs: it has a history, and is rotated and revoked like any other.
alter table device add column app_id text collate "C" references app (id);
create unique index device_of_app on device (app_id, patient_id) where app_id is not null and revoked_at is null;

-- Whoever shows the code within its time pairs one hub or app with the home. Instants are of the wall clock.
create table claim_code (
  code_sha256 bytea primary key,
  home_id text collate "C" not null references home (id),
  -- whose app it may be; null: the only person who lives there
  patient_id text collate "C" references patient (id),
  created_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  device_id text collate "C" references device (id)
);
create index claim_code_expires on claim_code (expires_at);
