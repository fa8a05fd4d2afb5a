import type { AlertState } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { Instant } from '../../rules/model/time.ts';
import { isOpenRecord } from './open-record.ts';
import type { Db } from './transaction.ts';

export interface AlertRow {
  readonly state: AlertState;
  readonly patientName: string;
  readonly localityName: string | null;
  readonly localityId: string | null;
  readonly homeId: string;
}

export interface NotificationRow {
  readonly body: Notification;
  readonly status: 'planned' | 'queued' | 'sending' | 'sent' | 'delivered' | 'confirmed' | 'failed' | 'suppressed';
  readonly detail: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

const select = `
  select a.state, p.known_as || ' ' || p.family_name as "patientName", l.name as "localityName", l.id as "localityId", h.id as "homeId"
    from alert a join patient p on p.id = a.patient_id join home h on h.id = p.home_id left join locality l on l.id = h.locality_id`;

/** Alerts in these states, newest first. */
export async function alertsByStatus(db: Db, statuses: readonly AlertState['status'][], limit: number): Promise<AlertRow[]> {
  // Written out for the partial index on what is not closed.
  const open = statuses.includes('closed') ? '' : `a.status <> 'closed' and`;
  const { rows } = await db.query<AlertRow>(
    `${select} where ${open} a.status = any($1) and ${isOpenRecord('a.patient_id')} order by a.opened_at desc, a.id limit $2`,
    [statuses, limit],
  );
  return rows;
}

/** All alerts of a patient, newest first. */
export async function alertsOfPatient(db: Db, patientId: string, limit: number): Promise<AlertRow[]> {
  return (await db.query<AlertRow>(`${select} where a.patient_id = $1 order by a.opened_at desc, a.id limit $2`, [patientId, limit])).rows;
}

export async function alertById(db: Db, id: string): Promise<AlertRow | null> {
  return (await db.query<AlertRow>(`${select} where a.id = $1`, [id])).rows[0] ?? null;
}

/** Those of these that there are. */
export async function alertsById(db: Db, ids: readonly string[]): Promise<AlertRow[]> {
  return (await db.query<AlertRow>(`${select} where a.id = any($1)`, [ids])).rows;
}

/** The alert of an agreement that was not closed at an instant, or else the last one that was by then; null: there was none. */
export async function alertOfScenarioAt(db: Db, patientId: string, scenarioId: string, at: Instant): Promise<AlertState | null> {
  const { rows } = await db.query<{ state: AlertState }>(
    `select state from alert where patient_id = $1 and opened_at <= $3 and scenario_id = $2
      order by closed_at is null or closed_at > $3 desc, opened_at desc limit 1`,
    [patientId, scenarioId, new Date(at)],
  );
  return rows[0]?.state ?? null;
}

/** Every attempt to reach someone about an alert, in order. */
export async function notificationsOfAlert(db: Db, alertId: string): Promise<NotificationRow[]> {
  const { rows } = await db.query<NotificationRow>(
    `select body, status, detail, created_at as "createdAt", updated_at as "updatedAt" from notification
      where alert_id = $1 order by created_at, seq, id`,
    [alertId],
  );
  return rows;
}
