import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type pg from 'pg';
import type { Instant } from '../../rules/model/time.ts';
import { readAhead } from './read-ahead.ts';

/** What the judge remembers of one agreement, and when (order of judgement) it last changed. */
export interface Remembered {
  readonly state: unknown;
  readonly wakeAt: Instant | null;
  readonly episode: number;
  readonly seq: number;
}

export interface StoredState extends Remembered {
  readonly scenarioId: string;
  readonly patientId: string;
}

type Change = [scenarioId: string, patientId: string, state: unknown, wakeAt: Instant | null, episode: number, seq: number];

/** The quickest level: the lane waits for it, and the rows live for seconds. */
const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Rows read at a time: 400,000 at once would be a gigabyte of text. */
const pageSize = 50_000;

/** What a batch has changed, as it stands in `state_batch.changes`. */
export function packed(states: readonly StoredState[]): Buffer {
  const changes = states.map((one): Change => [one.scenarioId, one.patientId, one.state, one.wakeAt, one.episode, one.seq]);
  return zstdCompressSync(JSON.stringify(changes), fast);
}

/** Puts what a batch has changed into its transaction, whole, as one row. */
export async function insertStateBatch(
  client: pg.ClientBase,
  lane: number,
  batch: string,
  seq: number,
  states: readonly StoredState[],
): Promise<void> {
  await client.query({
    name: 'insert-state-batch',
    text: 'insert into state_batch (seq, lane, batch, changes) values ($1, $2, $3, $4)',
    values: [seq, lane, batch, packed(states)],
  });
}

/** Whether the batch went through. */
export async function isCommitted(client: pg.ClientBase, seq: number, batch: string): Promise<boolean> {
  const { rowCount } = await client.query('select from state_batch where seq = $1 and batch = $2', [seq, batch]);
  return rowCount === 1;
}

/** What the judge remembered of every agreement, by scenario id: the table, overlaid with the batches that it has not caught up with. */
export async function loadScenarioStates(client: pg.ClientBase | pg.Pool): Promise<Map<string, Remembered>> {
  const states = new Map<string, Remembered>();
  for await (const [ids, ...rest] of readAhead<Page>((before) => readPage(client, before?.[0].at(-1) ?? ''))) {
    const [state, wakeAt, episode, seq] = rest.map((json) => JSON.parse(json) as unknown[]) as [
      unknown[],
      (Instant | null)[],
      number[],
      number[],
    ];
    for (let i = 0; i < ids.length; i++) states.set(ids[i]!, { state: state[i], wakeAt: wakeAt[i]!, episode: episode[i]!, seq: seq[i]! });
  }
  for await (const [scenarioId, , state, wakeAt, episode, seq] of batched(client, Number.MAX_SAFE_INTEGER))
    if ((states.get(scenarioId)?.seq ?? -1) < seq) states.set(scenarioId, { state, wakeAt, episode, seq });
  return states;
}

/** The scenarios, and of each column a JSON list of their values: 400,000 rows cost the driver longer than reading what is in them. */
type Page = readonly [ids: readonly string[], states: string, wakeAt: string, episodes: string, seqs: string];

/** The rows after a scenario; null when there are none. */
async function readPage(client: pg.ClientBase | pg.Pool, after: string): Promise<Page | null> {
  const [[ids, ...columns]] = (await arrays<(string | null)[]>(
    client,
    `select json_agg(scenario_id)::text, '[' || string_agg(state::text, ',') || ']',
            json_agg((date_part('epoch', wake_at) * 1000)::bigint)::text, json_agg(episode)::text, json_agg(seq)::text
       from (select * from scenario_state where scenario_id > $1 order by scenario_id limit $2) as page`,
    [after, pageSize],
  )) as [(string | null)[]];
  return ids ? ([JSON.parse(ids) as string[], ...columns] as unknown as Page) : null;
}

/** What the batches up to and including `through` say, the newest of each agreement. */
export async function batchedStates(client: pg.ClientBase | pg.Pool, through: number): Promise<StoredState[]> {
  const states = new Map<string, StoredState>();
  for await (const [scenarioId, patientId, state, wakeAt, episode, seq] of batched(client, through))
    states.set(scenarioId, { scenarioId, patientId, state, wakeAt, episode, seq });
  return [...states.values()];
}

/** In the order in which they were judged. */
async function* batched(client: pg.ClientBase | pg.Pool, through: number): AsyncGenerator<Change> {
  for (let after = 0; ; ) {
    const rows = await arrays<[number, Buffer]>(
      client,
      'select seq, changes from state_batch where seq > $1 and seq <= $2 order by seq limit 50',
      [after, through],
    );
    for (const [, changes] of rows) yield* JSON.parse(zstdDecompressSync(changes).toString()) as Change[];
    if (rows.length === 0) return;
    after = rows.at(-1)![0];
  }
}

/** Lets scenario_state catch up with these; a newer row stays. */
export async function writeScenarioStates(pool: pg.Pool, states: readonly StoredState[]): Promise<void> {
  await pool.query(
    `insert into scenario_state as s (scenario_id, patient_id, state, wake_at, episode, seq)
     select id, patient, state::json, to_timestamp(wake / 1000.0), episode, seq
     from rows from (string_to_table($1, e'\\x1e'), string_to_table($2, e'\\x1e'), string_to_table($3, e'\\x1e'), unnest($4::bigint[]), unnest($5::integer[]),
       unnest($6::bigint[])) as r (id, patient, state, wake, episode, seq)
     on conflict (scenario_id) do update set state = excluded.state, wake_at = excluded.wake_at, episode = excluded.episode, seq = excluded.seq
     where s.seq < excluded.seq`,
    [
      states.map((row) => row.scenarioId).join('\u001e'),
      states.map((row) => row.patientId).join('\u001e'),
      states.map((row) => JSON.stringify(row.state)).join('\u001e'),
      states.map((row) => row.wakeAt),
      states.map((row) => row.episode),
      states.map((row) => row.seq),
    ],
  );
}

/**
 * The batches after `from` and before `through` are in scenario_state: of one lane, or of all (null). The one of `through` stays: it
 * says how far the order of judgement has come.
 */
export async function dropStateBatches(pool: pg.Pool, lane: number | null, from: number, through: number): Promise<void> {
  await pool.query('delete from state_batch where ($1::integer is null or lane = $1) and seq > $2 and seq < $3', [lane, from, through]);
}

async function arrays<R extends unknown[]>(client: pg.ClientBase | pg.Pool, text: string, values: unknown[]): Promise<R[]> {
  return (await client.query<R>({ text, values, rowMode: 'array' })).rows;
}
