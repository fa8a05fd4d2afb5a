-- Up Migration

-- What has an end is looked for by it: the gateway ends it at that instant.
create index contact_consent_ends on contact_consent (ends_at) where ended_at is null and ends_at is not null;
