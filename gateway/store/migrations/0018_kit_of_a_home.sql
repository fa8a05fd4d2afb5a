-- Up Migration

-- Found behind a hub and none of this home's: a neighbour's sensor, say. Who said so, when and why; nothing that it says is kept.
alter table hub_child add column ignored_at timestamptz;
alter table hub_child add column ignored_by text;
alter table hub_child add column ignored_reason text;
alter table hub_child add check (num_nulls(ignored_at, ignored_by, ignored_reason) in (0, 3));

-- A code is known by its hash only; people name it by this number, which tells nothing of it.
alter table claim_code add column id bigint generated always as identity unique;
alter table claim_code add column withdrawn_at timestamptz;
create index claim_code_home on claim_code (home_id, expires_at desc);
