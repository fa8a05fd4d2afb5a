-- Up Migration

-- Which message of several this one went out with, and when (care clock): nobody gets more than one such message an hour, restart or not.
alter table notification
  add column bundle text,
  add column bundled_at timestamptz;
create index notification_bundled on notification (bundled_at) where bundled_at is not null;

-- Suggestions of one week to change an agreement: computed once, then only dismissed. The id is week, kind and agreement.
create table suggestion (
  id text collate "C" primary key,
  -- Monday of the ISO week, of which the weeks before are counted
  week date not null,
  kind text not null,
  patient_id text collate "C" not null references patient (id),
  scenario_id text collate "C" not null,
  text text not null,
  -- the counts behind the sentence
  counts jsonb not null,
  dismissed_at timestamptz,
  dismissed_by text,
  dismiss_reason text
);
create index suggestion_of_week on suggestion (week);

-- Weeks that have been looked at, also where nothing was found.
create table suggestion_week (
  week date primary key,
  made_at timestamptz not null
);

create index alert_opened on alert (opened_at);
