-- Exercises that were played in training; their homes are simulated and are taken down afterwards.
create table training_run (
  id text primary key,
  exercise_id text not null,
  home_id text not null,
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz,
  fault text
);
