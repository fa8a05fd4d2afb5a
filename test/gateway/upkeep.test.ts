import { pino } from 'pino';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { equipmentOrderInput } from '../../gateway/contract/loans.ts';
import { saveDays } from '../../gateway/store/device-days.ts';
import { recordTest } from '../../gateway/store/device-tests.ts';
import { revokeDevice } from '../../gateway/store/devices.ts';
import { orderEquipment, stepLoan } from '../../gateway/store/loans.ts';
import { finishTask, listTasks } from '../../gateway/store/tasks.ts';
import { type Write, write } from '../../gateway/store/write.ts';
import { type UpkeepWatch, watchUpkeep } from '../../gateway/upkeep.ts';
import type { Observation } from '../../rules/model/observation.ts';
import { day, hour } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { seedHome } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const monday = Date.UTC(2026, 2, 16, 12);
let database: FreshDatabase;
let clock: VirtualClock;
let watch: UpkeepWatch;
let readings$: Subject<{ readings: { observation: Observation }[] }>;

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(monday);
  await seedHome(database.pool, 1, monday, []);
  readings$ = new Subject();
  watch = watchUpkeep({ pool: database.pool, clock, log: pino({ level: 'silent' }), readings$ });
});
afterEach(async () => {
  watch.close();
  await database.drop();
});

const change = async <T>(work: (tx: Write) => Promise<T>) => (await write(database.pool, { at: clock.now(), actor: 'test' }, work)).value;
const open = async () =>
  (await listTasks(database.pool, { doneToo: false, limit: 100 })).map(({ kind, text }) => `${kind}: ${text}`).sort();
const tasks = (expected: string[]) => vi.waitFor(async () => expect(await open()).toEqual(expected), patience);
let probes = 0;
/** Resolves when a look has ended: it ticks off a task about an order that is not there. */
async function lookEnded(): Promise<void> {
  const id = `equipment-late/none/${++probes}`;
  await database.pool.query(`insert into task (id, kind, text, created_at) values ($1, 'equipment-late', '', '2000-01-01')`, [id]);
  watch.check();
  const ticked = async () => (await database.pool.query('delete from task where id = $1 and done_at is not null', [id])).rowCount;
  await expect.poll(ticked, patience).toBe(1);
}
/** Resolves when a look has ended that began after now: one that was under way ends first. */
async function looked(): Promise<void> {
  await lookEnded();
  await lookEnded();
}
const tellLow = (low: boolean) =>
  saveDays(database.pool, [
    {
      ...{ deviceId: 'fridge-1', day: Math.floor(clock.now() / day), percent: null, millivolts: null, low, signal: null, weakest: null },
      ...{ clockAheadMs: null, toldAt: clock.now() },
    },
  ]);
const low = 'device-battery: Fridge, Long Lane 1: the battery is low. Change it.';
const test = 'device-test: Help button, Long Lane 1: its monthly test is due. It has never been tested. Have it pressed or tested.';
const pressed = (kind: Observation['kind'], value: Observation['value']) => {
  const now = clock.now();
  const heard = {
    source: 'button-1',
    key: kind,
    kind,
    value,
    observedAt: now,
    receivedAt: now,
    provenance: 'device',
    snapshot: false,
  } as const;
  readings$.next({ readings: [{ observation: heard }] });
};

describe('upkeep of devices', () => {
  it('is a task of the one patient whom the device serves, once, until there is nothing to do', async () => {
    await tellLow(true);
    await looked();
    await tasks([low]);
    expect(await listTasks(database.pool, { doneToo: false, limit: 10 })).toMatchObject([
      { deviceId: 'fridge-1', patientId: 'pat-1', alertId: null, owner: null, untilAt: monday },
    ]);
    await looked();
    await tasks([low]);
    await tellLow(false);
    await looked();
    await tasks([]);
  });

  it('is looked at every morning', async () => {
    // The look after the start is over before there is anything to find.
    clock.advanceBy(hour);
    await looked();
    await tellLow(true);
    clock.advanceTo(Date.UTC(2026, 2, 17, 6) - 1);
    expect(await open()).toEqual([]);
    clock.advanceTo(Date.UTC(2026, 2, 17, 6));
    await tasks([low]);
  });

  it('that somebody has ticked off is told again after a week if it is still to be done', async () => {
    await tellLow(true);
    await looked();
    const [task] = await listTasks(database.pool, { doneToo: false, limit: 1 });
    await change((tx) => finishTask(tx, task!.id));
    clock.advanceBy(7 * day - hour);
    await looked();
    expect(await open()).toEqual([]);
    clock.advanceBy(2 * hour);
    await tellLow(true);
    await looked();
    await tasks([low]);
  });

  it('ends with the device', async () => {
    await tellLow(true);
    await looked();
    await tasks([low]);
    await change((tx) => revokeDevice(tx, 'fridge-1'));
    await looked();
    await tasks([]);
  });
});

describe('the monthly test', () => {
  beforeEach(async () => {
    await database.pool.query(`update device set enrolled_at = $1 where id = 'button-1'`, [new Date(monday - 30 * day + 1)]);
    await looked();
    expect(await open()).toEqual([]);
    clock.advanceBy(1);
    await looked();
    await tasks([test]);
  });

  it('ends at once with a press that comes in', async () => {
    pressed('battery', 50);
    pressed('sos', true);
    await tasks([]);
  });

  it('ends with a test that a person records, and not with one that failed', async () => {
    await change((tx) => recordTest(tx, 'button-1', { worked: false, note: '' }));
    await looked();
    await tasks([test]);
    await change((tx) => recordTest(tx, 'button-1', { worked: true, note: 'Pressed, the centre answered.' }));
    expect(await open()).toEqual([]);
    await looked();
    expect(await open()).toEqual([]);
    clock.advanceBy(30 * day);
    await looked();
    await tasks([test.replace('It has never been tested.', 'It was last tested on 2026-03-16.')]);
  });
});

describe('loans', () => {
  it('that are not there in time, and things whose service is due, are tasks', async () => {
    const input = equipmentOrderInput.parse({
      ...{ id: 'o', patientId: 'pat-1', urgency: 'discharge' },
      items: [{ name: 'Bed', serviceMonths: 1 }, { name: 'Commode' }],
    });
    await change((tx) => orderEquipment(tx, input, 'Ann'));
    const step = (item: string, what: 'delivered' | 'installed') =>
      change((tx) => stepLoan(tx, item, { step: what, at: tx.at, by: 'Ann', note: '', deviceId: null }));
    await step('o.1', 'delivered');
    await step('o.1', 'installed');
    clock.advanceTo(Date.UTC(2026, 2, 17));
    await looked();
    expect(await open()).toEqual([]);
    clock.advanceBy(1);
    await looked();
    await tasks(['equipment-late: Commode, Long Lane 1: should have been there by the end of 2026-03-16.']);
    await step('o.2', 'delivered');
    clock.advanceTo(Date.UTC(2026, 3, 15, 22, 59));
    await looked();
    expect((await open()).filter((line) => line.startsWith('equipment'))).toEqual([]);
    clock.advanceTo(Date.UTC(2026, 3, 15, 23));
    await looked();
    expect((await open()).filter((line) => line.startsWith('equipment'))).toEqual([
      'equipment-service: Bed, Long Lane 1: its service is due since 2026-04-16.',
    ]);
  });
});
