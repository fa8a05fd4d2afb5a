import type { Instant } from '../../rules/model/time.ts';
import { chasePlansOf } from './care-plan-tasks.ts';
import { activeCarePlan } from './care-plans.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface ActionDone {
  readonly actionId: string;
  readonly at: Instant;
  readonly by: string;
}

/** Which actions of somebody's plans are done. */
export async function actionsDone(db: Db, patientId: string): Promise<ActionDone[]> {
  const { rows } = await db.query<ActionDone>(
    `select d.action_id as "actionId", d.done_at as at, coalesce(u.name, d.done_by) as by
       from care_plan_action_done d left join identity_user u on d.done_by = 'user:' || u.id
      where d.patient_id = $1 order by d.done_at, d.action_id`,
    [patientId],
  );
  return rows;
}

/** Says that an action of the plan in force is done, which ends its task, or takes that back. */
export async function markAction(tx: Write, patientId: string, actionId: string, done: boolean): Promise<void> {
  const plan = await activeCarePlan(tx.db, patientId);
  if (!plan?.sections.actions.some(({ id }) => id === actionId))
    throw new Refusal('not-found', 'actionId', 'there is no such action in the plan in force');
  if (done)
    await tx.db.query(
      `insert into care_plan_action_done (patient_id, action_id, done_at, done_by) values ($1, $2, $3, $4) on conflict do nothing`,
      [patientId, actionId, new Date(tx.at), tx.actor],
    );
  else await tx.db.query('delete from care_plan_action_done where patient_id = $1 and action_id = $2', [patientId, actionId]);
  await chasePlansOf(tx.db, patientId, tx.at);
  await tx.audit(done ? 'plan.action-done' : 'plan.action-not-done', patientId, { patientId, actionId });
}

/** Whoever ticks off the task of an action has done the action. Any other task is left alone. */
export async function actionOfTaskDone(tx: Write, taskId: string): Promise<void> {
  await tx.db.query(
    `insert into care_plan_action_done (patient_id, action_id, done_at, done_by)
     select patient_id, split_part(id, '/', 2), $2, $3 from task where id = $1 and kind = 'plan-action' on conflict do nothing`,
    [taskId, new Date(tx.at), tx.actor],
  );
}
