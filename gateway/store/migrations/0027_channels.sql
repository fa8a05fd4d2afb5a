-- Up Migration

-- How a contact is written to: the zone of their quiet hours and of their work (null: the patient's), their language, and whether they chose to
-- read what it is about on a locked screen.
alter table contact add column zone text;
alter table contact add column language text not null default 'en' check (language in ('en', 'pl'));
alter table contact add column details_on_lock_screen boolean not null default false;

-- Numbers and addresses of contacts, and how each is known to be theirs. The judge is given those that were checked.
create table contact_point (
  contact_id text collate "C" not null references contact (id),
  kind text not null check (kind in ('sms', 'email', 'voice')),
  address text not null,
  checked_at timestamptz,
  -- code: they told what was sent there; phone: somebody spoke to them; enrolment: whoever enrolled the home answers for it
  checked_how text check (checked_how in ('code', 'phone', 'enrolment', 'before')),
  checked_by text,
  -- of the last code sent there, by the wall clock
  code_sha256 bytea,
  code_sent_at timestamptz,
  code_tries int not null default 0,
  primary key (contact_id, kind, address),
  constraint contact_point_says_how check ((checked_at is null) = (checked_how is null) and (checked_at is null) = (checked_by is null))
);

-- Ways that were in use before anybody asked count as checked: what reached people yesterday reaches them today.
insert into contact_point (contact_id, kind, address, checked_at, checked_how, checked_by)
select distinct c.id, w ->> 'kind', w ->> 'address', p.created_at, 'before', 'In use before ways were checked'
from contact c join patient p on p.id = c.patient_id cross join lateral jsonb_array_elements(c.channels) as w
where w ->> 'kind' in ('sms', 'email') and c.removed_at is null;

-- Where the app of somebody who signs in takes notices (Web Push, RFC 8030); the keys encrypt what is sent there (RFC 8291).
create table push_subscription (
  endpoint text collate "C" primary key,
  user_id text collate "C" not null references identity_user (id) on delete cascade,
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null,
  -- the last notice that did not get through; null: none since the last that did
  failed_at timestamptz
);
create index push_subscription_of_user on push_subscription (user_id);
create index relation_of_contact on relation (contact_id) where ended_at is null;

-- Nobody who signs in as a patient or a contact reads these.
alter table contact_point enable row level security;
alter table push_subscription enable row level security;
