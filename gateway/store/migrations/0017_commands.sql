-- Up Migration

-- What a device has said of a command short of done: it has it, or it came too late. And who asked for it; null: an agreement did.
alter table notification
  add column answer text check (answer in ('delivered', 'expired')),
  add column asked_by text;
create index notification_of_device on notification ((body #>> '{channel,address}'), created_at) where channel_kind = 'mqtt';
create index notification_of_patient on notification (patient_id, created_at) where channel_kind = 'mqtt';

-- How the patient is spoken to: a language tag (rules/model/speech.ts), and louder for who does not hear well.
alter table patient
  add column language text not null default 'en',
  add column hard_of_hearing boolean not null default false;

-- What devices of one make and model can do with words, where that is not what their kind can do: Speech of rules/model/speech.ts.
create table device_model (
  make text not null,
  model text not null,
  speech jsonb not null,
  primary key (make, model)
);
