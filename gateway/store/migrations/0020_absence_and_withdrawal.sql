-- Up Migration

-- When it was last said where the patient is: two absences with one end are told of as two.
alter table patient add column presence_since timestamptz;

-- The judge is told of agreements that ended because consent was taken back; few ever are.
create index scenario_withdrawn on scenario (patient_id) where withdrawn is not null;
