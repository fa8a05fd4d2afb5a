-- Up Migration

alter table patient drop constraint patient_presence_mode_check;
alter table patient add constraint patient_presence_mode_check
  check (presence_mode in ('home', 'hospital', 'away', 'holiday', 'respite'));

-- Named lists of stretches of local time, for the working hours of contacts and for rotas.
create table shift_pattern (
  id text collate "C" primary key,
  name text not null,
  -- [{"from", "to", "days", "bankHolidays", "dates"}]
  windows jsonb not null
);

-- {"patternId" or "windows", "highGoesThrough"}: when the contact is at work and not asked; null: never
alter table contact add column work jsonb;

-- Dates on which nothing reaches a contact.
create table contact_absence (
  id text collate "C" primary key,
  contact_id text collate "C" not null references contact (id),
  from_at timestamptz not null,
  until_at timestamptz not null,
  reason text not null,
  -- {"kind": "contact", "contactId"} or {"kind": "team", "teamKind", "message"}; null: nobody
  replacement jsonb,
  removed_at timestamptz,
  check (from_at < until_at)
);
create index contact_absence_contact on contact_absence (contact_id);

create table rota (
  team_id text collate "C" primary key references team (id),
  zone text not null,
  -- windows in which somebody must be on duty; none: always
  cover jsonb not null,
  -- [{"id", "name", "channels"}]
  people jsonb not null,
  -- [{"id", "name", "patternId" or "windows", "people", "startsOn", "turnDays"}]
  shifts jsonb not null
);

create table rota_override (
  id text collate "C" primary key,
  team_id text collate "C" not null references rota (team_id),
  from_at timestamptz not null,
  until_at timestamptz not null,
  out_id text collate "C",
  in_id text collate "C",
  note text not null default '',
  made_at timestamptz not null,
  removed_at timestamptz,
  check (from_at < until_at),
  check (out_id is not null or in_id is not null)
);
create index rota_override_team on rota_override (team_id);

-- A task may be about a team and a stretch of time, or about nobody; one that the judge did not make has no place in its order.
alter table task alter column patient_id drop not null;
alter table task alter column seq drop not null;
alter table task add column team_id text collate "C" references team (id);
alter table task add column from_at timestamptz;
alter table task add column until_at timestamptz;
create index task_team on task (team_id) where team_id is not null;
