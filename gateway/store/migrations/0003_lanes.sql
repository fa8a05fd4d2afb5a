-- Up Migration

-- What each batch of a lane has changed in the judge's memory, as one row: [[scenario, patient, state, wake, episode, seq], …].
-- One row of some 500 kB costs a twentieth of updating three rows a reading. scenario_state follows from time to time, and the rows
-- it has caught up with are deleted; what the judge remembers is scenario_state, overlaid with these in the order of seq.
-- A row is also the proof that its batch was committed, for a lane whose connection broke during COMMIT.
create table state_batch (
  seq bigint primary key,
  lane integer not null,
  batch text not null,
  -- JSON, compressed with zstd by the gateway: PostgreSQL's own pglz would take ten times as long, and lz4 is not in every build
  changes bytea storage external not null
);
