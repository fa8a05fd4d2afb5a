import { dropPushSubscriptions } from './push-subscriptions.ts';
import type { Write } from './write.ts';

/** Whoever signs in as this contact takes no notices any more, unless they are told of somebody else: where nothing may go, no address is kept. */
export async function dropUnneededNotices(tx: Write, contactId: string): Promise<void> {
  const { rows } = await tx.db.query<{ userId: string }>(
    `select distinct u.id as "userId" from relation r join identity_user u on u.id = r.user_id and u.role in ('contact', 'champion')
      where r.contact_id = $1 and not exists (
        select from relation other join contact c on c.id = other.contact_id
         where other.user_id = u.id and other.kind = 'contact' and other.ended_at is null and c.may_be_told)`,
    [contactId],
  );
  for (const { userId } of rows) await dropPushSubscriptions(tx, userId);
}
