-- Up Migration

-- The last batch that each lane has committed: how a lane whose connection broke during COMMIT knows whether it went through.
create table lane_commit (
  lane integer primary key,
  batch text not null
) with (fillfactor = 10);
