-- Up Migration

-- A plan of care, version by version. `sections` and `agreed` are of the shapes in gateway/contract/care-plan.ts.
create table care_plan (
  patient_id text collate "C" not null references patient (id),
  version integer not null check (version > 0),
  status text not null check (status in ('draft', 'active', 'superseded')),
  -- counts the changes of a draft, so that nobody overwrites or approves what they have not read
  revision integer not null default 1,
  sections jsonb not null,
  agreed jsonb,
  review_on date,
  written_by text not null,
  written_at timestamptz not null,
  approved_by text,
  active_from timestamptz,
  primary key (patient_id, version),
  constraint care_plan_in_force check (status = 'draft' or num_nulls(agreed, review_on, approved_by, active_from) = 0)
);
create unique index care_plan_one_active on care_plan (patient_id) where status = 'active';
create unique index care_plan_one_draft on care_plan (patient_id) where status = 'draft';

-- What has been in force stays as it was: only its place is taken.
create function care_plan_version_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'status' <> to_jsonb(old) - 'status' or new.status = 'draft' then
    raise exception 'a plan that has been in force is not changed';
  end if;
  return new;
end $$;
create trigger care_plan_version_stays before update or delete on care_plan
  for each row when (old.status <> 'draft') execute function care_plan_version_stays();

-- Actions of plans that are done. An action keeps its id from version to version.
create table care_plan_action_done (
  patient_id text collate "C" not null references patient (id),
  action_id text collate "C" not null,
  done_at timestamptz not null,
  -- `user:<id>`, `admin` for the command line
  done_by text not null,
  primary key (patient_id, action_id)
);

-- People and families read the plan in force; which of its parts are for whom stands in it (`shareWith`), and is looked to by the gateway.
alter table care_plan enable row level security;
create policy person_reads on care_plan for select to hearthline_person using (status = 'active' and (
  patient_id = any ((select person_patients('see-status'))::text[]) or patient_id = any ((select person_patients('be-told'))::text[])));
grant select on care_plan to hearthline_person;
alter table care_plan_action_done enable row level security;
create policy person_reads on care_plan_action_done for select to hearthline_person using (patient_id in (select patient_id from care_plan));
grant select on care_plan_action_done to hearthline_person;
