-- Up Migration

-- People who sign in. The tables are better-auth's, under names of ours; passwords are argon2id, in identity_account.password.
create table identity_user (
  id text collate "C" primary key,
  name text not null,
  -- lower case
  email text not null unique check (email = lower(email)),
  email_verified boolean not null,
  image text,
  role text not null check (role in ('coordinator', 'responder', 'clinician', 'manager', 'administrator')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table identity_session (
  id text collate "C" primary key,
  user_id text collate "C" not null references identity_user (id) on delete cascade,
  token text collate "C" not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index identity_session_user on identity_session (user_id);
create index identity_session_expires on identity_session (expires_at);

create table identity_account (
  id text collate "C" primary key,
  user_id text collate "C" not null references identity_user (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index identity_account_user on identity_account (user_id);

create table identity_verification (
  id text collate "C" primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index identity_verification_identifier on identity_verification (identifier);
