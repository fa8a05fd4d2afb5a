-- Up Migration

-- Commands that a device has not answered: read once at every start, when the table may hold years of notifications.
create index notification_unanswered on notification (created_at) where status = 'sent' and channel_kind = 'mqtt';
