-- Up Migration

-- A hub speaks for its devices. Make and model are learned together. A paused device is not expected before then.
alter table device
  add column hub_id text collate "C" references device (id),
  add column make text not null default '',
  add column model text not null default '',
  add column paused_until timestamptz,
  add column pause_reason text not null default '',
  -- what was learned of how often it is heard; null: not enough is known, and what was declared is in force
  add column learned_seconds integer check (learned_seconds > 0),
  add column learned_gaps integer,
  add column learned_from text check (learned_from in ('device', 'model'));
create index device_hub on device (hub_id) where hub_id is not null;

-- The gaps between a device's messages: [[gaps, longest in ms], …], one for each of the last days (rules/model/heartbeat.ts).
create table device_gaps (
  device_id text collate "C" primary key references device (id),
  today integer not null,
  gaps integer not null,
  longest_ms integer not null,
  days jsonb not null
);

-- Faults and reachability of a device are few among its readings, and asked for by themselves.
create index observation_kit on observation (source, observed_at) where kind in ('availability', 'device-fault');

-- One row: when this gateway was last seen alive, in care time and by the wall clock.
create table gateway_beat (
  one boolean primary key default true check (one),
  care_at timestamptz not null,
  wall_at timestamptz not null
);

-- When we were blind, or could not store: one row an outage, for people to read.
create table system_incident (
  id text collate "C" primary key,
  kind text not null check (kind in ('gateway', 'database')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  seen_at timestamptz,
  seen_by text
);
create index system_incident_newest on system_incident (to_at);

-- What the judge was told of it; looked for at each start.
create index journal_blind on journal (seq) where type = 'blind';

-- Known-broken kit that somebody has taken on. Open until tested working.
create table kit_repair (
  id bigint generated always as identity primary key,
  device_id text collate "C" not null references device (id),
  owner text not null,
  interim_plan text not null,
  since timestamptz not null,
  due_at timestamptz not null,
  tested_at timestamptz,
  tested_by text,
  note text not null default ''
);
create unique index kit_repair_open on kit_repair (device_id) where tested_at is null;
