-- Up Migration

-- A crew or vehicle of a rapid response team.
create table response_unit (
  id text collate "C" primary key,
  team_id text collate "C" not null references team (id),
  name text not null,
  skills text[] not null,
  -- none: wherever the team serves
  locality_ids text[] not null,
  retired_at timestamptz
);

-- Who is on duty with which unit. It ends at until_at, or before, at ended_at.
create table response_duty (
  id bigint generated always as identity primary key,
  unit_id text collate "C" not null references response_unit (id),
  user_id text collate "C" not null references identity_user (id),
  from_at timestamptz not null,
  until_at timestamptz not null,
  ended_at timestamptz,
  check (until_at > from_at)
);
create unique index response_duty_one on response_duty (user_id) where ended_at is null;

-- One visit. The whole Job (rules/response/job.ts) stands in body; the columns are for finding it.
create table response_job (
  id text collate "C" primary key,
  alert_id text collate "C" not null references alert (id),
  patient_id text collate "C" not null references patient (id),
  state text not null check (state in ('offered', 'overflow', 'accepted', 'on-the-way', 'arrived', 'access-gained', 'completed', 'cancelled')),
  -- who holds it, or held it to the end
  unit_id text collate "C" references response_unit (id),
  urgency text not null,
  requested_at timestamptz not null,
  ended_at timestamptz,
  wake_at timestamptz,
  version integer not null,
  body jsonb not null,
  -- no orphan: an open job says when it is looked at again
  constraint response_job_no_orphan check (ended_at is not null or wake_at is not null),
  constraint response_job_ended check ((ended_at is not null) = (state in ('completed', 'cancelled')))
);
create unique index response_job_one_of_alert on response_job (alert_id) where ended_at is null;
create unique index response_job_one_of_unit on response_job (unit_id) where ended_at is null;
create index response_job_patient on response_job (patient_id, requested_at);

-- Each asking of a unit, as it stands in the job: for figures.
create table response_offer (
  job_id text collate "C" not null references response_job (id),
  n integer not null,
  unit_id text collate "C" not null references response_unit (id),
  offered_at timestamptz not null,
  until_at timestamptz not null,
  answer text check (answer in ('accepted', 'declined', 'timed-out', 'withdrawn')),
  reason text not null,
  primary key (job_id, n)
);
create unique index response_offer_one_of_unit on response_offer (unit_id) where answer is null;

-- What crews said, as their telephones sent it.
create table response_event (
  id text collate "C" primary key,
  job_id text collate "C" not null references response_job (id),
  unit_id text collate "C" not null references response_unit (id),
  user_id text collate "C" not null references identity_user (id),
  type text not null,
  -- the telephone's clock
  at timestamptz not null,
  received_at timestamptz not null,
  body jsonb not null
);
create index response_event_job on response_event (job_id);
create trigger response_event_append_only before update or delete on response_event for each row execute function refuse_change();

-- Lines on their way to the timelines of alerts. Their order is that of n.
create table response_line (
  n bigint generated always as identity primary key,
  job_id text collate "C" not null references response_job (id),
  alert_id text collate "C" not null,
  -- a JobEffect: tell-alert or close-alert
  body jsonb not null,
  told_at timestamptz
);
create index response_line_open on response_line (n) where told_at is null;

-- The code of a key safe, sealed with a key of the server (gateway/identity/key-safe.ts).
create table key_safe (
  home_id text collate "C" primary key references home (id),
  sealed bytea not null,
  set_at timestamptz not null,
  -- `user:<id>`, `admin` for the command line
  set_by text not null
);

-- Read by staff only, under the owner of the tables.
alter table response_job enable row level security;
alter table response_offer enable row level security;
alter table response_event enable row level security;
alter table response_line enable row level security;
alter table key_safe enable row level security;
