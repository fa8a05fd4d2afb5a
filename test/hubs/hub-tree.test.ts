import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HubTree } from '../../gateway/hubs/hub-tree.ts';
import { createMachineRegistry, type LiveMachineRegistry } from '../../gateway/identity/machines.ts';
import { pipelineMetrics } from '../../gateway/pipeline/metrics.ts';
import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import { startPipeline } from '../../gateway/pipeline/start.ts';
import { mapFound } from '../../gateway/store/found-devices.ts';
import { allMachines, machinesById } from '../../gateway/store/machines.ts';
import { createPool } from '../../gateway/store/pool.ts';
import { write } from '../../gateway/store/write.ts';
import { hour, minute, second } from '../../rules/model/time.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { templateDefaults } from '../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { seedHome, seedTeams } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const startAt = Date.UTC(2026, 0, 12, 8);
const quiet = pino({ level: 'silent' });
const patience = 60_000;

let database: FreshDatabase;
let clock: VirtualClock;
let pipeline: Pipeline;
let machines: LiveMachineRegistry;
let hubs: HubTree;

/** As a gateway that has just started. */
const begin = (pool = database.pool) => {
  hubs = new HubTree({ pool, intake: pipeline, machines, clock, log: quiet });
  hubs.connected('hub');
};

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(startAt);
  const { pool } = database;
  await seedTeams(pool);
  await seedHome(pool, 1, startAt, ['fridge']);
  await pool.query(
    `insert into device (id, home_id, kind, name, secret_sha256, enrolled_at) values ('hub', 'home-1', 'hub', 'Hub', '', to_timestamp(0))`,
  );
  const metrics = pipelineMetrics(new Registry());
  const none = () => undefined;
  pipeline = await startPipeline({
    ...{ databaseUrl: database.url, pool, lanes: 2, clock, catalogue, templateDefaults, log: quiet, metrics },
    ...{ sendNow: none, committed: none },
  });
  const source = { all: () => allMachines(pool), byId: (ids: readonly string[]) => machinesById(pool, ids) };
  machines = createMachineRegistry({ source, clock, log: quiet });
  await machines.reload();
  begin();
}, patience);
afterEach(async () => {
  await pipeline.close();
  await database.drop();
});

/** Resolves with the faults once it is stored. */
const say = (topic: string, payload: unknown) =>
  new Promise<readonly string[]>((resolve, reject) => {
    const publication = {
      hubId: 'hub',
      topic: `hearthline/v1/hub/${topic}`,
      payload: Buffer.from(JSON.stringify(payload)),
      isLastWill: false,
    };
    hubs.take(publication, (error, faults) => (error === null ? resolve(faults) : reject(error)));
  });
const map = async (nativeId: string, kind: 'fridge' | 'motion' = 'fridge') => {
  const device = { id: `d-${nativeId}`, kind, name: 'Fridge', room: null, patientId: null, heartbeatSeconds: null };
  const { value } = await write(database.pool, { at: clock.now(), actor: 'test' }, (tx) =>
    mapFound(tx, 'home-1', { hubId: 'hub', nativeId, ...device }),
  );
  await machines.reload();
  return value;
};
const rows = async <T extends object>(sql: string) => (await database.pool.query<T>(sql)).rows;
const contacts = async () =>
  (
    await rows<{ value: string; snapshot: boolean }>(
      `select value, snapshot from observation where kind = 'contact' order by observed_at, seq`,
    )
  ).map(({ value, snapshot }) => `${value}${snapshot ? ' (snapshot)' : ''}`);
const kept = async () => (await rows<{ n: number }>('select count(*)::int as n from quarantine where native_id is not null'))[0]?.n;
const door = 'zigbee2mqtt/door';

describe('what is behind a hub', () => {
  it('is known again after a restart: by its address, with its last values', { timeout: patience }, async () => {
    await say('zigbee2mqtt/bridge/devices', [{ ieee_address: '0x1', friendly_name: 'door' }]);
    await hubs.mapped('hub', '0x1', await map('0x1'));
    clock.advanceBy(5 * minute);
    await say(door, { contact: true });
    begin();
    clock.advanceBy(5 * minute);
    await say(door, { contact: true });
    expect(await contacts()).toEqual(['closed (snapshot)']);
    clock.advanceBy(5 * minute);
    await say(door, { contact: false });
    expect(await contacts()).toEqual(['closed (snapshot)', 'open']);
  });

  it('that changed while the gateway was away is a snapshot: nobody saw when', { timeout: patience }, async () => {
    await say(door, { contact: true });
    await hubs.mapped('hub', 'door', await map('door'));
    clock.advanceBy(hour);
    begin();
    clock.advanceBy(10 * second);
    await say(door, { contact: false });
    expect(await contacts()).toEqual(['closed (snapshot)', 'open (snapshot)']);
  });

  it('is replayed at the next start when the gateway ended between mapping and replay', { timeout: patience }, async () => {
    await say(door, { contact: true });
    clock.advanceBy(hour);
    await say(door, { contact: false });
    await map('door');
    clock.advanceBy(5 * minute);
    begin();
    await say(door, { contact: true });
    expect(await contacts()).toEqual(['closed (snapshot)', 'open', 'closed (snapshot)']);
    expect(await kept()).toBe(0);
    const [late] = await rows<{ late: number }>(
      `select extract(epoch from received_at - observed_at)::int as late from observation where kind = 'contact' order by seq limit 1`,
    );
    expect(late).toEqual({ late: 65 * 60 });
  });

  it('is heard in order, also while it is being mapped', { timeout: patience }, async () => {
    const early = [true, false].map((contact) => say(door, { contact }));
    await Promise.all(early);
    const deviceId = await map('door');
    const mapping = hubs.mapped('hub', 'door', deviceId);
    clock.advanceBy(5 * minute);
    const late = [true, false, true].map((contact) => {
      clock.advanceBy(second);
      return say(door, { contact });
    });
    expect(await mapping).toBeGreaterThan(0);
    await Promise.all(late);
    expect((await contacts()).slice(-3)).toEqual(['closed', 'open', 'closed']);
  });

  it('and not mapped keeps its newest messages only', { timeout: patience }, async () => {
    for (let i = 0; i < 1_200; i += 100) await Promise.all(Array.from({ length: 100 }, (_, n) => say(door, { contact: n % 2 === 0 })));
    await expect.poll(kept, { timeout: 20_000 }).toBeLessThan(600);
    const deviceId = await map('door');
    await hubs.mapped('hub', 'door', deviceId);
    expect(await kept()).toBe(0);
  });

  it('is 300 things at most: more is set aside and nobody’s', { timeout: patience }, async () => {
    await say(
      'zigbee2mqtt/bridge/devices',
      Array.from({ length: 310 }, (_, i) => ({ ieee_address: `0x${i}`, friendly_name: `it ${i}` })),
    );
    expect(await rows('select 1 from hub_child')).toHaveLength(300);
    expect(await say('zigbee2mqtt/stranger', { contact: true })).toEqual(['there are 300 devices behind this hub already']);
    expect(await kept()).toBe(0);
  });
});

describe('a hub of which nothing can be read from the database', () => {
  it('has its messages refused, so that they come again', { timeout: patience }, async () => {
    const nowhere = createPool('postgresql://nobody@127.0.0.1:1/none', 1);
    begin(nowhere);
    await expect(say(door, { contact: true })).rejects.toThrow('what is behind the hub could not be read');
    await nowhere.end();
    begin();
    await expect(say(door, { contact: true })).resolves.toEqual([]);
  });
});
