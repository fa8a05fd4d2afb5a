import type pg from 'pg';
import type { Clock } from '../clock.ts';
import type { Db } from './transaction.ts';
import { type Write, write } from './write.ts';

/** Where one browser or telephone takes notices, and the keys that encrypt them (RFC 8291), base64url. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** More devices than anybody reads: the oldest give way. */
const mostOfUser = 10;

/** A browser is one person's: who subscribes last on it is the one who reads it, until the session `of` is ended. */
export async function addPushSubscription(
  tx: Write,
  of: { readonly userId: string; readonly sessionId: string },
  { endpoint, p256dh, auth }: PushSubscription,
): Promise<void> {
  const { userId, sessionId } = of;
  const { rows } = await tx.db.query<{ userId: string; unchanged: boolean }>(
    `select user_id as "userId", user_id = $2 and session_id = $3 and p256dh = $4 and auth = $5 and failed_at is null as unchanged
       from push_subscription where endpoint = $1`,
    [endpoint, userId, sessionId, p256dh, auth],
  );
  // The app asks at each of its starts.
  if (rows[0]?.unchanged) return;
  await tx.db.query(
    `insert into push_subscription (endpoint, user_id, p256dh, auth, created_at, session_id) values ($1, $2, $3, $4, $5, $6)
     on conflict (endpoint) do update set user_id = $2, p256dh = $3, auth = $4, created_at = $5, session_id = $6, failed_at = null`,
    [endpoint, userId, p256dh, auth, new Date(tx.at), sessionId],
  );
  await tx.db.query(
    `delete from push_subscription where endpoint in
       (select endpoint from push_subscription where user_id = $1 order by created_at desc, endpoint offset $2)`,
    [userId, mostOfUser],
  );
  for (const user of new Set([userId, ...rows.map((row) => row.userId)])) await followedBy(tx, user);
  await tx.audit('push.subscribe', userId);
}

/** Nothing happens when it is somebody else's, or gone already. */
export async function removePushSubscription(tx: Write, userId: string, endpoint: string): Promise<void> {
  const { rowCount } = await tx.db.query('delete from push_subscription where endpoint = $1 and user_id = $2', [endpoint, userId]);
  if (rowCount === 0) return;
  await followedBy(tx, userId);
  await tx.audit('push.unsubscribe', userId);
}

/** No browser of theirs takes notices any more, but the one that began to in the session `keepId`; null: none at all. */
export async function dropPushSubscriptions(tx: Write, userId: string, keepId: string | null = null): Promise<void> {
  const of = '$2::text is null or session_id is distinct from $2';
  await dropped(tx, userId, await tx.db.query(`delete from push_subscription where user_id = $1 and (${of})`, [userId, keepId]));
}

/** The browser of this session takes none. */
export async function dropPushOfSession(tx: Write, userId: string, sessionId: string): Promise<void> {
  await dropped(tx, userId, await tx.db.query('delete from push_subscription where user_id = $1 and session_id = $2', [userId, sessionId]));
}

async function dropped(tx: Write, userId: string, { rowCount }: { readonly rowCount: number | null }): Promise<void> {
  if (rowCount === 0) return;
  await followedBy(tx, userId);
  await tx.audit('push.unsubscribe', userId);
}

/** Whoever has this user for a contact has one way more, or less, to reach them. */
async function followedBy(tx: Write, userId: string): Promise<void> {
  const { rows } = await tx.db.query<{ patientId: string }>(
    `select distinct patient_id as "patientId" from relation where user_id = $1 and kind = 'contact' and ended_at is null`,
    [userId],
  );
  for (const { patientId } of rows) tx.patientChanged(patientId);
}

export async function pushSubscriptionsOf(db: Db, userId: string): Promise<PushSubscription[]> {
  const { rows } = await db.query<PushSubscription>(
    'select endpoint, p256dh, auth from push_subscription where user_id = $1 order by created_at, endpoint',
    [userId],
  );
  return rows;
}

/** What the channel knows and says of subscriptions. */
export interface PushSubscriptions {
  of(userId: string): Promise<readonly PushSubscription[]>;
  /** The browser has ended it. */
  gone(userId: string, endpoint: string): Promise<void>;
  /** Whether the last notice got through to its push service. */
  tried(endpoint: string, ok: boolean): Promise<void>;
}

export function createPushSubscriptions(pool: pg.Pool, clock: Pick<Clock, 'now'>): PushSubscriptions {
  return {
    of: (userId) => pushSubscriptionsOf(pool, userId),
    async gone(userId, endpoint) {
      await write(pool, { at: clock.now(), actor: 'hearthline' }, (tx) => removePushSubscription(tx, userId, endpoint));
    },
    async tried(endpoint, ok) {
      await pool.query('update push_subscription set failed_at = $2 where endpoint = $1', [endpoint, ok ? null : new Date(clock.now())]);
    },
  };
}
