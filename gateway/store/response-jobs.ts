import type { Instant } from '../../rules/model/time.ts';
import type { JobEffect } from '../../rules/response/draft.ts';
import { type Job, jobWakeAt } from '../../rules/response/job.ts';
import { isOpenRecord } from './open-record.ts';
import type { Db } from './transaction.ts';

/** Decisions about jobs are taken one after another, whoever takes them: a unit has one job. */
const decisionLock = 4_715_034;

/** Waits for its turn; it ends with the transaction. */
export async function takeTurn(db: Db): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1)', [decisionLock]);
}

/** Writes a job as it is now, with its offers. */
export async function saveJob(db: Db, job: Job): Promise<void> {
  const wakeAt = jobWakeAt(job);
  await db.query(
    `insert into response_job (id, alert_id, patient_id, state, unit_id, urgency, requested_at, ended_at, wake_at, version, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (id) do update set state = excluded.state, unit_id = excluded.unit_id, ended_at = excluded.ended_at, wake_at = excluded.wake_at,
       version = excluded.version, body = excluded.body`,
    [
      job.id,
      job.alertId,
      job.patientId,
      job.state,
      job.unit?.id ?? null,
      job.urgency,
      new Date(job.requestedAt),
      job.endedAt === null ? null : new Date(job.endedAt),
      wakeAt === null ? null : new Date(wakeAt),
      job.version,
      JSON.stringify(job),
    ],
  );
  const offers = job.offers.map((offer, i) => ({ ...offer, n: i + 1 }));
  // Answered ones first: a unit has one open offer.
  await db.query(
    `insert into response_offer (job_id, n, unit_id, offered_at, until_at, answer, reason)
     select $1, n, "unitId", to_timestamp("offeredAt" / 1000.0), to_timestamp("untilAt" / 1000.0), answer, reason
       from jsonb_to_recordset($2::jsonb) as o (n int, "unitId" text, "offeredAt" float8, "untilAt" float8, answer text, reason text)
      order by answer is null, n
     on conflict (job_id, n) do update set answer = excluded.answer, reason = excluded.reason`,
    [job.id, JSON.stringify(offers)],
  );
}

/** Keeps what a crew said, once for each id; the job must be stored. */
export async function addReport(db: Db, job: Job, eventId: string): Promise<void> {
  const report = job.reports.find(({ event }) => event.id === eventId);
  if (!report) return;
  const { event, receivedAt, unitId, by } = report;
  await db.query(
    `insert into response_event (id, job_id, unit_id, user_id, type, at, received_at, body) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do nothing`,
    [event.id, job.id, unitId, by.id, event.type, new Date(event.at), new Date(receivedAt), JSON.stringify(event)],
  );
}

/** Of which job an event is known; null: it is new. */
export async function jobOfEvent(db: Db, eventId: string): Promise<string | null> {
  const { rows } = await db.query<{ jobId: string }>('select job_id as "jobId" from response_event where id = $1', [eventId]);
  return rows[0]?.jobId ?? null;
}

const bodies = (rows: readonly { readonly body: Job }[]) => rows.map(({ body }) => body);

/** null: there is none. */
export async function jobById(db: Db, id: string): Promise<Job | null> {
  return (await db.query<{ body: Job }>('select body from response_job where id = $1', [id])).rows[0]?.body ?? null;
}

/** Every job that is not over, oldest first. */
export async function openJobs(db: Db): Promise<Job[]> {
  return bodies((await db.query<{ body: Job }>('select body from response_job where ended_at is null order by requested_at, id')).rows);
}

/** Jobs in these states, newest first, but those to people whose record is closed. */
export async function jobsInStates(db: Db, states: readonly Job['state'][], limit: number): Promise<Job[]> {
  const { rows } = await db.query<{ body: Job }>(
    `select body from response_job j where state = any($1) and ${isOpenRecord('j.patient_id')} order by requested_at desc, id limit $2`,
    [states, limit],
  );
  return bodies(rows);
}

/** The newest jobs of one alert or of one patient, those that are over too, newest first. */
export async function latestJobs(db: Db, of: { readonly alertId: string } | { readonly patientId: string }, limit: number): Promise<Job[]> {
  const [alertId, patientId] = 'alertId' in of ? [of.alertId, null] : [null, of.patientId];
  const { rows } = await db.query<{ body: Job }>(
    'select body from response_job where alert_id = $1 or patient_id = $2 order by requested_at desc, id limit $3',
    [alertId, patientId, limit],
  );
  return bodies(rows);
}

/** Jobs that are offered to this unit, in its hands, or were ended by it after `since` and the record is not closed. */
export async function jobsOfUnit(db: Db, unitId: string, since: Instant): Promise<Job[]> {
  const { rows } = await db.query<{ body: Job }>(
    `select j.body from response_job j
      where (j.unit_id = $1 and (j.ended_at is null or (j.ended_at > $2 and ${isOpenRecord('j.patient_id')})))
         or (j.ended_at is null and exists (select from response_offer o where o.job_id = j.id and o.unit_id = $1 and o.answer is null))
      order by j.ended_at is not null, j.requested_at, j.id`,
    [unitId, new Date(since)],
  );
  return bodies(rows);
}

/** The job of an alert that is not over, or else the one that ended last; null: there was none. */
export async function lastJobOfAlert(db: Db, alertId: string): Promise<Job | null> {
  const { rows } = await db.query<{ body: Job }>(
    'select body from response_job where alert_id = $1 order by ended_at is not null, ended_at desc limit 1',
    [alertId],
  );
  return rows[0]?.body ?? null;
}

/** When the next open job must be looked at; null: there is none. */
export async function nextJobWake(db: Db): Promise<Instant | null> {
  const { rows } = await db.query<{ at: Instant | null }>('select min(wake_at) as at from response_job where ended_at is null');
  return rows[0]!.at;
}

export type AlertLine = Extract<JobEffect, { type: 'tell-alert' | 'close-alert' }>;
export interface WaitingLine {
  readonly n: number;
  readonly alertId: string;
  readonly line: AlertLine;
}

export async function addLines(db: Db, job: Job, lines: readonly AlertLine[]): Promise<void> {
  for (const line of lines)
    await db.query('insert into response_line (job_id, alert_id, body) values ($1, $2, $3)', [job.id, job.alertId, JSON.stringify(line)]);
}

/** Lines that the alerts have not been told, in order. */
export async function waitingLines(db: Db): Promise<WaitingLine[]> {
  const { rows } = await db.query<{ n: number; alertId: string; body: AlertLine }>(
    'select n, alert_id as "alertId", body from response_line where told_at is null order by n limit 100',
  );
  return rows.map(({ n, alertId, body }) => ({ n: Number(n), alertId, line: body }));
}

export async function lineTold(db: Db, n: number, at: Instant): Promise<void> {
  await db.query('update response_line set told_at = $2 where n = $1', [n, new Date(at)]);
}
