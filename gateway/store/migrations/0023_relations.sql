-- Up Migration

alter table identity_user drop constraint identity_user_role_check;
alter table identity_user add constraint identity_user_role_check check (role in
  ('patient', 'contact', 'agency-carer', 'coordinator', 'responder', 'clinician', 'champion', 'installer', 'manager', 'administrator'));

-- How somebody who signs in stands to a person. What is over stays, so that it can be told who could see what when.
create table relation (
  id bigint generated always as identity primary key,
  user_id text collate "C" not null references identity_user (id) on delete cascade,
  patient_id text collate "C" not null references patient (id),
  kind text not null check (kind in ('self', 'contact', 'agency', 'champion', 'installer')),
  -- which of the person's contacts they are
  contact_id text collate "C" references contact (id),
  from_at timestamptz not null,
  until_at timestamptz,
  ended_at timestamptz,
  constraint relation_names_contact check ((kind in ('contact', 'champion')) = (contact_id is not null))
);
create unique index relation_once on relation (user_id, patient_id, kind) where ended_at is null;
create index relation_patient on relation (patient_id) where ended_at is null;

-- What each contact was allowed. `contact.may_be_told` is what the judge reads of purpose be-told, and is changed with it.
create table contact_consent (
  id bigint generated always as identity primary key,
  patient_id text collate "C" not null references patient (id),
  contact_id text collate "C" not null references contact (id),
  purpose text not null check (purpose in ('see-status', 'see-readings', 'be-told', 'see-attainment')),
  basis text not null check (basis in ('patient', 'best-interest')),
  given_at timestamptz not null,
  given_by text not null,
  note text not null default '',
  ends_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  constraint contact_consent_best_interest_ends check (basis = 'patient' or ends_at is not null)
);
create unique index contact_consent_once on contact_consent (contact_id, purpose) where ended_at is null;
create index contact_consent_patient on contact_consent (patient_id);

insert into contact_consent (patient_id, contact_id, purpose, basis, given_at, given_by, note)
select c.patient_id, c.id, 'be-told', 'patient', p.created_at, 'Recorded before consent was kept by purpose', c.consent_note
from contact c join patient p on p.id = c.patient_id
where c.may_be_told and c.removed_at is null;
