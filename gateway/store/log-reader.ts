import type pg from 'pg';
import type { LogEntry } from '../../rules/engine/replay.ts';
import { judgedAt } from '../../rules/engine/sequence.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { BlindInput, DirectoryInput, PatientInput } from '../../rules/model/input.ts';
import type { Observation } from '../../rules/model/observation.ts';
import type { Instant } from '../../rules/model/time.ts';
import { loadScenarioStates } from './scenario-states.ts';
import { inTransaction } from './transaction.ts';

const fetchSize = 5_000;

interface LogRow {
  readonly seq: number;
  readonly kind: string;
  readonly patient_id: string | null;
  readonly home_id: string | null;
  readonly body: Observation | PatientInput | DirectoryInput | BlindInput;
}

const logQuery = `
  select seq, 'reading' as kind, patient_id, home_id, json_build_object('source', source, 'key', key, 'kind', kind, 'value', value,
    'observedAt', (extract(epoch from observed_at) * 1000)::bigint, 'receivedAt', (extract(epoch from received_at) * 1000)::bigint,
    'provenance', provenance, 'snapshot', snapshot, 'detail', detail) as body
  from observation
  union all select seq, type, patient_id, null, input from journal
  order by seq`;

/** Runs `read` on one state of the database, whatever is written meanwhile. Rejects when the connection breaks on the way. */
export function seeingOneState<T>(pool: pg.Pool, read: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  return inTransaction(pool, 'isolation level repeatable read read only', read);
}

/** Reads the whole stored log in the order of judgement, in pieces. Run it in `seeingOneState`. */
export async function* readLog(client: pg.ClientBase): AsyncGenerator<LogEntry> {
  await client.query(`declare log no scroll cursor for ${logQuery}`);
  for (;;) {
    const { rows } = await client.query<LogRow>(`fetch ${fetchSize} from log`);
    for (const row of rows) yield entryOf(row);
    if (rows.length < fetchSize) break;
  }
  await client.query('close log');
}

function entryOf({ seq, kind, patient_id, home_id, body }: LogRow): LogEntry {
  if (kind === 'reading')
    return {
      type: 'reading',
      seq,
      at: judgedAt(seq),
      homeId: home_id!,
      patientId: patient_id,
      observation: withoutNulls(body as Observation),
    };
  if (kind === 'directory') return { type: 'directory', input: body as DirectoryInput };
  if (kind === 'blind') return { type: 'blind', input: body as BlindInput };
  return { type: 'input', seq, patientId: patient_id!, input: body as PatientInput };
}

/** SQL says null where an observation has nothing. */
function withoutNulls(observation: Observation): Observation {
  if (observation.detail !== null) return observation;
  const { detail, ...rest } = observation;
  return rest;
}

/**
 * What was decided then, to compare with: all timeline hashes, alert states, scenario states and judged notifications. `forgotten` counts the alerts
 * that nothing can be compared with, because what led to them has been kept long enough (`retention.ts`): they opened before the first input of
 * their person that is still there.
 */
export async function storedDecisions(client: pg.ClientBase) {
  const timeline = await client.query<{ alert_id: string; n: number; hash: string }>(
    'select alert_id, n, hash from alert_timeline order by alert_id, n',
  );
  const alerts = await client.query<{ id: string; patient_id: string; opened_at: Instant; state: AlertState }>(
    'select id, patient_id, opened_at, state from alert',
  );
  const firsts = await client.query<{ patient_id: string; seq: number }>(
    'select patient_id, min(seq) as seq from journal where patient_id is not null group by patient_id',
  );
  const firstAt = new Map(firsts.rows.map(({ patient_id, seq }) => [patient_id, judgedAt(seq)]));
  const forgotten = new Set(
    alerts.rows
      .filter(({ patient_id, opened_at }) => opened_at < (firstAt.get(patient_id) ?? Number.POSITIVE_INFINITY))
      .map(({ id }) => id),
  );
  const active = await client.query<{ id: string }>(`select id from scenario where status = 'active'`);
  const states = await loadScenarioStates(client);
  const notifications = await client.query<{ id: string; alert_id: string | null; body: unknown }>(
    'select id, alert_id, body from notification where seq > 0',
  );
  return {
    timeline: timeline.rows.filter(({ alert_id }) => !forgotten.has(alert_id)),
    alerts: alerts.rows.filter(({ id }) => !forgotten.has(id)),
    states: new Map(active.rows.flatMap(({ id }) => (states.has(id) ? [[id, states.get(id)!.state]] : []))),
    notifications: notifications.rows.filter(({ alert_id }) => alert_id === null || !forgotten.has(alert_id)),
    forgotten: forgotten.size,
  };
}
