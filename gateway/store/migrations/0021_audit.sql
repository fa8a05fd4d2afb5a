-- Up Migration

-- Whom an entry is about; null: nobody, several people, or somebody who follows from the subject only.
alter table audit add column patient_id text collate "C";
create index audit_of_patient on audit (patient_id, id) where patient_id is not null;
update audit set patient_id = coalesce(detail ->> 'patientId', case when action like 'patient.%' then subject end);

create trigger audit_append_only before update or delete on audit for each row execute function refuse_change();
create trigger audit_not_emptied before truncate on audit for each statement execute function refuse_change();

-- The chain. Entries are sealed just after they are written: a chain inside their transactions would have writers wait for each other.
create table audit_seal (
  n bigint primary key,
  audit_id bigint not null unique references audit (id),
  -- sha-256 of the previous hash and the entry's line, hex
  hash text not null
);
create trigger audit_seal_append_only before update or delete on audit_seal for each row execute function refuse_change();
create trigger audit_seal_not_emptied before truncate on audit_seal for each statement execute function refuse_change();
