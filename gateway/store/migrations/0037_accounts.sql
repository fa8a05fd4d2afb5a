-- Up Migration

-- When somebody last signed in is asked for whole lists of people.
create index audit_session_begin on audit (subject, at) where action = 'session.begin';
