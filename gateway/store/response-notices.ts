import type { Notification } from '../../rules/model/effect.ts';
import type { Db } from './transaction.ts';

/**
 * Stores messages about a visit for the outbox, each once. Nothing judged them: their place in the order of judgement is 0, so that a replay
 * does not look for the decision.
 */
export async function addNotices(db: Db, notices: readonly Notification[]): Promise<void> {
  for (const notice of notices)
    await db.query(
      `insert into notification (id, alert_id, patient_id, channel_kind, severity, purpose, status, body, created_at, updated_at, seq)
       values ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $8, 0) on conflict (id) do nothing`,
      [
        notice.id,
        notice.alertId,
        notice.patientId,
        notice.channel.kind,
        notice.severity,
        notice.purpose,
        JSON.stringify(notice),
        new Date(notice.createdAt),
      ],
    );
}

/**
 * What begins with this and has not gone out, or waits for another try, is not sent any more. Gives the ids of all that had not come to their end:
 * a try that is under way is to be the last.
 */
export async function takeBackNotices(db: Db, beginning: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `with taken_back as (
       update notification set status = 'suppressed', detail = 'no longer asked', next_try_at = null
        where starts_with(id, $1) and (status in ('planned', 'queued') or (status = 'sending' and next_try_at is not null)))
     select id from notification where starts_with(id, $1) and status in ('planned', 'queued', 'sending')`,
    [beginning],
  );
  return rows.map(({ id }) => id);
}
