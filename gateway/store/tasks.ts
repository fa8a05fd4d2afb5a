import type { Task } from '../../rules/model/effect.ts';
import type { Instant } from '../../rules/model/time.ts';
import { actionOfTaskDone } from './care-plan-actions.ts';
import { isOpenRecord } from './open-record.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface TaskRow extends Omit<Task, 'kind' | 'patientId'> {
  /** Those of the judge, and what the gateway finds by itself: `rota-gap` of a team, `calendar-data`, upkeep of devices and loans. */
  readonly kind: string;
  /** null: it is about a team, or about nobody. */
  readonly patientId: string | null;
  readonly patientName: string | null;
  readonly teamId: string | null;
  readonly teamName: string | null;
  /** When it matters, where that is known. */
  readonly fromAt: Instant | null;
  readonly untilAt: Instant | null;
  readonly doneAt: Instant | null;
  /** null: it is about no device. */
  readonly deviceId: string | null;
  /** Who has taken it on; null: nobody yet. */
  readonly owner: string | null;
}

/** Tasks not done first, then the newest; `doneToo` false: only those. */
export async function listTasks(db: Db, query: { readonly doneToo: boolean; readonly limit: number }): Promise<TaskRow[]> {
  const { rows } = await db.query<TaskRow>(
    `select t.id, t.kind, t.patient_id as "patientId", p.known_as || ' ' || p.family_name as "patientName", t.alert_id as "alertId",
            t.team_id as "teamId", m.name as "teamName", t.from_at as "fromAt", t.until_at as "untilAt", t.text, t.created_at as "createdAt", t.done_at as "doneAt",
            t.device_id as "deviceId", t.owner
       from task t left join patient p on p.id = t.patient_id left join team m on m.id = t.team_id where ($1 or t.done_at is null) and (t.patient_id is null or ${isOpenRecord('t.patient_id')})
      order by t.done_at is not null, t.created_at desc, t.id limit $2`,
    [query.doneToo, query.limit],
  );
  return rows;
}

/** A person says that it is mended. Saying it twice changes nothing. */
export async function finishTask(tx: Write, id: string): Promise<void> {
  const { rowCount } = await tx.db.query(
    'update task set done_by = case when done_at is null then $3 else done_by end, done_at = coalesce(done_at, $2) where id = $1',
    [id, new Date(tx.at), tx.actor],
  );
  if (rowCount === 0) throw new Refusal('not-found', 'taskId', 'there is no such task');
  await actionOfTaskDone(tx, id);
  await tx.audit('task.done', id);
}

/** Somebody takes a task on, or hands it to somebody. Throws Refusal: there is no such task that is not done. */
export async function ownTask(tx: Write, id: string, owner: string): Promise<void> {
  const { rowCount } = await tx.db.query('update task set owner = $2 where id = $1 and done_at is null', [id, owner]);
  if (rowCount === 0) throw new Refusal('not-found', 'taskId', 'there is no such task, or it is done');
  await tx.audit('task.own', id, { owner });
}
