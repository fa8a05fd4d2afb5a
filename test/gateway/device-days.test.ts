import { pino } from 'pino';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceDays } from '../../gateway/device-days.ts';
import { forgetDays, upkeepOfPatient } from '../../gateway/store/device-days.ts';
import type { Observation } from '../../rules/model/observation.ts';
import { day, hour, minute } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { seedHome } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const startAt = Date.UTC(2026, 0, 12, 6);
const today = Math.floor(startAt / day);

let database: FreshDatabase;
let clock: VirtualClock;
let days: DeviceDays;
let readings$: Subject<{ readings: { observation: Observation }[] }>;

const begin = () => {
  readings$ = new Subject();
  days = new DeviceDays({ pool: database.pool, clock, log: pino({ level: 'silent' }), readings$ });
};
beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(startAt);
  await seedHome(database.pool, 1, startAt, []);
  begin();
});
afterEach(async () => {
  await days.close();
  await database.drop();
});

const says = (kind: Observation['kind'], value: Observation['value'], more: Partial<Observation> = {}) => {
  const now = clock.now();
  const heard = {
    source: 'fridge-1',
    key: `${kind}`,
    kind,
    value,
    observedAt: now,
    receivedAt: now,
    provenance: 'device',
    snapshot: false,
  } as const;
  readings$.next({ readings: [{ observation: { ...heard, ...more } }] });
};
const reports = (report: Partial<Parameters<DeviceDays['told']>[1]>) =>
  days.told('fridge-1', { percent: null, millivolts: null, low: null, signal: null, ...report }, clock.now());
const lqi = (value: number) => ({ scale: 'lqi', value }) as const;
const stored = async () => (await upkeepOfPatient(database.pool, 'pat-1', clock.now())).find(({ id }) => id === 'fridge-1')!.days;

describe('what devices tell of themselves', () => {
  it('is one row a day, with the last of everything and the weakest signal', async () => {
    says('battery', 80);
    reports({ signal: lqi(40), millivolts: 2_900 });
    reports({ signal: lqi(90), low: false });
    says('battery', 79);
    await days.keep();
    reports({ signal: lqi(70) });
    await days.keep();
    const first = {
      day: today,
      percent: 79,
      millivolts: 2_900,
      low: false,
      signal: { scale: 'lqi', last: 70, weakest: 40 },
      clockAheadMs: null,
    };
    expect(await stored()).toEqual([first]);
    clock.advanceTo(startAt + day);
    reports({ signal: lqi(100) });
    await days.keep();
    const second = {
      ...first,
      day: today + 1,
      percent: null,
      millivolts: null,
      low: null,
      signal: { scale: 'lqi', last: 100, weakest: 100 },
    };
    expect(await stored()).toEqual([first, second]);
  });

  it('is stored once an hour, and at the end', async () => {
    says('battery', 80);
    expect(await stored()).toEqual([]);
    clock.advanceBy(hour);
    await expect.poll(async () => (await stored())[0]?.percent, patience).toBe(80);
    says('battery', 79);
    await days.close();
    begin();
    expect((await stored())[0]?.percent).toBe(79);
  });

  it('goes on within a day where an earlier process ended', async () => {
    reports({ signal: lqi(40) });
    await days.close();
    begin();
    reports({ signal: lqi(90) });
    await days.keep();
    expect((await stored())[0]?.signal).toEqual({ scale: 'lqi', last: 90, weakest: 40 });
  });

  it('is measured anew when the scale is another', async () => {
    reports({ signal: lqi(40) });
    await days.keep();
    reports({ signal: { scale: 'dbm', value: -60 } });
    await days.keep();
    expect((await stored())[0]?.signal).toEqual({ scale: 'dbm', last: -60, weakest: -60 });
  });

  it('leaves out what was kept by a hub, told by people, or tells of no device of ours', async () => {
    says('battery', 80, { snapshot: true });
    says('battery', 80, { provenance: 'app' });
    days.told('nobody', { percent: 3, millivolts: null, low: null, signal: null }, clock.now());
    await days.keep();
    expect(await stored()).toEqual([]);
  });

  it('has how far the clock is off, from live readings', async () => {
    for (let i = 0; i < 5; i++) {
      clock.advanceBy(minute);
      says('heartbeat', true, { observedAt: clock.now() - 3 * hour });
    }
    await days.keep();
    expect((await stored())[0]?.clockAheadMs).toBe(-3 * hour);
  });

  it('has one clock for a hub and all that is behind it: the hub’s', async () => {
    await database.pool.query(
      `insert into device (id, home_id, kind, name, secret_sha256, enrolled_at) values ('hub', 'home-1', 'hub', 'Hub', '', to_timestamp(0))`,
    );
    await database.pool.query(`update device set hub_id = 'hub' where kind <> 'hub'`);
    for (let i = 0; i < 5; i++)
      for (const source of ['fridge-1', 'button-1']) {
        clock.advanceBy(minute);
        says('heartbeat', true, { source, observedAt: clock.now() - hour });
      }
    await days.keep();
    const clocks = (await upkeepOfPatient(database.pool, 'pat-1', clock.now())).map((device) => [
      device.id,
      device.days.map((one) => one.clockAheadMs),
    ]);
    expect(clocks).toEqual([
      ['button-1', [null]],
      ['fridge-1', [null]],
      ['hub', [-hour]],
    ]);
  });

  it('is kept for the next time when the database is away', async () => {
    says('battery', 80);
    await database.pool.query('alter table device_day rename to away');
    await expect(days.keep()).rejects.toThrow();
    says('battery', 79);
    await database.pool.query('alter table away rename to device_day');
    await days.keep();
    expect((await stored())[0]?.percent).toBe(79);
  });

  it('is forgotten after ninety days', async () => {
    says('battery', 80);
    await days.keep();
    await forgetDays(database.pool, startAt + 90 * day);
    expect(await stored()).toHaveLength(1);
    await forgetDays(database.pool, startAt + 91 * day);
    expect(await stored()).toEqual([]);
  });
});
