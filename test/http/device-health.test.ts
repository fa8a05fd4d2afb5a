import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeviceHealthView, deviceHealthView } from '../../gateway/contract/device-health.ts';
import { silentKit } from '../../gateway/contract/equipment.ts';
import { saveDays } from '../../gateway/store/device-days.ts';
import { day } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

const today = Math.floor(startAt / day);
let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const health = async (): Promise<Record<string, DeviceHealthView>> => {
  const answer = await http.ask('coordinator', 'GET', '/api/patients/kathleen/device-health');
  return Object.fromEntries(
    deviceHealthView
      .array()
      .parse(answer.json())
      .map((one) => [one.id, one]),
  );
};

describe('how devices are', () => {
  it('is unknown where nothing was told, and never well', async () => {
    expect(await health()).toMatchObject({
      fridge: { battery: { state: 'unknown', why: 'never-told', level: null, toldOn: null }, signal: null, clock: null, test: null },
      watch: { battery: { state: 'unknown' }, test: { testedAt: null, dueAt: '2026-02-11T06:00:00.000Z', overdue: false } },
    });
  });

  it('is what was told, with a forecast and its limits', async () => {
    const nothing = { deviceId: 'fridge', millivolts: null, low: null, signal: null, weakest: null, clockAheadMs: null, toldAt: startAt };
    await saveDays(
      http.database.pool,
      Array.from({ length: 40 }, (_, i) => ({ ...nothing, day: today - 39 + i, percent: 89 - i })),
    );
    await saveDays(http.database.pool, [
      { ...nothing, day: today, percent: null, signal: { scale: 'lqi', value: 90 }, weakest: 50, clockAheadMs: -130_000 },
    ]);
    expect((await health()).fridge).toMatchObject({
      battery: {
        ...{ state: 'forecast', why: null, level: 50, unit: '%', toldOn: '2026-01-12' },
        ...{ emptyOn: '2026-03-03', earliestOn: '2026-03-03', latestOn: '2026-03-03' },
      },
      signal: { scale: 'lqi', last: 90, weakest: 50, weak: true, toldOn: '2026-01-12' },
      clock: { aheadSeconds: -130, wrong: true },
    });
  });

  it('of nobody is nothing', async () => {
    expect((await http.ask('coordinator', 'GET', '/api/patients/nobody/device-health')).json()).toEqual([]);
  });
});

describe('a test of a device', () => {
  const listed = async () => silentKit.array().parse((await http.ask('coordinator', 'GET', '/api/silent-kit')).json());
  const test = (body: object, device = 'watch', role: 'coordinator' | 'responder' = 'coordinator') =>
    http.ask(role, 'POST', `/api/devices/${device}/tests`, body);

  it('that failed opens its fault, on the list of silent kit, until one works', async () => {
    expect((await test({ worked: false, note: 'No sound.' })).statusCode).toBe(204);
    expect(await listed()).toMatchObject([{ device: { id: 'watch' }, owner: null, untested: true, overdue: false }]);
    const plan = { interimPlan: 'A call at nine.', owner: 'Stores' };
    expect((await http.ask('coordinator', 'POST', '/api/silent-kit/watch/plan', plan)).statusCode).toBe(204);
    expect(await listed()).toMatchObject([{ owner: 'Stores', interimPlan: 'A call at nine.' }]);
    expect((await test({ worked: true })).statusCode).toBe(204);
    expect(await listed()).toEqual([]);
    expect((await health()).watch?.test).toEqual({
      testedAt: '2026-01-12T06:00:00.000Z',
      dueAt: '2026-02-11T06:00:00.000Z',
      overdue: false,
    });
  });

  it.each([
    ['without a word whether it worked', {}, 'watch', 'coordinator', 400],
    ['of no device', { worked: true }, 'nothing', 'coordinator', 404],
    ['by whoever may not', { worked: true }, 'watch', 'responder', 403],
  ] as const)('%s is refused', async (_, body, device, role, status) => {
    expect((await test(body, device, role)).statusCode).toBe(status);
  });
});

describe('a task', () => {
  const list = async () => (await http.ask('coordinator', 'GET', '/api/tasks')).json() as { id: string }[];

  it('is in the queue of its kind, and has an owner when somebody takes it on', async () => {
    await http.database.pool.query(`insert into task (id, kind, patient_id, device_id, text, created_at)
      values ('a', 'device-test', 'kathleen', 'watch', 'Test it.', '2026-01-12'), ('b', 'unreachable', 'kathleen', null, 'Mary.', '2026-01-11')`);
    expect(await list()).toMatchObject([
      { id: 'a', queue: 'technical', deviceId: 'watch', owner: null },
      { id: 'b', queue: 'care', deviceId: null, owner: null },
    ]);
    expect((await http.ask('coordinator', 'POST', '/api/tasks/a/owner', {})).statusCode).toBe(204);
    expect(await list()).toMatchObject([{ owner: 'A coordinator' }, { owner: null }]);
    expect((await http.ask('responder', 'POST', '/api/tasks/a/owner', { owner: 'Stores' })).statusCode).toBe(204);
    expect(await list()).toMatchObject([{ owner: 'Stores' }, {}]);
    expect((await http.ask('coordinator', 'POST', '/api/tasks/nothing/owner', {})).statusCode).toBe(404);
  });
});
