-- Up Migration

-- Second factors, under the sign-in library's own fields: what authenticator apps know is kept encrypted by it.
alter table identity_user add column two_factor_enabled boolean not null default false;
create table identity_two_factor (
  id text collate "C" primary key,
  user_id text collate "C" not null unique references identity_user (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
create table identity_passkey (
  id text collate "C" primary key,
  user_id text collate "C" not null references identity_user (id) on delete cascade,
  name text,
  credential_id text collate "C" not null unique,
  public_key text not null,
  counter double precision not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);
create index identity_passkey_user on identity_passkey (user_id);

-- By what a session was begun: all but the first are two factors.
alter table identity_session add column way text not null default 'password' check (way in ('password', 'second-factor', 'passkey', 'sso'));

-- Sign-ins by address, so that a restart does not forget them; last_request is milliseconds of wall clock.
create table identity_rate_limit (
  id text collate "C" primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);

-- Wrong passwords by account, on the wall clock. `locks` counts those since the last sign-in: each is longer than the one before.
create table identity_lockout (
  user_id text collate "C" primary key references identity_user (id) on delete cascade,
  failures integer not null,
  counting_from timestamptz not null,
  locks integer not null default 0,
  locked_until timestamptz
);

-- Somebody may make an account of this role, and stand in this relation to this person. Wall clock.
create table invitation (
  id text collate "C" primary key,
  token_sha256 bytea not null unique,
  name text not null,
  -- lower case; null: they say themselves by which address they sign in
  email text check (email = lower(email)),
  role text not null,
  patient_id text collate "C" references patient (id),
  relation text check (relation in ('self', 'contact', 'agency', 'champion')),
  contact_id text collate "C" references contact (id),
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  accepted_at timestamptz,
  accepted_by text collate "C" references identity_user (id) on delete set null,
  constraint invitation_relation_has_person check ((relation is null) = (patient_id is null))
);
create index invitation_patient on invitation (patient_id);
create index invitation_email on invitation (email) where accepted_at is null;

-- A forgotten password: a link that sets another one, once. Wall clock.
create table password_reset (
  token_sha256 bytea primary key,
  user_id text collate "C" not null references identity_user (id) on delete cascade,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_reset_user on password_reset (user_id);
