import { type Instant, minute } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

/** Wrong passwords within the window after which none is taken for a while. */
export const allowedFailures = 10;
const windowMs = 15 * minute;
const firstLockMs = 15 * minute;
/** Each lock is twice the one before, since the last sign-in, and none longer than this. */
const longestLockMs = 24 * 60 * minute;

/** A password that is about to be tried. */
export interface Attempt {
  /** This was the last one that is allowed: if it is wrong, none is taken for so long; null: more are allowed. */
  readonly locksForMs: number | null;
}

/**
 * Counts a password before it is tried, so that many at once are not more than many one after another. null: none is taken now.
 * `wallAt`: wall clock.
 */
export async function beginAttempt(db: Db, userId: string, wallAt: Instant): Promise<Attempt | null> {
  const { rows } = await db.query<{ lockedUntil: Instant | null }>(
    `insert into identity_lockout as l (user_id, failures, counting_from) values ($1, 1, to_timestamp($2 / 1000.0))
     on conflict (user_id) do update
        set (failures, counting_from, locks, locked_until) = (
          select n.failures, n.counting_from, l.locks + (n.failures >= $3)::int,
                 case when n.failures >= $3
                      then to_timestamp(($2 + least($5 * power(2, least(l.locks, 20)), $6)) / 1000.0) end
            from (select case when anew then 1 else l.failures + 1 end as failures,
                         case when anew then to_timestamp($2 / 1000.0) else l.counting_from end as counting_from
                    from (select l.locked_until is not null or l.counting_from <= to_timestamp(($2 - $4) / 1000.0)) as a (anew)) as n)
      where l.locked_until is null or l.locked_until <= to_timestamp($2 / 1000.0)
     returning l.locked_until as "lockedUntil"`,
    [userId, wallAt, allowedFailures, windowMs, firstLockMs, longestLockMs],
  );
  if (!rows[0]) return null;
  const { lockedUntil } = rows[0];
  return { locksForMs: lockedUntil === null ? null : lockedUntil - wallAt };
}

/** They have signed in, or have proved otherwise who they are: wrong passwords are forgotten. */
export async function forgetFailures(db: Db, userId: string): Promise<void> {
  await db.query('delete from identity_lockout where user_id = $1', [userId]);
}
