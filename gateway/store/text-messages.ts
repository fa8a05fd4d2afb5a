import type { Notification } from '../../rules/model/effect.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

/** What was asked of this number by text message since `fromAt` about alerts that are not closed, newest first. */
export async function askedByText(db: Db, number: string, fromAt: Instant): Promise<Notification[]> {
  const { rows } = await db.query<{ body: Notification }>(
    `select n.body from notification n join alert a on a.id = n.alert_id
      where n.channel_kind = 'sms' and n.body -> 'channel' ->> 'address' = $1 and n.created_at >= to_timestamp($2 / 1000.0)
        and n.purpose <> 'resolved' and n.status in ('sending', 'sent', 'delivered', 'confirmed', 'failed') and a.status <> 'closed'
      order by n.created_at desc, n.id desc limit 50`,
    [number, fromAt],
  );
  return rows.map(({ body }) => body);
}
