import type { Notification } from '../../rules/model/effect.ts';
import type { Db } from './transaction.ts';

/** What a telephone call was about, by the id that the telephone service was given; null: we asked for no such call. */
export async function askedByCall(db: Db, callId: string): Promise<Notification | null> {
  const { rows } = await db.query<{ body: Notification }>(`select body from notification where id = $1 and channel_kind = 'voice'`, [
    callId,
  ]);
  return rows[0]?.body ?? null;
}
