-- Up Migration

-- Where a device hangs (rules/model/patient.ts, rooms), as far as that matters to an agreement.
alter table device add column room text;
