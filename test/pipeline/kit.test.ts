import { pino } from 'pino';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMachineRegistry, type LiveMachineRegistry } from '../../gateway/identity/machines.ts';
import { kitInTrouble } from '../../gateway/kit-in-trouble.ts';
import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import type { Arrival } from '../../gateway/ports.ts';
import { verifyReplay } from '../../gateway/replay-verify.ts';
import { devicesOfPatient } from '../../gateway/store/device-rows.ts';
import { allMachines, machinesById } from '../../gateway/store/machines.ts';
import { type KitWatch, watchKit } from '../../gateway/watch-kit.ts';
import type { Observation } from '../../rules/model/observation.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { liveUntil, settled, startJudge } from '../support/judge.ts';
import { patience } from '../support/patience.ts';
import { seedHome, seedTeams } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const day = Date.UTC(2026, 0, 12);
const at = (time: string) => day + Date.parse(`1970-01-01T${time}:00Z`);
const minute = 60_000;
const quiet = pino({ level: 'silent' });

let database: FreshDatabase;
let clock: VirtualClock;
let pipeline: Pipeline;
let machines: LiveMachineRegistry;
let kit: KitWatch;
let connections$: Subject<{ deviceId: string; state: 'online' | 'offline'; at: number }>;
let connected: Set<string>;

async function start(): Promise<void> {
  const { pool } = database;
  pipeline = await startJudge(database, clock);
  const source = { all: () => allMachines(pool), byId: (ids: readonly string[]) => machinesById(pool, ids) };
  machines = createMachineRegistry({ source, clock, log: quiet });
  await machines.reload();
  kit = await watchKit({ pool, clock, log: quiet, pipeline, machines, isConnected: (id) => connected.has(id) });
  connections$ = new Subject();
  kit.follow(connections$);
}

async function stop(): Promise<void> {
  await kit.close();
  await pipeline.close();
}

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(at('06:00'));
  connected = new Set();
  await seedTeams(database.pool);
  await seedHome(database.pool, 1, at('06:00'), ['fridge', 'silent-device']);
  await database.pool.query(
    `insert into device (id, home_id, kind, name, secret_sha256, enrolled_at) values ('hub-1', 'home-1', 'hub', 'Hub', '', $1)`,
    [new Date(at('06:00'))],
  );
  await database.pool.query(`update device set hub_id = 'hub-1', heartbeat_seconds = 900 where id = 'fridge-1'`);
  await start();
});
afterEach(async () => {
  await stop();
  await database.drop();
});

const settle = () => settled({ database, pipeline });
const until = (time: number) => liveUntil(time, { database, clock, pipeline });

const says = (kind: Observation['kind'], value: Observation['value'], bad: readonly string[] = []) =>
  new Promise<Error | null>((done) => {
    const now = clock.now();
    const observation: Observation = {
      source: 'fridge-1',
      key: `${kind}=${now}`,
      kind,
      value,
      observedAt: now,
      receivedAt: now,
      provenance: 'device',
      snapshot: false,
    };
    const arrival: Arrival = {
      source: 'fridge-1',
      homeId: 'home-1',
      patientId: null,
      observations: bad.length > 0 ? [] : [observation],
      unreadable: bad.map((reason) => ({ topic: 't', payload: Buffer.from('{}'), reason })),
      timeless: [],
    };
    kit.intake.accept(bad.length > 0 ? { ...arrival, homeId: null } : arrival, done);
  });

const hub = (state: 'online' | 'offline') => {
  if (state === 'online') connected.add('hub-1');
  else connected.delete('hub-1');
  connections$.next({ deviceId: 'hub-1', state, at: clock.now() });
};
const troubled = () => [...kitInTrouble(pipeline.patients()).keys()].sort();
const alerts = () => pipeline.openAlerts().map((alert) => `${alert.template} ${alert.severity} ${alert.status}`);

describe('a hub that goes', () => {
  it('is one alert, what is behind it is not chased, and its fridge is not held to be shut', async () => {
    hub('online');
    await says('heartbeat', true);
    await until(at('06:10'));
    hub('offline');
    await until(at('06:15') - 1);
    expect(alerts()).toEqual([]);
    await until(at('06:15'));
    expect(alerts()).toEqual(['silent-device moderate open']);
    expect(pipeline.openAlerts()[0]?.evidence[0]?.text).toBe('Hub: last heard at 06:00; out of reach since 06:10. Behind it: Fridge.');
    expect(troubled()).toEqual(['hub-1']);
    await until(at('11:00'));
    expect(alerts()).toEqual(['silent-device moderate open']);

    hub('online');
    await settle();
    expect(alerts()).toEqual(['silent-device moderate cleared']);
    await says('heartbeat', true);
    expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
    // As it was stored before evidence of a hub carried what was observed.
    await database.pool.query(
      `update alert set state = state #- '{evidence,0,observation}' where state #> '{evidence,0,observation}' is not null`,
    );
    expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
    await database.pool.query(`update alert set state = state #- '{evidence,0,limit}'`);
    expect((await verifyReplay(database.pool, catalogue)).differences).toHaveLength(1);
  });

  it('and comes back: breakfast is asked about with the time of its outage taken out', async () => {
    hub('online');
    await says('heartbeat', true);
    await until(at('07:30'));
    hub('offline');
    await until(at('08:30'));
    hub('online');
    await settle();
    await says('heartbeat', true);
    await until(at('11:00') - 1);
    expect(alerts()).not.toContain('fridge moderate open');
    await until(at('11:00'));
    expect(alerts()).toContain('fridge moderate open');
    expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
  });

  it('and was there before a restart, and does not come back after it, is out of reach', async () => {
    hub('online');
    await settle();
    await stop();
    clock.advanceBy(10_000);
    connected.clear();
    await start();
    await says('heartbeat', true);
    await until(clock.now() + 5 * minute);
    await until(clock.now() + 5 * minute);
    expect(troubled()).toEqual(['hub-1']);
  });
});

describe('a device that cannot be believed', () => {
  const bad = ['value: must be one of open, closed'];

  it('is said to be faulty, over a restart, until it has been right for a day', async () => {
    for (let n = 0; n < 3; n++) {
      clock.advanceBy(minute);
      await says('contact', 'open', bad);
    }
    await settle();
    expect(troubled()).toEqual(['fridge-1']);
    expect(pipeline.openAlerts()[0]?.reason).toBe("Fridge at Kathleen's is faulty: what is said cannot be relied on.");
    const [row] = (await devicesOfPatient(database.pool, 'pat-1', clock.now())).filter((one) => one.id === 'fridge-1');
    expect(row?.faults).toEqual([{ cause: 'impossible-values', sinceAt: at('06:03') }]);
    await stop();
    await start();
    await says('contact', 'closed');
    await settle();
    expect(troubled()).toEqual(['fridge-1']);
    await until(clock.now() + 24 * 60 * minute + 1);
    await says('contact', 'closed');
    await settle();
    expect(troubled()).toEqual([]);
    expect((await devicesOfPatient(database.pool, 'pat-1', clock.now())).find((one) => one.id === 'fridge-1')?.faults).toEqual([]);
  });
});

describe('what a device behind a hub tells of itself', () => {
  it('is stored by the day', async () => {
    await database.pool.query(
      `insert into hub_child (hub_id, native_id, dialect, name, make, model, entities, found_at, device_id)
       values ('hub-1', 'fridge', 'zigbee2mqtt', 'fridge', '', '', '[]', $1, 'fridge-1')`,
      [new Date(day)],
    );
    hub('online');
    const topic = 'hearthline/v1/hub-1/zigbee2mqtt/fridge';
    const tells = (state: object) =>
      new Promise<void>((resolve, reject) =>
        kit.hubs.take({ hubId: 'hub-1', topic, payload: Buffer.from(JSON.stringify(state)), isLastWill: false }, (error) =>
          error ? reject(error) : resolve(),
        ),
      );
    await tells({ contact: true });
    // What it had cached has come by then.
    clock.advanceBy(2 * minute);
    await tells({ contact: true, battery: 41, linkquality: 30 });
    await stop();
    const { rows } = await database.pool.query(
      'select device_id as device, battery_percent as percent, signal_weakest as weakest from device_day',
    );
    expect(rows).toEqual([{ device: 'fridge-1', percent: 41, weakest: 30 }]);
    await start();
  });
});

describe('heartbeats', () => {
  it('are learned from what arrives, put into force at midnight, and known to the judge', async () => {
    for (let hour = 0; hour < 24 * 5; hour += 0.5) {
      clock.advanceBy(30 * minute);
      await says('heartbeat', true);
    }
    const learned = async () => (await devicesOfPatient(database.pool, 'pat-1', clock.now())).find((one) => one.id === 'fridge-1');
    await expect.poll(learned, patience).toMatchObject({ heartbeatSeconds: 900, learnedSeconds: 1_800, learnedFrom: 'device' });
    // In a running gateway the database says that something has changed.
    await pipeline.catchUp();
    expect(pipeline.context('pat-1')?.devices.find((one) => one.id === 'fridge-1')).toMatchObject({ heartbeatMs: 30 * minute });
    await settle();
    expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
  }, 60_000);
});
