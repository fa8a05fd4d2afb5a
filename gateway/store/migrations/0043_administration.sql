-- When a team stopped its work. Its rota, its turns and its notes stay as they were.
alter table team add column ended_at timestamptz;

-- The session in which a browser began to take notices: they end with it when somebody ends it, and not when it runs out unused.
-- So it refers to nothing. null: begun before this was written down.
alter table push_subscription add column session_id text collate "C";
