import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unavailabilityInput } from '../../gateway/contract/calendars.ts';
import { rotaInput, rotaOverrideInput } from '../../gateway/contract/rotas.ts';
import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import { verifyReplay } from '../../gateway/replay-verify.ts';
import { addOverride, putRota } from '../../gateway/store/rotas.ts';
import { addUnavailability } from '../../gateway/store/unavailability.ts';
import { type Write, write } from '../../gateway/store/write.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { day, hour, minute } from '../../rules/model/time.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { liveUntil, settled, startJudge } from '../support/judge.ts';
import { arrivalOf, type SeededHome, seedHome, seedTeams } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const six = Date.UTC(2026, 2, 25, 6);
/** The end of the fridge's window on the days of the test; the clock goes forward on the 29th. */
const ten = (date: string) => Date.parse(`${date}T10:00:00${date < '2026-03-29' ? 'Z' : '+01:00'}`);

let database: FreshDatabase;
let clock: VirtualClock;
let pipeline: Pipeline;
let home: SeededHome;
let told: Notification[];

async function start(): Promise<void> {
  pipeline = await startJudge(database, clock, { committed: ({ notifications }) => told.push(...notifications) });
}

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(six);
  told = [];
  await seedTeams(database.pool);
  await database.pool.query(`insert into team (id, kind, name, channels) values ('agency', 'agency', 'Home care', '[]')`);
  home = await seedHome(database.pool, 1, six, ['fridge', 'sos']);
  await start();
});
afterEach(async () => {
  await pipeline.close();
  await database.drop();
});

async function change(work: (tx: Write) => Promise<unknown>): Promise<void> {
  const { changed } = await write(database.pool, { at: clock.now(), actor: 'test' }, work);
  if (changed.directory) await pipeline.directoryChanged();
  for (const id of changed.patientIds) await pipeline.patientChanged(id);
}

const until = (at: number) => liveUntil(at, { database, clock, pipeline });

const reading = (source: string, kind: 'contact' | 'sos', value: string | boolean) => {
  const at = clock.now();
  const arrival = arrivalOf(home, { source, kind, value, key: `${source}-${at}`, observedAt: at, receivedAt: at });
  return new Promise<Error | null>((done) => pipeline.accept(arrival, done));
};

/** The meal is eaten at last, and a person records the outcome. */
async function ends(): Promise<void> {
  await reading(home.deviceIds.fridge, 'contact', 'open');
  const actor = { kind: 'user', id: 'u1', name: 'Asha', tier: 'professional' } as const;
  for (const { id } of pipeline.openAlerts()) await pipeline.command(id, { type: 'close', actor, outcome: 'reassurance', note: '' }, null);
}

const since = (at: number) =>
  told.filter(({ createdAt }) => createdAt >= at).map((one) => `${one.purpose} ${one.recipient.name} +${(one.createdAt - at) / minute}`);

const person = (id: string, name: string) => ({ id, name, channels: [{ kind: 'email', address: `${id}@example.org` }] });
const agencyRota = rotaInput.parse({
  people: [person('ada', 'Ada'), person('bo', 'Bo')],
  shifts: [
    { id: 'early', name: 'Early', windows: [{ from: '06:00', to: '11:10' }], people: ['ada'], startsOn: '2026-03-01' },
    { id: 'late', name: 'Late', windows: [{ from: '11:10', to: '06:00' }], people: ['bo'], startsOn: '2026-03-01' },
  ],
});

describe("the daughter's operation", () => {
  const operation = unavailabilityInput.parse({
    fromAt: '2026-03-27T00:00:00Z',
    untilAt: '2026-03-30T23:00:00Z',
    reason: 'operation',
    replacement: { kind: 'team', teamKind: 'agency', message: 'Please make an extra call to {name}: her daughter is away.' },
  });

  it('replaces her step by an extra call for its dates, and nothing reaches her', async () => {
    await change((tx) => putRota(tx, 'agency', agencyRota));
    await until(ten('2026-03-25') + 60 * minute);
    // Asked as agreed before the dates are known, and told that it is over.
    expect(since(ten('2026-03-25')).at(-1)).toBe('escalation Maureen +60');
    await ends();
    expect(since(ten('2026-03-25')).at(-1)).toBe('resolved Maureen +60');
    await change((tx) => addUnavailability(tx, home.patientId, 'con-1', operation));

    for (const [before, date] of [
      [['2026-03-26'], '2026-03-27'],
      [['2026-03-28', '2026-03-29'], '2026-03-30'],
    ] as const) {
      for (const quiet of before) {
        await until(ten(quiet) - hour);
        await reading(home.deviceIds.fridge, 'contact', 'open');
      }
      await until(ten(date) - hour);
      const from = clock.now();
      await until(ten(date) + 60 * minute);
      const asked = told.filter(({ createdAt }) => createdAt === ten(date) + hour);
      expect(asked.map(({ recipient, body }) => [recipient.name, body.split(':')[0]])).toEqual([
        ['Ada', 'Please make an extra call to Kathleen'],
      ]);
      await until(ten(date) + 3 * hour);
      await ends();
      expect(told.filter(({ createdAt, recipient }) => createdAt >= from && recipient.id === 'con-1')).toEqual([]);
    }

    // Not even a call for help, nor that it is over.
    const at = clock.now();
    await reading(home.deviceIds.button, 'sos', true);
    await until(at + 2 * hour);
    await ends();
    expect(told.some(({ createdAt, recipient }) => createdAt >= at && recipient.id === 'con-1')).toBe(false);
    const { rows } = await database.pool.query(
      `select count(*)::int as n from notification where body -> 'recipient' ->> 'id' = 'con-1' and created_at >= '2026-03-27'`,
    );
    expect(rows).toEqual([{ n: 0 }]);

    // The dates are over by themselves.
    await until(ten('2026-03-31') + 60 * minute);
    expect(since(ten('2026-03-31')).at(-1)).toBe('escalation Maureen +60');
    expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
  });

  it('entered while she is being asked calls the step out again, to those who stand in', async () => {
    await change((tx) => putRota(tx, 'agency', agencyRota));
    await until(ten('2026-03-25') + 65 * minute);
    const dates = { ...operation, fromAt: '2026-03-25T00:00:00Z' };
    await change((tx) => addUnavailability(tx, home.patientId, 'con-1', dates));
    await settled({ database, pipeline });
    expect(since(ten('2026-03-25')).slice(2)).toEqual(['escalation Maureen +60', 'escalation Ada +65']);
    await pipeline.close();
    await start();
    await until(ten('2026-03-25') + 85 * minute);
    expect(since(ten('2026-03-25')).at(-1)).toBe('escalation Coordination centre +85');
    expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
  });
});

describe('the end of a turn of duty', () => {
  const ada = { kind: 'on-call', id: 'ada', name: 'Ada', tier: 'professional' } as const;
  const rota = rotaInput.parse({ ...agencyRota, people: [...agencyRota.people, person('cy', 'Cy')] });

  it('calls out again what those who leave had, to those who come, also after a restart', async () => {
    await change((tx) => putRota(tx, 'rrt', rota));
    await until(ten('2026-03-25') + 60 * minute);
    const id = pipeline.openAlerts()[0]!.id;
    // Step 5 is rapid response: at 11:50, unless it is handed over before.
    await pipeline.command(id, { type: 'hand-over', actor: ada, to: { level: 'rapid-response' } }, null);
    await pipeline.command(id, { type: 'acknowledge', actor: ada }, null);
    await pipeline.close();
    await start();
    await until(ten('2026-03-25') + 70 * minute);
    expect(since(ten('2026-03-25')).slice(-2)).toEqual(['escalation Rapid response +70', 'escalation Bo +70']);
    expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
  });

  it('is moved by a swap that is made while the gateway runs', async () => {
    await change((tx) => putRota(tx, 'rrt', rota));
    const at = Date.parse('2026-03-25T11:00:00Z');
    const swap = { fromAt: new Date(at - hour).toISOString(), untilAt: new Date(at + day).toISOString(), outId: 'bo', inId: 'cy' };
    await change((tx) => addOverride(tx, 'rrt', rotaOverrideInput.parse(swap)));
    await until(ten('2026-03-25') + 110 * minute);
    expect(since(ten('2026-03-25')).slice(-2)).toEqual(['escalation Rapid response +110', 'escalation Cy +110']);
    expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
  });
});
