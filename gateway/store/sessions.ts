import type { Instant } from '../../rules/model/time.ts';
import type { WayIn } from '../contract/sign-in.ts';
import { dropPushOfSession, dropPushSubscriptions } from './push-subscriptions.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface SessionRow {
  readonly id: string;
  readonly way: WayIn;
  readonly startedAt: Instant;
  readonly usedAt: Instant;
  /** Unless it is used again. */
  readonly idleEndsAt: Instant;
  readonly address: string | null;
  readonly browser: string | null;
}

/** Where somebody is signed in at `wallAt`, last used first. */
export async function sessionsOf(db: Db, userId: string, wallAt: Instant): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>(
    `select id, way, created_at as "startedAt", updated_at as "usedAt", expires_at as "idleEndsAt",
            nullif(ip_address, '') as address, nullif(user_agent, '') as browser
       from identity_session where user_id = $1 and expires_at > $2 order by updated_at desc, id`,
    [userId, new Date(wallAt)],
  );
  return rows;
}

/** Ends one session of this user, and the notices of the browser that began them in it. Throws Refusal where they have none of this id. */
export async function endSession(tx: Write, userId: string, id: string): Promise<void> {
  const { rowCount } = await tx.db.query('delete from identity_session where id = $1 and user_id = $2', [id, userId]);
  if (rowCount === 0) throw new Refusal('not-found', 'id', 'there is no such session');
  await dropPushOfSession(tx, userId, id);
  tx.sessionsEnded();
  await tx.audit('session.end', userId, { session: id });
}

/** Ends all sessions of this user but `keepId`, and the notices of their browsers; null: all. */
export async function endSessions(tx: Write, userId: string, keepId: string | null = null): Promise<void> {
  await dropPushSubscriptions(tx, userId, keepId);
  const { rowCount } = await tx.db.query('delete from identity_session where user_id = $1 and id is distinct from $2', [userId, keepId]);
  if (rowCount === 0) return;
  tx.sessionsEnded();
  await tx.audit('session.end-all', userId, { sessions: rowCount });
}

export interface FactorsRow {
  readonly hasPassword: boolean;
  readonly hasApp: boolean;
  readonly passkeys: readonly { readonly id: string; readonly name: string | null; readonly createdAt: Instant | null }[];
}

/** By what somebody can sign in. */
export async function factorsOf(db: Db, userId: string): Promise<FactorsRow> {
  const { rows } = await db.query<Omit<FactorsRow, 'passkeys'>>(
    `select two_factor_enabled as "hasApp",
            exists (select from identity_account a where a.user_id = u.id and a.password is not null) as "hasPassword"
       from identity_user u where id = $1`,
    [userId],
  );
  const passkeys = await db.query<FactorsRow['passkeys'][number]>(
    'select id, name, created_at as "createdAt" from identity_passkey where user_id = $1 order by created_at, id',
    [userId],
  );
  return { ...rows[0]!, passkeys: passkeys.rows };
}

/** Takes every second factor from somebody who has lost theirs, and signs them out: their password alone lets them in to set up another. */
export async function resetFactors(tx: Write, userId: string): Promise<void> {
  const { rowCount } = await tx.db.query('update identity_user set two_factor_enabled = false where id = $1', [userId]);
  if (rowCount === 0) throw new Refusal('not-found', 'id', 'there is no such user');
  await dropFactors(tx, userId);
  await endSessions(tx, userId);
  await tx.audit('user.factors-reset', userId);
}

/** Nothing of theirs opens a session any more. */
export async function dropFactors(tx: Write, userId: string): Promise<void> {
  await tx.db.query('delete from identity_two_factor where user_id = $1', [userId]);
  await tx.db.query('delete from identity_passkey where user_id = $1', [userId]);
}
