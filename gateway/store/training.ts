import type { Instant } from '../../rules/model/time.ts';
import { revokeDevice } from './devices.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface RunRow {
  readonly id: string;
  readonly exerciseId: string;
  readonly homeId: string;
  readonly startedAt: Instant;
  readonly startedBy: string;
  readonly endedAt: Instant | null;
  readonly fault: string | null;
  readonly patients: readonly { readonly id: string; readonly knownAs: string }[];
}

export async function addRun(tx: Write, run: Pick<RunRow, 'id' | 'exerciseId' | 'homeId' | 'startedBy'>): Promise<void> {
  await tx.db.query('insert into training_run (id, exercise_id, home_id, started_at, started_by) values ($1, $2, $3, $4, $5)', [
    run.id,
    run.exerciseId,
    run.homeId,
    new Date(tx.at),
    run.startedBy,
  ]);
  await tx.audit('training.start', run.id, { exercise: run.exerciseId });
}

/** The last runs, newest first. */
export async function listRuns(db: Db, limit: number): Promise<RunRow[]> {
  const { rows } = await db.query<RunRow>(
    `select r.id, r.exercise_id as "exerciseId", r.home_id as "homeId", r.started_at as "startedAt", r.started_by as "startedBy",
        r.ended_at as "endedAt", r.fault,
        coalesce((select json_agg(json_build_object('id', p.id, 'knownAs', p.known_as) order by p.id)
          from patient p where p.home_id = r.home_id), '[]') as patients
      from training_run r order by r.started_at desc, r.id desc limit $1`,
    [limit],
  );
  return rows;
}

/** Ids of runs that have not ended, of an earlier process too. */
export async function openRuns(db: Db): Promise<string[]> {
  return (await db.query<{ id: string }>('select id from training_run where ended_at is null')).rows.map(({ id }) => id);
}

/** Ends a run and takes its home's devices down: nobody misses what they no longer say. `fault`: why it could not be played to its end. */
export async function endRun(tx: Write, id: string, fault: string | null): Promise<void> {
  const { rows } = await tx.db.query<{ homeId: string }>(
    'update training_run set ended_at = $2, fault = $3 where id = $1 and ended_at is null returning home_id as "homeId"',
    [id, new Date(tx.at), fault],
  );
  if (!rows[0]) return;
  const devices = await tx.db.query<{ id: string }>('select id from device where home_id = $1 and revoked_at is null', [rows[0].homeId]);
  for (const device of devices.rows) await revokeDevice(tx, device.id);
}
