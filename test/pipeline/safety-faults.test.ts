import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMachineRegistry, type LiveMachineRegistry } from '../../gateway/identity/machines.ts';
import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import { followSafetyFaults } from '../../gateway/safety-faults.ts';
import { recordTest } from '../../gateway/store/device-tests.ts';
import { openRepairs } from '../../gateway/store/kit-repairs.ts';
import { allMachines, machinesById } from '../../gateway/store/machines.ts';
import { write } from '../../gateway/store/write.ts';
import type { Observation } from '../../rules/model/observation.ts';
import { hour, minute } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { liveUntil, settled, startJudge } from '../support/judge.ts';
import { patience } from '../support/patience.ts';
import { arrivalOf, type SeededHome, seedHome, seedTeams } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const startAt = Date.UTC(2026, 0, 12, 6);
const quiet = pino({ level: 'silent' });

let database: FreshDatabase;
let clock: VirtualClock;
let pipeline: Pipeline;
let machines: LiveMachineRegistry;
let home: SeededHome;
let faults: { close(): void };

const follow = () => {
  faults = followSafetyFaults({ pool: database.pool, clock, log: quiet, pipeline, machines });
};
beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(startAt);
  const { pool } = database;
  await seedTeams(pool);
  home = await seedHome(pool, 1, startAt, ['silent-device']);
  await pool.query('update device set heartbeat_seconds = 600');
  pipeline = await startJudge(database, clock);
  machines = createMachineRegistry({
    source: { all: () => allMachines(pool), byId: (ids: readonly string[]) => machinesById(pool, ids) },
    clock,
    log: quiet,
  });
  await machines.reload();
  follow();
});
afterEach(async () => {
  faults.close();
  await pipeline.close();
  await database.drop();
});

const says = async (source: string, kind: Observation['kind'], value: Observation['value'], key: string = kind) => {
  const now = clock.now();
  await new Promise((done) => pipeline.accept(arrivalOf(home, { source, kind, value, key, observedAt: now, receivedAt: now }), done));
  await settled({ database, pipeline });
};
const until = (at: number) => liveUntil(at, { database, clock, pipeline });
const open = async () =>
  (await openRepairs(database.pool)).map(({ deviceId, owner, since }) => [deviceId, owner, (since - startAt) / minute]);
const opened = (expected: unknown[]) => vi.waitFor(async () => expect(await open()).toEqual(expected), patience);
const tested = (worked: boolean) =>
  write(database.pool, { at: clock.now(), actor: 'test' }, (tx) => recordTest(tx, 'button-1', { worked, note: '' }));

describe('the fault of a safety device', () => {
  it('opens when it falls silent, with nobody yet, and is still open when it is heard again', async () => {
    await until(startAt + 31 * minute);
    await opened([['button-1', null, 30]]);
    await says('button-1', 'heartbeat', true);
    await says('fridge-1', 'heartbeat', true);
    expect(pipeline.openAlerts().map(({ status }) => status)).toEqual(['cleared']);
    expect(await open()).toEqual([['button-1', null, 30]]);
    await tested(false);
    expect(await open()).toEqual([['button-1', null, 30]]);
    await tested(true);
    expect(await open()).toEqual([]);
  });

  it('opens when it tells of a fault, and does not end with its word that it is over', async () => {
    await says('button-1', 'device-fault', 'faulty');
    await opened([['button-1', null, 0]]);
    clock.advanceBy(minute);
    await says('button-1', 'device-fault', 'recovered');
    clock.advanceBy(2 * hour);
    await until(clock.now());
    expect((await open()).filter(([id]) => id === 'button-1')).toEqual([['button-1', null, 0]]);
  });

  it('is not opened anew by what it was tested after', async () => {
    await until(startAt + 31 * minute);
    await opened([['button-1', null, 30]]);
    await tested(true);
    clock.advanceBy(2 * hour);
    await until(clock.now());
    await says('fridge-1', 'device-fault', 'faulty');
    expect(await open()).toEqual([]);
  });

  it('that came and went as the gateway ended is open after the next start', async () => {
    faults.close();
    await says('button-1', 'device-fault', 'faulty');
    clock.advanceBy(minute);
    await says('button-1', 'device-fault', 'recovered');
    follow();
    clock.advanceBy(minute);
    await opened([['button-1', null, 0]]);
  });

  it('is none where only its clock is wrong, nor of a device that nobody calls with', async () => {
    await says('button-1', 'device-fault', 'faulty', 'gateway:clock');
    await says('fridge-1', 'device-fault', 'faulty');
    clock.advanceBy(minute);
    await says('button-1', 'device-fault', 'faulty');
    await opened([['button-1', null, 1]]);
  });
});
