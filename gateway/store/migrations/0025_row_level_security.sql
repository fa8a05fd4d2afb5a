-- Up Migration

-- The role under which is read what patients, families, carers and installers are shown: only select, only what is granted here, and of
-- that only the rows which relation and consent open. It cannot sign in. The owner of the tables, under whom the judge and the staff's
-- routes read, is not subject to the policies. Roles belong to the whole server: another database may have made it a moment ago.
do $$
begin
  if not exists (select from pg_roles where rolname = 'hearthline_person') then
    begin
      create role hearthline_person nologin;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'the database role hearthline_person is missing and % may not create it; docs/operations.md says how', current_user;
    end;
  end if;
  if not pg_has_role(current_user, 'hearthline_person', case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then
    begin
      execute format('grant hearthline_person to %I', current_user);
    exception
      when unique_violation then null;
      when insufficient_privilege then
        raise exception '% is not a member of the database role hearthline_person; docs/operations.md says how', current_user;
    end;
  end if;
end $$;

-- What is a view for them has its name here, and is found before the table of that name.
create schema hearthline_person;
grant usage on schema hearthline_person to hearthline_person;
grant usage on schema public to hearthline_person;

-- Who asks, and the care time at which: `asPerson` (gateway/store/as-person.ts) says both for one transaction.
create function person_user() returns text language sql stable as $$ select nullif(current_setting('hearthline.user', true), '') $$;
create function person_at() returns timestamptz language sql stable as $$
  select nullif(current_setting('hearthline.at', true), '')::timestamptz
$$;

-- How a user stands to people at an instant, a line for each purpose that is consented to; null: none, or none is needed.
create function relations_in_force(asking text, at timestamptz)
returns table (patient_id text, home_id text, kind text, contact_id text, purpose text)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.patient_id, p.home_id, r.kind, c.id, consent.purpose
    from relation r
    join patient p on p.id = r.patient_id
    left join contact c on c.id = r.contact_id and c.patient_id = r.patient_id and c.removed_at is null
    left join contact_consent consent on consent.contact_id = c.id and consent.patient_id = r.patient_id and consent.given_at <= at
      and consent.ended_at is null and (consent.ends_at is null or consent.ends_at > at)
      and (r.kind = 'contact' or consent.purpose = 'see-attainment')
   where r.user_id = asking and r.ended_at is null and r.from_at <= at and (r.until_at is null or r.until_at > at)
     and (r.contact_id is null or c.id is not null)
$$;

-- The people of whom a user may see what `reach` names: a purpose; `self`, `agency` or `installer`: who stands so to them; `care`: both
-- they themselves and their agency; `any`: something.
create function patients_within(asking text, at timestamptz, reach text) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct patient_id), '{}') from relations_in_force(asking, at)
   where case reach
     when 'any' then kind in ('self', 'agency', 'installer') or purpose is not null
     when 'care' then kind in ('self', 'agency')
     when 'see-status' then kind in ('self', 'agency') or purpose = reach
     when 'see-readings' then kind = 'self' or purpose = reach
     when 'be-told' then kind = 'self' or purpose = reach
     when 'see-attainment' then kind = 'self' or purpose = reach
     else kind = reach
   end
$$;

-- The alerts that a user may see: their own, and those of which they were told as a contact who may be told.
create function alerts_within(asking text, at timestamptz) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct a.id), '{}')
    from relations_in_force(asking, at) r join alert a on a.patient_id = r.patient_id
   where r.kind = 'self' or r.purpose = 'be-told' and exists (
     select from notification n
      where n.alert_id = a.id and n.status <> 'suppressed'
        and n.body #>> '{recipient,kind}' = 'contact' and n.body #>> '{recipient,id}' = r.contact_id)
$$;

-- The same for whoever asks, as the policies need them: an array is found once for a query and can be looked up in an index.
create function person_patients(reach text) returns text[] language sql stable as $$
  select patients_within(person_user(), person_at(), reach)
$$;
create function person_homes(reach text) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct home_id), '{}') from patient where id = any (person_patients(reach))
$$;
-- Homes of which they may see everybody who lives there: only then what may be anybody's.
create function person_whole_homes(reach text) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(home_id), '{}') from (
    select home_id from patient where home_id = any (person_homes(reach)) group by home_id having bool_and(id = any (person_patients(reach)))
  ) as whole
$$;
create function person_alerts() returns text[] language sql stable as $$
  select alerts_within(person_user(), person_at())
$$;
create function person_contacts() returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct contact_id), '{}') from relations_in_force(person_user(), person_at()) where purpose is not null
$$;

revoke execute on function person_user, person_at, relations_in_force, patients_within, alerts_within, person_patients, person_homes,
  person_whole_homes, person_alerts, person_contacts from public;
grant execute on function person_user, person_at, patients_within, alerts_within, person_patients, person_homes,
  person_whole_homes, person_alerts, person_contacts to hearthline_person;

-- Who they are, and how they stand.
alter table identity_user enable row level security;
create policy person_reads on identity_user for select to hearthline_person using (id = person_user());
grant select (id, name, email, role) on identity_user to hearthline_person;

alter table relation enable row level security;
create policy person_reads on relation for select to hearthline_person using (
  patient_id = any ((select person_patients('self'))::text[])
  or user_id = person_user() and patient_id = any ((select person_patients('any'))::text[]));
grant select on relation to hearthline_person;

alter table contact enable row level security;
create policy person_reads on contact for select to hearthline_person using (
  patient_id = any ((select person_patients('self'))::text[]) or id = any ((select person_contacts())::text[]));
grant select (id, patient_id, name, relationship, position, may_be_told, channels, quiet_hours, work, removed_at) on contact to hearthline_person;

alter table contact_absence enable row level security;
create policy person_reads on contact_absence for select to hearthline_person using (contact_id in (select id from contact));
grant select on contact_absence to hearthline_person;

alter table contact_consent enable row level security;
create policy person_reads on contact_consent for select to hearthline_person using (
  patient_id = any ((select person_patients('self'))::text[]) or contact_id = any ((select person_contacts())::text[]));
grant select on contact_consent to hearthline_person;

-- The person. Where they are is a view: it is for fewer than their name.
alter table patient enable row level security;
create policy person_reads on patient for select to hearthline_person using (id = any ((select person_patients('any'))::text[]));
grant select (id, home_id, given_name, family_name, known_as, zone, language, hard_of_hearing, simulated) on patient to hearthline_person;

create view hearthline_person.presence with (security_barrier) as
  select id as patient_id, presence_mode, presence_until, presence_since from patient
   where id = any ((select person_patients('see-status'))::text[]);
grant select on hearthline_person.presence to hearthline_person;

-- Their home and its kit. How one gets in (`key_access`) and what devices sign in with are not granted.
alter table home enable row level security;
create policy person_reads on home for select to hearthline_person using (
  id = any ((select person_homes('care'))::text[]) or id = any ((select person_homes('installer'))::text[]));
grant select (id, address) on home to hearthline_person;

alter table device enable row level security;
create policy person_reads on device for select to hearthline_person using (
  patient_id = any ((select person_patients('self'))::text[])
  or patient_id is null and home_id = any ((select person_homes('self'))::text[])
  or home_id = any ((select person_homes('installer'))::text[]));
grant select (id, home_id, patient_id, kind, name, room, heartbeat_seconds, learned_seconds, prompts, enrolled_at, revoked_at, hub_id, make,
  model, paused_until, pause_reason, app_id) on device to hearthline_person;

alter table hub_child enable row level security;
create policy person_reads on hub_child for select to hearthline_person using (
  hub_id in (select d.id from device d where d.home_id = any ((select person_homes('installer'))::text[])));
grant select on hub_child to hearthline_person;

alter table equipment_order enable row level security;
create policy person_reads on equipment_order for select to hearthline_person using (
  patient_id = any ((select person_patients('self'))::text[]) or patient_id = any ((select person_patients('installer'))::text[]));
grant select on equipment_order to hearthline_person;
alter table equipment_item enable row level security;
create policy person_reads on equipment_item for select to hearthline_person using (order_id in (select id from equipment_order));
grant select on equipment_item to hearthline_person;
alter table equipment_event enable row level security;
create policy person_reads on equipment_event for select to hearthline_person using (item_id in (select id from equipment_item));
grant select on equipment_event to hearthline_person;

-- Readings are a view, since TimescaleDB compresses no table that has policies. What may be anybody's in a home of several is shown to
-- those who may see all of them.
create view hearthline_person.observation with (security_barrier) as
  select source, observed_at, key, kind, value, received_at, patient_id, home_id, provenance, snapshot, seq, detail from observation
   where patient_id = any ((select person_patients('see-readings'))::text[])
      or patient_id is null and home_id = any ((select person_whole_homes('see-readings'))::text[]);
grant select on hearthline_person.observation to hearthline_person;

-- That something was heard, and whether somebody was up and about: no value, and no other kind.
create view hearthline_person.heard with (security_barrier) as
  select source, observed_at, received_at, patient_id, home_id,
         case when kind in ('contact', 'motion', 'bed-occupancy', 'power', 'ok') then kind end as kind
    from observation
   where patient_id = any ((select person_patients('see-status'))::text[])
      or patient_id is null and home_id = any ((select person_whole_homes('see-status'))::text[]);
grant select on hearthline_person.heard to hearthline_person;

-- What is agreed with them; of goals also those who cheer them on.
alter table scenario enable row level security;
create policy person_reads on scenario for select to hearthline_person using (
  patient_id = any ((select person_patients('self'))::text[])
  or template in ('personal-goal', 'steps-goal', 'exercises') and patient_id = any ((select person_patients('see-attainment'))::text[]));
grant select on scenario to hearthline_person;

-- Alerts, their story, and what was sent (not its words).
alter table alert enable row level security;
create policy person_reads on alert for select to hearthline_person using (id = any ((select person_alerts())::text[]));
grant select on alert to hearthline_person;
alter table alert_timeline enable row level security;
create policy person_reads on alert_timeline for select to hearthline_person using (alert_id = any ((select person_alerts())::text[]));
grant select on alert_timeline to hearthline_person;
alter table notification enable row level security;
create policy person_reads on notification for select to hearthline_person using (alert_id = any ((select person_alerts())::text[]));
grant select (id, alert_id, patient_id, channel_kind, severity, purpose, status, created_at, updated_at) on notification to hearthline_person;

-- What is still to be done in somebody's care.
alter table task enable row level security;
create policy person_reads on task for select to hearthline_person using (patient_id = any ((select person_patients('agency'))::text[]));
grant select on task to hearthline_person;

-- Who looked at what is theirs, with the name of a user.
create view hearthline_person.look with (security_barrier) as
  select a.id, a.at, a.patient_id, a.actor, u.name, u.role, substr(a.action, 6) as route
    from audit a left join identity_user u on a.actor = 'user:' || u.id
   where a.action like 'read %' and a.patient_id = any ((select person_patients('self'))::text[]);
grant select on hearthline_person.look to hearthline_person;
