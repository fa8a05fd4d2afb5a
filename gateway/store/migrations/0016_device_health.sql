-- Up Migration

-- What a device has told of itself on a day (of UTC, counted from 1970-01-01): two months of a device are sixty rows.
create table device_day (
  device_id text collate "C" not null references device (id),
  day integer not null,
  battery_percent real,
  battery_mv integer,
  battery_low boolean,
  signal_scale text check (signal_scale in ('lqi', 'dbm', 'percent')),
  signal_last real,
  signal_weakest real,
  -- what its clock was ahead of ours (negative: behind) in the middle of its live readings
  clock_ahead_ms bigint,
  told_at timestamptz not null,
  primary key (device_id, day)
);

-- Tests of devices that a person has made or seen.
create table device_test (
  id bigint generated always as identity primary key,
  device_id text collate "C" not null references device (id),
  at timestamptz not null,
  by text not null,
  worked boolean not null,
  note text not null
);
create index device_test_newest on device_test (device_id, at desc);

-- Readings that prove by themselves that a safety device can call: presses, tests and alarms. They are few.
create index observation_proof on observation (source, observed_at)
  where kind in ('sos', 'unit-test', 'fall', 'smoke', 'carbon-monoxide', 'gas-leak');

-- The fault of a safety device is open from the moment it is found, before anybody has taken it on.
alter table kit_repair alter column owner drop not null;

-- A task may be about a device; owner: who has taken it on.
alter table task add column device_id text collate "C" references device (id);
alter table task add column owner text;
create index task_device on task (device_id) where done_at is null;

-- Equipment on loan. due_at: when everything must be there, by the clock of its urgency (rules/model/loan.ts).
create table equipment_order (
  id text collate "C" primary key,
  patient_id text collate "C" not null references patient (id),
  urgency text not null check (urgency in ('standard', 'discharge', 'end-of-life')),
  note text not null,
  ordered_at timestamptz not null,
  ordered_by text not null,
  due_at timestamptz not null
);
create index equipment_order_patient on equipment_order (patient_id, ordered_at desc);

create table equipment_item (
  id text collate "C" primary key,
  order_id text collate "C" not null references equipment_order (id),
  position integer not null,
  name text not null,
  state text not null check (state in ('ordered', 'delivered', 'installed', 'collected', 'returned', 'lost', 'cancelled')),
  delivered_at timestamptz,
  -- which device it is, once that is known
  device_id text collate "C" references device (id),
  service_months integer check (service_months > 0),
  -- null: no service is due ever, or it is not installed
  service_due_on date,
  unique (order_id, position)
);
create index equipment_item_with_people on equipment_item (state) where state in ('ordered', 'delivered', 'installed');

create table equipment_event (
  id bigint generated always as identity primary key,
  item_id text collate "C" not null references equipment_item (id),
  at timestamptz not null,
  by text not null,
  -- ordered, delivered, installed, serviced, collected, returned, lost, found, cancelled
  step text not null,
  note text not null
);
create index equipment_event_item on equipment_event (item_id, id);
create trigger equipment_event_append_only before update or delete on equipment_event
  for each row execute function refuse_change();
