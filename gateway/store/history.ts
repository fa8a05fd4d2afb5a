import type pg from 'pg';
import type { LogEntry } from '../../rules/engine/replay.ts';
import { judgedAt, placeAt } from '../../rules/engine/sequence.ts';
import type { DirectoryInput, PatientInput } from '../../rules/model/input.ts';
import type { Observation, ObservationDetail } from '../../rules/model/observation.ts';
import { day, type Instant } from '../../rules/model/time.ts';

const fetchSize = 10_000;
/** Values that are read once: doors and movements say the same again and again. */
const valuesKept = 1_000;
/** A reading this much older than its judgement is found only if its device's clock stands in the year 2000, where reset clocks begin. */
const oldestMs = 31 * day;
/** Stretches in which nobody could be seen are remembered for so long. */
const blindMs = 35 * day;
/** A device clock further ahead than this is refused at the edge. */
const aheadMs = 2 * day;
const resetClocksBefore = Date.UTC(2001, 0, 1);

/** What was agreed with one person, and all else of the journal that concerns them, between two instants. */
export interface PersonJournal {
  /** In the order of judgement; begins with the agreement and the teams that were in force at the start, as of the start. */
  readonly entries: readonly (LogEntry & { readonly seq: number })[];
  /** When the first agreement of all was judged; null: never. */
  readonly knownFromAt: Instant | null;
}

type JournalRow = { readonly seq: number; readonly patient_id: string | null; readonly input: PatientInput | DirectoryInput };

/** Reads one person's journal of `fromAt` to `toAt` (exclusive) without deadlines. */
export async function readJournal(client: pg.ClientBase, patientId: string, fromAt: Instant, toAt: Instant): Promise<PersonJournal> {
  const from = placeAt(fromAt);
  const columns = `select seq, patient_id, input from journal`;
  const before = `seq < $2 and type <> 'deadline' order by seq desc limit 1`;
  const within = `seq >= $2 and seq < $3 and type <> 'deadline' order by seq`;
  const ask = async (text: string, values: unknown[]) => (await client.query<JournalRow>(text, values)).rows;
  const agreed = await ask(`${columns} where patient_id = $1 and type = 'context' and ${before}`, [patientId, from]);
  const teams = await ask(`${columns} where patient_id is null and type = $1 and ${before}`, ['directory', from]);
  const blind = await ask(
    `${columns} where patient_id is null and type <> 'directory' and type <> 'deadline' and seq >= $1 and seq < $2 order by seq`,
    [placeAt(fromAt - blindMs), from],
  );
  const later = await ask(`${columns} where (patient_id = $1 or patient_id is null) and ${within}`, [patientId, from, placeAt(toAt)]);
  const first = await client.query<{ seq: number }>(
    `select seq from journal where patient_id = $1 and type = 'context' and type <> 'deadline' order by seq limit 1`,
    [patientId],
  );
  const atStart = [...teams, ...agreed].map((row) => ({ ...row, seq: from, input: { ...row.input, at: fromAt } }));
  const knownFrom = first.rows[0]?.seq;
  return { entries: [...blind, ...atStart, ...later].map(entryOf), knownFromAt: knownFrom === undefined ? null : judgedAt(knownFrom) };
}

/** What has no patient reaches everybody, and is called what its input is called. */
function entryOf({ seq, patient_id, input }: JournalRow): LogEntry & { readonly seq: number } {
  if (patient_id === null) return { type: input.type, seq, input } as LogEntry & { readonly seq: number };
  return { type: 'input', seq, patientId: patient_id, input: input as PatientInput };
}

export interface ReadingsQuery {
  readonly patientId: string;
  readonly homeIds: readonly string[];
  /** Devices that were agreed; those of the homes are asked as well. */
  readonly deviceIds: readonly string[];
  /** When they were judged; `toAt` is exclusive. */
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** Between the parts of a line; the key, which may hold anything, comes last. */
const separator = '\u001f';

/** Milliseconds as a number. */
const ms = (column: string) => `(date_part('epoch', ${column}) * 1000)::bigint`;

/** One text a reading: decoding nine columns of a hundred thousand rows costs more than judging them. */
const readingsOf = (observed: string) => `
  select o.seq, concat_ws(e'\\x1f', o.seq, o.source, o.kind, ${ms('o.observed_at')}, ${ms('o.received_at')}, o.provenance, o.snapshot, o.value,
      coalesce(o.detail::text, ''), o.key)
    from unnest($1::text[]) as s (id) cross join lateral (
      select * from observation where source = s.id and seq >= $2 and seq < $3 and ${observed}
    ) o
   where o.patient_id = $4 or (o.patient_id is null and o.home_id = any($5))`;

/** The readings that concern one person, in the order of judgement, in pages. Run it in `seeingOneState`, one at a time. */
export async function* readReadings(
  client: pg.ClientBase,
  query: ReadingsQuery,
): AsyncGenerator<readonly (LogEntry & { type: 'reading' })[]> {
  const { patientId, homeIds, fromAt, toAt } = query;
  const { rows: devices } = await client.query<{ id: string }>('select id from device where home_id = any($1)', [homeIds]);
  const sources = new Set([...query.deviceIds, ...devices.map(({ id }) => id), `person:${patientId}`]);
  // A year of one person is sorted in memory.
  await client.query(`set local work_mem = '64MB'`);
  await client.query(
    `declare readings no scroll cursor for ${readingsOf(`observed_at >= $6 and observed_at < $7`)}
     union all ${readingsOf(`observed_at < least($6, $8)`)} order by 1`,
    [
      [...sources],
      placeAt(fromAt),
      placeAt(toAt),
      patientId,
      homeIds,
      new Date(fromAt - oldestMs),
      new Date(toAt + aheadMs),
      new Date(resetClocksBefore),
    ],
  );
  const fetch = () => {
    const page = client.query<[number, string]>({ text: `fetch ${fetchSize} from readings`, rowMode: 'array' });
    // Whoever stops reading in the middle does not wait for the page that is on its way.
    page.catch(() => undefined);
    return page;
  };
  const values = new Map<string, Observation['value']>();
  for (let next = fetch(); ; ) {
    const { rows } = await next;
    const isLast = rows.length < fetchSize;
    // The database works while these are judged.
    if (!isLast) next = fetch();
    yield rows.map(([, line]) => readingOf(line, query, values));
    if (isLast) break;
  }
  await client.query('close readings');
}

/** A reading of the home concerns everybody who lives there, and so this person: it is handed on as theirs alone. */
function readingOf(
  line: string,
  { patientId, homeIds }: ReadingsQuery,
  values: Map<string, Observation['value']>,
): LogEntry & { type: 'reading' } {
  const [place, source, kind, observed, received, provenance, snapshot, text, detail, ...key] = line.split(separator) as [
    ...[string, string, string, string, string, string, string, string, string],
    ...string[],
  ];
  let value = values.get(text);
  if (value === undefined) {
    value = JSON.parse(text) as Observation['value'];
    if (values.size < valuesKept) values.set(text, value);
  }
  const observation: Observation = {
    source,
    key: key.join(separator),
    kind: kind as Observation['kind'],
    value,
    observedAt: Number(observed),
    receivedAt: Number(received),
    provenance: provenance as Observation['provenance'],
    snapshot: snapshot === 't',
    ...(detail !== '' && { detail: JSON.parse(detail) as ObservationDetail }),
  };
  const seq = Number(place);
  return { type: 'reading', seq, at: judgedAt(seq), homeId: homeIds[0] ?? '', patientId, observation };
}
