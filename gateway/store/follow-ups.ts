import type { Instant } from '../../rules/model/time.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface NewFollowUp {
  readonly id: string;
  readonly patientId: string;
  readonly alertId: string;
  readonly text: string;
  /** Name of the person who sees to it; null: whoever of the team. */
  readonly owner: string | null;
  readonly teamId: string | null;
  readonly dueAt: Instant;
}

export interface FollowUpRow {
  readonly id: string;
  readonly alertId: string | null;
  readonly text: string;
  readonly owner: string | null;
  readonly teamName: string | null;
  readonly dueAt: Instant;
  readonly doneAt: Instant | null;
  readonly chasedAt: Instant | null;
}

/** Makes the task. The same one twice is one; another one with its id is refused, as is a team that is not there. */
export async function addFollowUp(tx: Write, one: NewFollowUp): Promise<void> {
  const values = [one.id, one.patientId, one.alertId, one.text, one.owner, one.teamId, new Date(one.dueAt)];
  const { rowCount } = await tx.db.query(
    `insert into task (id, kind, patient_id, alert_id, text, owner, team_id, until_at, created_at)
     values ($1, 'follow-up', $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
    [...values, new Date(tx.at)],
  );
  if (rowCount === 1) return await tx.audit('follow-up.add', one.id, { patientId: one.patientId });
  const same = await tx.db.query('select from task where id = $1 and patient_id = $2 and alert_id = $3 and text = $4', values.slice(0, 4));
  if (same.rowCount === 0) throw new Refusal('conflict', 'id', 'is taken');
}

const select = `
  select t.id, t.alert_id as "alertId", t.text, t.owner, m.name as "teamName", t.until_at as "dueAt", t.done_at as "doneAt", t.chased_at as "chasedAt"
    from task t left join team m on m.id = t.team_id where t.kind = 'follow-up'`;

/** All of an alert, what is due first comes first. */
export async function followUpsOfAlert(db: Db, alertId: string): Promise<FollowUpRow[]> {
  return (await db.query<FollowUpRow>(`${select} and t.alert_id = $1 order by t.until_at, t.id`, [alertId])).rows;
}

/** Those of a person that are not done, what is due first comes first. */
export async function openFollowUps(db: Db, patientId: string): Promise<FollowUpRow[]> {
  return (await db.query<FollowUpRow>(`${select} and t.patient_id = $1 and t.done_at is null order by t.until_at, t.id`, [patientId])).rows;
}

/** What is overdue goes back to everybody, once: nobody owns it any more, and its words say whose it was. Returns whose patients they are. */
export async function chaseFollowUps(db: Db, at: Instant): Promise<string[]> {
  const { rows } = await db.query<{ patientId: string }>(
    `update task set chased_at = $1, owner = null, text = text || coalesce(' (overdue; was for ' || owner || ')', ' (overdue)')
      where kind = 'follow-up' and done_at is null and chased_at is null and until_at <= $1 returning patient_id as "patientId"`,
    [new Date(at)],
  );
  return rows.map(({ patientId }) => patientId);
}

/** When the next one is due that has not been chased; null: none is. */
export async function nextFollowUpAt(db: Db): Promise<Instant | null> {
  const { rows } = await db.query<{ at: Instant | null }>(
    `select min(until_at) as at from task where kind = 'follow-up' and done_at is null and chased_at is null`,
  );
  return rows[0]!.at;
}
