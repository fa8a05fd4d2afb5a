import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catchUpWithEarlier, StateCatchUp } from '../../gateway/pipeline/catch-up.ts';
import { lastSequence } from '../../gateway/store/engine-state.ts';
import { insertStateBatch, loadScenarioStates, type StoredState } from '../../gateway/store/scenario-states.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const log = pino({ level: 'silent' });
const clock = virtualClock();
let database: FreshDatabase;

beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

const stateOf = (scenarioId: string, seq: number, state: unknown = { at: seq }): StoredState => ({
  scenarioId,
  patientId: `pat-${scenarioId}`,
  state,
  wakeAt: null,
  episode: 0,
  seq,
});

async function commit(lane: number, seq: number, states: readonly StoredState[]): Promise<void> {
  const client = await database.pool.connect();
  await insertStateBatch(client, lane, `batch-${seq}`, seq, states);
  client.release();
}

const remembered = async () =>
  [...(await loadScenarioStates(database.pool))].map(([scenarioId, { seq }]) => `${scenarioId}@${seq}`).toSorted();
const batches = async () =>
  (await database.pool.query<{ seq: number }>('select seq from state_batch order by seq')).rows.map((row) => row.seq);

describe('scenario states after a killed process', () => {
  it('are not lost when the next process catches up with its own', async () => {
    await commit(0, 1_000, [stateOf('a', 999)]);
    const next = new StateCatchUp(0, 1_000, database.pool, clock, log);
    await commit(0, 2_000, [stateOf('b', 1_999)]);
    next.committed(2_000, [stateOf('b', 1_999)]);
    await next.close();
    expect(await remembered()).toEqual(['a@999', 'b@1999']);
  });

  it('go into the table, whichever lane they were of, and never over newer ones', async () => {
    await commit(0, 1_000, [stateOf('a', 998), stateOf('b', 999)]);
    await commit(3, 1_500, [stateOf('b', 1_499)]);
    await commit(0, 3_000, [stateOf('a', 2_999)]);
    const next = new StateCatchUp(0, 1_500, database.pool, clock, log);
    next.committed(3_000, [stateOf('a', 2_999)]);
    await next.close();
    await catchUpWithEarlier(database.pool, 1_500, log);
    const { rows } = await database.pool.query<{ id: string; seq: number }>('select scenario_id as id, seq from scenario_state order by 1');
    expect(rows).toEqual([
      { id: 'a', seq: 2_999 },
      { id: 'b', seq: 1_499 },
    ]);
    expect(await batches()).toEqual([1_500, 3_000]);
  });
});

describe('the order of judgement', () => {
  it('goes on after the last batch, also when it changed nothing and everything is caught up', async () => {
    await commit(0, 1_000, [stateOf('a', 500)]);
    await commit(0, 2_000, []);
    const catchUp = new StateCatchUp(0, 0, database.pool, clock, log);
    catchUp.committed(1_000, [stateOf('a', 500)]);
    catchUp.committed(2_000, []);
    await catchUp.close();
    expect(await batches()).toEqual([2_000]);
    expect(await lastSequence(database.pool)).toBe(2_000);
  });
});
