import type { Instant } from '../../rules/model/time.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** Somebody comes on duty with a unit; with another one before, they leave that. Throws Refusal where the unit is not in use. */
export async function comeOnDuty(tx: Write, userId: string, unitId: string, untilAt: Instant): Promise<void> {
  const { rowCount } = await tx.db.query('select from response_unit where id = $1 and retired_at is null', [unitId]);
  if (rowCount === 0) throw new Refusal('invalid', 'unitId', 'there is no such unit');
  if (untilAt <= tx.at) throw new Refusal('invalid', 'untilAt', 'must be later than now');
  const staying = await tx.db.query(
    'update response_duty set until_at = $3 where user_id = $1 and unit_id = $2 and ended_at is null and until_at > $4',
    [userId, unitId, new Date(untilAt), new Date(tx.at)],
  );
  if (staying.rowCount === 0) {
    await endDuty(tx, userId);
    await tx.db.query('insert into response_duty (unit_id, user_id, from_at, until_at) values ($1, $2, $3, $4)', [
      unitId,
      userId,
      new Date(tx.at),
      new Date(untilAt),
    ]);
  }
  await tx.audit('response-duty.on', unitId);
}

/** Somebody goes off duty. */
export async function goOffDuty(tx: Write, userId: string): Promise<void> {
  await endDuty(tx, userId);
  await tx.audit('response-duty.off', userId);
}

async function endDuty(tx: Write, userId: string): Promise<void> {
  await tx.db.query('update response_duty set ended_at = least(until_at, $2) where user_id = $1 and ended_at is null', [
    userId,
    new Date(tx.at),
  ]);
}

/** With which unit somebody is on duty at `at`; null: with none. */
export async function unitOnDuty(db: Db, userId: string, at: Instant): Promise<string | null> {
  const { rows } = await db.query<{ unitId: string }>(
    'select unit_id as "unitId" from response_duty where user_id = $1 and ended_at is null and until_at > $2',
    [userId, new Date(at)],
  );
  return rows[0]?.unitId ?? null;
}

/** Ends the turns that are over by the clock; gives how many. */
export async function endTurns(db: Db, at: Instant): Promise<number> {
  const { rowCount } = await db.query('update response_duty set ended_at = until_at where ended_at is null and until_at <= $1', [
    new Date(at),
  ]);
  return rowCount ?? 0;
}

/** When the next turn of duty is over; null: nobody is on duty. */
export async function nextTurnEnd(db: Db): Promise<Instant | null> {
  const { rows } = await db.query<{ at: Instant | null }>('select min(until_at) as at from response_duty where ended_at is null');
  return rows[0]!.at;
}

/**
 * With which unit somebody was, or is, on duty: the one that holds the job or is asked for it, where they have been with it since the job began;
 * else the last one; null: none since then. What a telephone kept while it was offline may come after the turn.
 */
export async function unitOf(
  db: Db,
  userId: string,
  job: { readonly requestedAt: Instant; readonly unitIds: readonly string[] },
): Promise<string | null> {
  const { rows } = await db.query<{ unitId: string }>(
    `select unit_id as "unitId" from response_duty where user_id = $1 and coalesce(ended_at, until_at) > $2
      order by unit_id = any($3) desc, from_at desc limit 1`,
    [userId, new Date(job.requestedAt), job.unitIds],
  );
  return rows[0]?.unitId ?? null;
}

/** Who is on duty with a unit at `at`. */
export async function crewOf(
  db: Db,
  unitId: string,
  at: Instant,
): Promise<{ readonly id: string; readonly name: string; readonly email: string }[]> {
  const { rows } = await db.query<{ id: string; name: string; email: string }>(
    `select u.id, u.name, u.email from response_duty d join identity_user u on u.id = d.user_id
      where d.unit_id = $1 and d.ended_at is null and d.from_at <= $2 and d.until_at > $2 order by d.from_at, u.id`,
    [unitId, new Date(at)],
  );
  return rows;
}
