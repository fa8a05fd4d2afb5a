import type { AlertState } from '../../../rules/model/alert.ts';
import { day, type Instant } from '../../../rules/model/time.ts';
import type { Db } from '../transaction.ts';

export interface ShownAlert {
  readonly state: AlertState;
  readonly knownAs: string;
}

/** What is over stays in the list for so long. */
const keptMs = 7 * day;
const most = 100;
const select = 'select a.state, p.known_as as "knownAs" from alert a join patient p on p.id = a.patient_id';

/** Alerts that a user may see of these people, newest first: what is not closed, and what was closed lately. To be asked through `asPerson`. */
export async function alertsShown(db: Db, patientIds: readonly string[], at: Instant): Promise<ShownAlert[]> {
  const { rows } = await db.query<ShownAlert>(
    `${select} where a.patient_id = any($1) and (a.status <> 'closed' or a.closed_at > $2) order by a.opened_at desc, a.id limit $3`,
    [patientIds, new Date(at - keptMs), most],
  );
  return rows;
}

/** One of them; null: there is none that they may see. To be asked through `asPerson`. */
export async function alertShown(db: Db, id: string): Promise<ShownAlert | null> {
  return (await db.query<ShownAlert>(`${select} where a.id = $1`, [id])).rows[0] ?? null;
}

/** Alerts of a person that are open, whoever may see them: nothing of them is shown but that something is being looked into. */
export async function openAlertsOf(db: Db, patientId: string): Promise<AlertState[]> {
  const { rows } = await db.query<{ state: AlertState }>(`select state from alert where patient_id = $1 and status = 'open'`, [patientId]);
  return rows.map(({ state }) => state);
}
