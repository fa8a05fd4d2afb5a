-- Nobody watched the alerts of the centre: an incident like our outages, with how often somebody was told, and when last (wall clock).
alter table system_incident drop constraint system_incident_kind_check;
alter table system_incident add constraint system_incident_kind_check check (kind in ('gateway', 'database', 'unattended'));
alter table system_incident add column told integer not null default 0, add column told_at timestamptz;

-- At the beginning of a turn: whether the alarm was heard where this person works.
create table sound_test (
  user_id text not null references identity_user (id) on delete cascade,
  at timestamptz not null,
  heard boolean not null,
  primary key (user_id, at)
);
create index sound_test_newest on sound_test (at);

-- Which queues somebody answers; nobody's row: all of them.
create table answering_skill (
  user_id text not null references identity_user (id) on delete cascade,
  queue text not null check (queue in ('clinical', 'social', 'mental-health', 'technical')),
  primary key (user_id, queue)
);
