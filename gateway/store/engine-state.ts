import type pg from 'pg';
import type { AlertState } from '../../rules/model/alert.ts';

/** Every alert that is not closed, with the newest hash of its timeline. */
export async function loadOpenAlerts(pool: pg.Pool): Promise<{ readonly alert: AlertState; readonly head: string }[]> {
  const { rows } = await pool.query<{ alert: AlertState; head: string }>(
    `select a.state as alert, coalesce((select t.hash from alert_timeline t where t.alert_id = a.id order by t.n desc limit 1), '') as head
     from alert a where a.status <> 'closed' order by a.opened_at, a.id`,
  );
  return rows;
}

/** The highest place in the order of judgement that is stored; 0 in an empty database. */
export async function lastSequence(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ seq: number }>(
    `select greatest(coalesce((select max(seq) from journal), 0), coalesce((select max(seq) from scenario_state), 0),
       coalesce((select max(seq) from state_batch), 0),
       coalesce((select max(seq) from alert), 0))::bigint as seq`,
  );
  return rows[0]?.seq ?? 0;
}

/** Patients whose agreement changed since the judge was told, with the revision that is in force. */
export async function patientsToTell(
  pool: pg.Pool,
  ids: readonly string[] | null,
): Promise<{ readonly id: string; readonly revision: number }[]> {
  const { rows } = await pool.query<{ id: string; revision: number }>(
    'select id, revision from patient where revision > applied_revision and ($1::text[] is null or id = any($1)) order by id',
    [ids],
  );
  return rows;
}

/** The judge is to be told of these patients as if something agreed had changed. */
export async function tellAgain(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  await pool.query('update patient set revision = revision + 1 where id = any($1)', [ids]);
}

/** The revision of teams and rotas when the judge has not been told of it; null when it has. */
export async function directoryToTell(pool: pg.Pool): Promise<number | null> {
  const { rows } = await pool.query<{ revision: number }>('select revision from directory_revision where revision > applied_revision');
  return rows[0]?.revision ?? null;
}

export async function directoryTold(pool: pg.Pool, revision: number): Promise<void> {
  await pool.query('update directory_revision set applied_revision = greatest(applied_revision, $1)', [revision]);
}
