-- Up Migration

-- What a hub has behind it: found when it is first heard or described, and mapped when a person says which device it is.
create table hub_child (
  hub_id text collate "C" not null references device (id),
  -- what the hub calls it for good
  native_id text collate "C" not null,
  dialect text not null,
  -- as people call it there
  name text not null,
  make text not null,
  model text not null,
  -- where its properties are to be found: [Entity] of gateway/adapters/said.ts
  entities jsonb not null,
  availability_topic text,
  found_at timestamptz not null,
  device_id text collate "C" references device (id),
  primary key (hub_id, native_id)
);
create unique index hub_child_device on hub_child (device_id) where device_id is not null;

-- What was sent by something that nobody has mapped yet, kept to be replayed; source is then the hub.
alter table quarantine add column native_id text collate "C";
create index quarantine_found on quarantine (source, native_id, id) where native_id is not null;
