-- Up Migration

-- The life of a version: draft, approved, active (paused while paused_until lies ahead), superseded, retired.
alter table scenario drop constraint scenario_status_check;
alter table scenario add constraint scenario_status_check check (status in ('draft', 'approved', 'active', 'superseded', 'retired'));
alter table scenario alter column approved_by drop not null;
alter table scenario alter column active_from drop not null;
alter table scenario
  -- null in rows of before: as active_from
  add column created_at timestamptz,
  -- `user:<id>` or `admin`
  add column created_by text not null default '',
  add column approved_at timestamptz,
  -- superseded or retired then
  add column ended_at timestamptz,
  add column paused_until timestamptz,
  add column pause_reason text not null default '',
  -- {"kind": "consent" | "best-interest", "decidedBy", "decidedOn", "note"}
  add column consent jsonb,
  -- {"how": "told" | "signed" | "best-interest", "recordedBy", "at"}
  add column patient_agreed jsonb,
  -- {"by", "note", "recordedBy", "at"}: the patient took consent back, and the version was retired
  add column withdrawn jsonb;
alter table scenario add constraint scenario_in_force_is_approved
  check (status not in ('approved', 'active') or approved_by is not null),
  add constraint scenario_in_force_has_begun check (status <> 'active' or active_from is not null);
-- At most one version waits to come into force.
create unique index scenario_one_proposal on scenario (id) where status in ('draft', 'approved');

-- What a place, locality or practice changes in the agreements of everybody who lives there. A version is never changed.
create table locality_layer (
  locality_id text collate "C" not null references locality (id),
  template text collate "C" not null,
  version integer not null,
  params jsonb not null,
  -- null: as the layer around it has it
  plan jsonb,
  severity text check (severity in ('high', 'moderate', 'low')),
  approved_by text not null,
  created_by text not null,
  active_from timestamptz not null,
  -- null: in force
  ended_at timestamptz,
  primary key (locality_id, template, version)
);
create unique index locality_layer_one_in_force on locality_layer (locality_id, template) where ended_at is null;
