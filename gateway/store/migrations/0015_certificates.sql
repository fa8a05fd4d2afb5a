-- Up Migration

-- SHA-256 of the certificate (DER) that a machine may show in place of its secret. One certificate, one machine.
alter table device add column certificate_sha256 bytea check (length(certificate_sha256) = 32);
create unique index device_certificate on device (certificate_sha256) where revoked_at is null;
