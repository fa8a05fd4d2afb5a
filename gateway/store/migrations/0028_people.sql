-- Up Migration

-- What users of the app and the team write to each other. Each user has a thread of their own about a person.
create table message (
  patient_id text collate "C" not null references patient (id),
  -- the user of the app whose thread it is
  user_id text collate "C" not null references identity_user (id),
  -- made by the sender, so that the same message twice is one
  id text collate "C" not null,
  from_team boolean not null,
  author_id text collate "C" not null references identity_user (id),
  text text not null,
  at timestamptz not null,
  -- by the other side; for the team: answered, or said to need no answer
  read_at timestamptz,
  read_by text collate "C" references identity_user (id),
  n bigint generated always as identity,
  primary key (patient_id, user_id, id)
);
create index message_waits on message (at) where not from_team and read_at is null;

-- When a contact has said that they are there for the family.
create table contact_duty (
  contact_id text collate "C" not null references contact (id),
  id text collate "C" not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  removed_at timestamptz,
  primary key (contact_id, id),
  constraint contact_duty_lasts check (until_at > from_at)
);

-- A goal in the person's own words, over those of the agreement.
create table goal_words (
  scenario_id text collate "C" primary key,
  patient_id text collate "C" not null references patient (id),
  words text not null,
  said_at timestamptz not null
);

-- What of it is shown under the role of people (0025), with the names that belong to it.
alter table message enable row level security;
alter table contact_duty enable row level security;
alter table goal_words enable row level security;

create view hearthline_person.message with (security_barrier) as
  select m.patient_id, m.user_id, m.id, m.from_team, m.author_id, u.name as author_name, m.text, m.at, m.read_at, m.n
    from message m join identity_user u on u.id = m.author_id
   where m.user_id = person_user() and m.patient_id = any ((select person_patients('any'))::text[]);
grant select on hearthline_person.message to hearthline_person;

create view hearthline_person.contact_duty with (security_barrier) as
  select d.contact_id, d.id, d.from_at, d.until_at, d.removed_at, c.patient_id, c.name
    from contact_duty d join contact c on c.id = d.contact_id and c.removed_at is null
   where c.patient_id = any ((select person_patients('be-told'))::text[]);
grant select on hearthline_person.contact_duty to hearthline_person;

create policy person_reads on goal_words for select to hearthline_person using (
  patient_id = any ((select person_patients('self'))::text[]));
grant select on goal_words to hearthline_person;
