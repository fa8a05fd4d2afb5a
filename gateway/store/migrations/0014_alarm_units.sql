-- Up Migration

-- The number by which a social alarm unit names itself (SCAIP, cid), without leading zeros, and the device that it is.
create table alarm_unit (
  number text collate "C" primary key check (number ~ '^\+?(0|[1-9][0-9]{0,19})$'),
  device_id text collate "C" not null unique references device (id)
);
