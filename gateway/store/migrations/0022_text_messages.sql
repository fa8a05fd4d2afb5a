-- Up Migration

-- Whom a reply by text message answers: what was sent to this number lately.
create index notification_by_text on notification ((body -> 'channel' ->> 'address'), created_at) where channel_kind = 'sms';
