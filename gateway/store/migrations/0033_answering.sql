-- Up Migration

-- A follow-up is a task with an owner and a time. chased_at: it was overdue, and everybody was asked.
alter table task add column chased_at timestamptz;
create index task_follow_up on task (until_at) where kind = 'follow-up' and done_at is null and chased_at is null;
create index task_alert on task (alert_id) where alert_id is not null;

-- The words of a service that were sent or told to somebody.
create table signpost (
  id text collate "C" primary key,
  patient_id text collate "C" not null references patient (id),
  service_id text collate "C" not null references service (id),
  alert_id text collate "C" references alert (id),
  note text not null,
  how text not null check (how in ('app', 'spoken')),
  by_name text not null,
  at timestamptz not null
);
create index signpost_patient on signpost (patient_id);
create index signpost_alert on signpost (alert_id) where alert_id is not null;
create trigger signpost_append_only before update or delete on signpost for each row execute function refuse_change();

-- Read by staff only, under the owner of the tables.
alter table signpost enable row level security;
