-- Up Migration

-- What was agreed with one person, who answered, and the teams (no person), in order: a backtest and "why not" read one person's log.
-- Deadlines, which are most of the journal, are left out: under virtual time they come by themselves.
create index journal_patient on journal (patient_id, seq) where type <> 'deadline';
