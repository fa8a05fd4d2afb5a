-- Up Migration

-- What somebody has entered so far about a home that is not enrolled yet. Its owner alone sees it; it goes with the enrolment.
create table enrolment_draft (
  id text collate "C" primary key,
  owner_id text not null,
  -- the whole EnrolmentDraft
  content jsonb not null,
  updated_at timestamptz not null
);
create index enrolment_draft_owner on enrolment_draft (owner_id, updated_at);
alter table enrolment_draft enable row level security;

-- Files of people that were checked or taken in. Nothing of what stands in the file is kept: of a refused row its number, column and fault.
create table patient_import (
  id text collate "C" primary key,
  checked_only boolean not null,
  file_name text not null,
  by_name text not null,
  started_at timestamptz not null,
  -- null: under way, or broken off
  finished_at timestamptz,
  rows integer not null,
  added integer not null default 0,
  already_there integer not null default 0,
  homes integer not null default 0,
  drafts integer not null default 0,
  -- [{"pack", "agreement", "question"}]: agreements of packs that need an answer for each person
  left_out jsonb not null default '[]',
  -- [{"row", "column", "message"}]
  refused jsonb not null default '[]'
);
create index patient_import_started on patient_import (started_at);
