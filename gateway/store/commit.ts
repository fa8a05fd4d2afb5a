import type pg from 'pg';
import type { CommitRows } from './commit-rows.ts';
import { insertStateBatch, packed } from './scenario-states.ts';

/**
 * A reading that was taken for new is in the database already: nothing was stored. The lane looks again and judges without it.
 */
export class AlreadyStored extends Error {
  constructor() {
    super('a reading of the batch is stored already');
  }
}

/**
 * Columns go in as one text each, split by the record separator in the server: JSON and our ids never contain it, nothing has
 * to be escaped.
 */
const separator = '\u001e';
const text = (values: readonly string[]) => values.join(separator);
const numbers = (values: readonly (number | null)[]) => `{${values.map((value) => value ?? 'NULL').join(',')}}`;
const split = (n: number) => `string_to_table($${n}, e'\\x1e')`;
const instant = (column: string) => `to_timestamp(${column} / 1000.0)`;

const observationInsert = {
  name: 'insert-observations',
  text: `insert into observation (source, observed_at, key, kind, value, received_at, patient_id, home_id, provenance, snapshot, seq, detail)
    select source, ${instant('observed')}, key, kind, value::json, ${instant('received')}, nullif(patient, ''), home, provenance, snapshot::boolean, seq,
      nullif(detail, '')::json
    from rows from (${split(1)}, unnest($2::bigint[]), ${split(3)}, ${split(4)}, ${split(5)}, unnest($6::bigint[]), ${split(7)}, ${split(8)},
      ${split(9)}, ${split(10)}, unnest($11::bigint[]), ${split(12)})
      as r (source, observed, key, kind, value, received, patient, home, provenance, snapshot, seq, detail)`,
};

/** The same and the batch's own row in one statement, which is a transaction by itself: one round trip instead of four. */
const plainBatch = {
  name: 'plain-batch',
  text: `with readings as (${observationInsert.text}) insert into state_batch (seq, lane, batch, changes) values ($13, $14, $15, $16)`,
};

const insertIds = {
  name: 'insert-observation-ids',
  text: `insert into observation_id (source, key, received_at)
    select source, key, ${instant('received')} from rows from (${split(1)}, ${split(2)}, unnest($3::bigint[])) as r (source, key, received)`,
};

const upsertAlerts = `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, closed_at, wake_at, owner_until, version, state, seq)
  select id, patient_id, scenario_id, status, severity, level, ${instant('opened')}, ${instant('closed')}, ${instant('wake')}, ${instant('lease')}, version, state, seq
  from jsonb_to_recordset($1::jsonb) as r (id text, patient_id text, scenario_id text, status text, severity text, level text, opened bigint, closed bigint,
    wake bigint, lease bigint, version integer, state jsonb, seq bigint)
  on conflict (id) do update set status = excluded.status, severity = excluded.severity, level = excluded.level, closed_at = excluded.closed_at,
    wake_at = excluded.wake_at, owner_until = excluded.owner_until, version = excluded.version, state = excluded.state, seq = excluded.seq`;

const insertTimeline = `insert into alert_timeline (alert_id, n, at, type, entry, hash)
  select alert_id, n, ${instant('at')}, type, entry, hash
  from jsonb_to_recordset($1::jsonb) as r (alert_id text, n integer, at bigint, type text, entry text, hash text)`;

const insertNotifications = `insert into notification (id, alert_id, patient_id, channel_kind, severity, purpose, status, body, created_at, updated_at, seq)
  select id, alert_id, patient_id, channel_kind, severity, purpose, status, body, ${instant('created')}, ${instant('created')}, seq
  from jsonb_to_recordset($1::jsonb) as r (id text, alert_id text, patient_id text, channel_kind text, severity text, purpose text, status text,
    body jsonb, created bigint, seq bigint)
  on conflict (id) do nothing`;

/** A command that a device may still have to hear is taken back by the same transaction, so that no later process sends it again. */
const withdrawNotifications = `update notification n set status = 'suppressed', detail = r.reason
  from jsonb_to_recordset($1::jsonb) as r ("notificationId" text, reason text)
  where n.id = r."notificationId" and (n.status in ('planned', 'queued') or (n.status = 'sent' and n.channel_kind = 'mqtt'))`;

const insertTasks = `insert into task (id, kind, patient_id, alert_id, text, created_at, seq)
  select id, kind, "patientId", "alertId", text, ${instant('"createdAt"')}, seq
  from jsonb_to_recordset($1::jsonb) as r (id text, kind text, "patientId" text, "alertId" text, text text, "createdAt" bigint, seq bigint)
  on conflict (id) do nothing`;

const insertJournal = {
  name: 'insert-journal',
  text: `insert into journal (seq, patient_id, type, input)
    select seq, nullif(patient, ''), type, input::json from rows from (unnest($1::bigint[]), ${split(2)}, ${split(3)}, ${split(4)}) as r (seq, patient, type, input)
    on conflict (seq) do nothing`,
};

/**
 * Stores one batch whole or not at all. Throws AlreadyStored when a reading of it was stored before, and the driver's error otherwise.
 * `batchId` is kept with it, so that `isCommitted` (scenario-states.ts) can tell after a connection broke in the middle of COMMIT.
 */
export async function commitBatch(client: pg.Client, lane: number, batchId: string, rows: CommitRows): Promise<void> {
  try {
    if (isPlain(rows)) {
      const values = [...readingColumns(rows.observations), rows.seq, lane, batchId, packed(rows.states)];
      await client.query({ ...plainBatch, values });
      return;
    }
    await client.query('begin');
    await store(client, rows);
    await insertStateBatch(client, lane, batchId, rows.seq, rows.states);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    const { code, table } = error as { code?: string; table?: string };
    if (code === '23505' && table?.startsWith('observation')) throw new AlreadyStored();
    throw error;
  }
}

/** Readings that were stored and changed what is remembered, and nothing else: nearly every batch. */
function isPlain(rows: CommitRows): boolean {
  const others = [
    rows.unreadable,
    rows.alerts,
    rows.timeline,
    rows.notifications,
    rows.withdrawals,
    rows.tasks,
    rows.journal,
    rows.applied,
  ];
  return rows.observations.length > 0 && others.every((other) => other.length === 0) && rows.observations.every((row) => !row.timeless);
}

async function store(client: pg.Client, rows: CommitRows): Promise<void> {
  if (rows.observations.length > 0) await insertObservations(client, rows.observations);
  for (const { source, topic, payload, reason, nativeId, at } of rows.unreadable)
    await client.query(
      `insert into quarantine (source, topic, payload, reason, native_id, received_at) values ($1, $2, $3, $4, $5, ${instant('$6::bigint')})`,
      [source, topic, payload, reason, nativeId ?? null, at],
    );
  await storeDecisions(client, rows);
}

/** Stores readings that must be new, in one statement; a known one breaks a unique key. */
export async function insertObservations(client: pg.ClientBase, rows: CommitRows['observations']): Promise<void> {
  await client.query({ ...observationInsert, values: readingColumns(rows) });
  const timeless = rows.filter((row) => row.timeless);
  if (timeless.length === 0) return;
  await client.query({
    ...insertIds,
    values: [
      text(timeless.map((row) => row.observation.source)),
      text(timeless.map((row) => row.observation.key)),
      numbers(timeless.map((row) => row.observation.receivedAt)),
    ],
  });
}

function readingColumns(rows: CommitRows['observations']): string[] {
  return [
    text(rows.map((row) => row.observation.source)),
    numbers(rows.map((row) => row.observation.observedAt)),
    text(rows.map((row) => row.observation.key)),
    text(rows.map((row) => row.observation.kind)),
    text(rows.map((row) => JSON.stringify(row.observation.value))),
    numbers(rows.map((row) => row.observation.receivedAt)),
    text(rows.map((row) => row.patientId ?? '')),
    text(rows.map((row) => row.homeId)),
    text(rows.map((row) => row.observation.provenance)),
    text(rows.map((row) => (row.observation.snapshot ? 't' : 'f'))),
    numbers(rows.map((row) => row.seq)),
    text(rows.map(({ observation: { detail } }) => (detail === undefined ? '' : JSON.stringify(detail)))),
  ];
}

async function storeDecisions(client: pg.Client, rows: CommitRows): Promise<void> {
  const insert = async (sql: string, records: readonly unknown[]) => {
    if (records.length > 0) await client.query(sql, [JSON.stringify(records)]);
  };
  await insert(
    upsertAlerts,
    rows.alerts.map(({ alert, wakeAt, seq }) => ({
      id: alert.id,
      patient_id: alert.patientId,
      scenario_id: alert.scenarioId,
      status: alert.status,
      severity: alert.severity,
      level: alert.plan.steps[Math.max(0, alert.step)]?.level,
      opened: alert.openedAt,
      closed: alert.closedAt,
      wake: wakeAt,
      lease: alert.owner?.untilAt ?? null,
      version: alert.version,
      state: alert,
      seq,
    })),
  );
  await insert(
    insertTimeline,
    rows.timeline.map((row) => ({
      alert_id: row.entry.alertId,
      n: row.entry.n,
      at: row.entry.at,
      type: row.entry.type,
      entry: row.text,
      hash: row.hash,
    })),
  );
  await insert(
    insertNotifications,
    rows.notifications.map(({ notification, seq }) => ({
      id: notification.id,
      alert_id: notification.alertId,
      patient_id: notification.patientId,
      channel_kind: notification.channel.kind,
      severity: notification.severity,
      purpose: notification.purpose,
      status: notification.sendAt === null ? 'queued' : 'planned',
      body: notification,
      created: notification.createdAt,
      seq,
    })),
  );
  await insert(withdrawNotifications, rows.withdrawals);
  await insert(
    insertTasks,
    rows.tasks.map(({ task, seq }) => ({ ...task, seq })),
  );
  const { journal } = rows;
  if (journal.length > 0)
    await client.query({
      ...insertJournal,
      values: [
        numbers(journal.map((row) => row.seq)),
        text(journal.map((row) => row.patientId ?? '')),
        text(journal.map((row) => row.type)),
        text(journal.map((row) => row.input)),
      ],
    });
  if (rows.applied.length > 0)
    await client.query(
      `update patient p set applied_revision = greatest(p.applied_revision, r.revision)
       from jsonb_to_recordset($1::jsonb) as r ("patientId" text, revision integer) where p.id = r."patientId"`,
      [JSON.stringify(rows.applied)],
    );
}
