-- Up Migration

-- Virtual wards: people who are looked after at home as they would be on a ward, with a level of care that goes up and down.
create table virtual_ward (
  id text collate "C" primary key,
  name text not null,
  -- how many people it can look after at once
  beds integer not null check (beds > 0)
);

create table virtual_ward_stay (
  id text collate "C" primary key,
  ward_id text collate "C" not null references virtual_ward (id),
  patient_id text collate "C" not null references patient (id),
  pathway text not null check (pathway in ('heart-failure', 'copd', 'frailty', 'discharge')),
  -- 3: the most care
  level integer not null check (level between 1 and 3),
  -- the responsible clinician, by name
  clinician text not null,
  admitted_at timestamptz not null,
  target_on date not null,
  discharged_at timestamptz,
  -- goes up with every event; commands are conditional on it
  version integer not null default 1
);
create unique index virtual_ward_stay_open on virtual_ward_stay (patient_id) where discharged_at is null;
create index virtual_ward_stay_patient on virtual_ward_stay (patient_id);

create table virtual_ward_event (
  stay_id text collate "C" not null references virtual_ward_stay (id),
  -- the version of the stay that it made
  n integer not null,
  at timestamptz not null,
  type text not null check (type in ('admitted', 'stepped-up', 'stepped-down', 'retargeted', 'reviewed', 'discharged')),
  by_name text not null,
  -- as it is from then on
  level integer not null,
  note text not null,
  primary key (stay_id, n)
);
create trigger virtual_ward_event_append_only before update or delete on virtual_ward_event for each row execute function refuse_change();

-- What those who leave write for those who come, and who of these has read it.
create table hand_over_note (
  id text collate "C" primary key,
  team_id text collate "C" not null references team (id),
  -- when those come for whom it is
  turn_at timestamptz not null,
  -- null: about the turn as a whole
  alert_id text collate "C" references alert (id),
  patient_id text collate "C" references patient (id),
  text text not null,
  written_at timestamptz not null,
  -- id of a user
  written_by text not null,
  by_name text not null,
  constraint hand_over_note_about check (num_nulls(alert_id, patient_id) in (0, 2))
);
create index hand_over_note_team on hand_over_note (team_id, turn_at desc);
create index hand_over_note_patient on hand_over_note (patient_id) where patient_id is not null;
create trigger hand_over_note_append_only before update or delete on hand_over_note for each row execute function refuse_change();

create table hand_over_acceptance (
  note_id text collate "C" not null references hand_over_note (id),
  user_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (note_id, user_id)
);
create trigger hand_over_acceptance_append_only before update or delete on hand_over_acceptance for each row execute function refuse_change();

-- Read by staff only, under the owner of the tables.
alter table virtual_ward_stay enable row level security;
alter table virtual_ward_event enable row level security;
alter table hand_over_note enable row level security;
alter table hand_over_acceptance enable row level security;
