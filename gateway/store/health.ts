import type { Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

export interface AlertHealth {
  /** Not closed, with neither a deadline to come nor an owner: nobody would ever look again. */
  readonly orphans: number;
  /** Looked at later than they should have been by more than the grace. */
  readonly overdue: number;
}

/** How the alerts that are not closed stand at `now`; `graceMs` of care time is allowed for a deadline to be worked off. */
export async function alertHealth(db: Db, now: Instant, graceMs: number): Promise<AlertHealth> {
  const { rows } = await db.query<AlertHealth>(
    `select count(*) filter (where wake_at is null and (owner_until is null or owner_until <= $1)) as orphans,
            count(*) filter (where wake_at < $2) as overdue
       from alert where status <> 'closed'`,
    [new Date(now), new Date(now - graceMs)],
  );
  return rows[0]!;
}
