import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Beats } from '../../gateway/beats.ts';
import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import { verifyReplay } from '../../gateway/replay-verify.ts';
import { blindStretches, listIncidents } from '../../gateway/store/incidents.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { liveUntil, settled, startJudge } from '../support/judge.ts';
import { arrivalOf, type SeededHome, seedHome, seedTeams } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const day = Date.UTC(2026, 0, 12);
const at = (time: string) => day + Date.parse(`1970-01-01T${time}:00Z`);
const homes = 200;

let database: FreshDatabase;
let clock: VirtualClock;
let pipeline: Pipeline;
let beats: Beats;
let told: Notification[];
let seeded: SeededHome[];

async function start(): Promise<void> {
  pipeline = await startJudge(database, clock, { committed: ({ notifications }) => told.push(...notifications) });
  beats = new Beats({
    pool: database.pool,
    clock,
    log: pino({ level: 'silent' }),
    blinded: (stretch) => void pipeline.blinded(stretch),
    isStalled: () => pipeline.stalled,
  });
}

async function stop(): Promise<void> {
  await beats.close();
  await pipeline.close();
}

const settle = () => settled({ database, pipeline });
const until = (time: number) => liveUntil(time, { database, clock, pipeline });

const sends = (n: number, device: 'fridge' | 'button', observedAt: number) =>
  new Promise<Error | null>((done) => {
    const home = seeded[n]!;
    const reading = device === 'fridge' ? ({ kind: 'contact', value: 'open' } as const) : ({ kind: 'sos', value: true } as const);
    const arrival = arrivalOf(home, {
      source: home.deviceIds[device],
      key: `${observedAt}`,
      observedAt,
      receivedAt: clock.now(),
      ...reading,
    });
    pipeline.accept(arrival, done);
  });
const homesWhere = (rest: number) => Array.from({ length: homes }, (_, n) => n).filter((n) => n % 3 === rest);
const openFridges = () => pipeline.openAlerts().filter((alert) => alert.template === 'fridge');

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(at('06:00'));
  told = [];
  seeded = [];
  await seedTeams(database.pool);
  for (let n = 0; n < homes; n++) seeded.push(await seedHome(database.pool, n, at('06:00'), ['fridge', 'sos']));
  await start();
});

afterEach(async () => {
  await stop();
  await database.drop();
});

it('after an outage over breakfast there is one incident and no storm, and whoever still has not eaten is asked later', async () => {
  await until(at('06:58'));
  // A call for help before the outage: its ladder waits for nobody.
  await sends(5, 'button', at('06:58'));
  await settle();
  await until(at('07:00'));
  await stop();
  const before = told.length;
  clock.advanceTo(at('11:00'));
  await start();
  clock.advanceBy(0);
  await settle();

  expect(await listIncidents(database.pool, 10)).toMatchObject([{ kind: 'gateway', fromAt: at('07:00'), toAt: at('11:00'), seenAt: null }]);
  expect(openFridges()).toEqual([]);
  expect(new Set(told.slice(before).map((one) => one.patientId))).toEqual(new Set(['pat-5']));
  const steps = await database.pool.query<{ late: number | null }>(
    `select (entry::json->>'lateMs')::integer as late from alert_timeline where alert_id = 'scn-5-1.1' and type = 'step' order by n`,
  );
  expect(steps.rows.map((row) => row.late)).toContain(at('11:00') - at('07:01'));

  // What devices kept comes now: openings in time, and a press that nobody could hear.
  clock.advanceTo(at('11:01'));
  await Promise.all([...homesWhere(0).map((n) => sends(n, 'fridge', at('08:00'))), sends(1, 'button', at('08:30'))]);
  await settle();
  const pressed = pipeline.openAlerts().find((alert) => alert.patientId === 'pat-1');
  expect(pressed).toMatchObject({ template: 'sos', openedAt: at('11:01'), severity: 'high' });
  expect(pressed?.reason).toBe('Kathleen called for help at 08:30, told at 11:01. The call reached us late.');

  await until(at('12:00'));
  await Promise.all(homesWhere(1).map((n) => sends(n, 'fridge', clock.now())));
  // 07:00 to 11:00 taken out of a window that ends at 10:00.
  await until(at('14:00') - 1);
  expect(openFridges()).toEqual([]);
  await until(at('14:00'));
  expect(
    openFridges()
      .map((alert) => alert.patientId)
      .sort(),
  ).toEqual(
    homesWhere(2)
      .map((n) => `pat-${n}`)
      .sort(),
  );

  expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
}, 60_000);

it('what was known of outages is known after the next restart', async () => {
  await until(at('07:00'));
  await stop();
  clock.advanceTo(at('08:00'));
  await start();
  await until(at('09:00'));
  await stop();
  clock.advanceTo(at('09:00') + 30_000);
  await start();
  expect(await blindStretches(database.pool, clock.now())).toEqual([{ fromAt: at('07:00'), toAt: at('08:00') }]);
  await until(at('11:00') - 1);
  expect(openFridges()).toEqual([]);
  await until(at('11:00'));
  expect(openFridges()).toHaveLength(homes);
  expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
}, 60_000);

it('a machine that stood still while the gateway lived was as blind', async () => {
  await until(at('07:00'));
  await pipeline.blinded({ fromAt: at('07:00'), toAt: at('07:45') });
  await until(at('10:45') - 1);
  expect(openFridges()).toEqual([]);
  await until(at('10:45'));
  expect(openFridges()).toHaveLength(homes);
  expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
}, 60_000);
