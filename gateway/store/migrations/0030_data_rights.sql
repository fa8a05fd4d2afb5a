-- Up Migration

-- A record whose person is no longer cared for, closed to everybody but a manager who says why (UK GDPR, article 18). What is over stays.
create table restriction (
  id bigint generated always as identity primary key,
  patient_id text collate "C" not null references patient (id),
  reason text not null,
  set_at timestamptz not null,
  -- `user:<id>` or `admin`
  set_by text not null,
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text,
  constraint restriction_lifted_with_reason check (num_nulls(lifted_at, lifted_by, lift_reason) in (0, 3))
);
create unique index restriction_in_force on restriction (patient_id) where lifted_at is null;

-- Nobody who signs in as a patient or a contact reads this.
alter table restriction enable row level security;
