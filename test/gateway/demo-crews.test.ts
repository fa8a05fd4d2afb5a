import { pino } from 'pino';
import type { Subscription } from 'rxjs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { myResponse, responseBoard } from '../../gateway/contract/response.ts';
import { driveDemoCrews, seedDemoUnits } from '../../gateway/demo/crews.ts';
import type { ResponseDesk } from '../../gateway/response/desk.ts';
import { hour, minute, second } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture } from '../http/fixture.ts';
import { basic, enrolKathleen } from '../http/home.ts';
import { patience } from '../support/patience.ts';

let http: HttpFixture;
let desk: ResponseDesk;
let crews: Subscription;
beforeAll(async () => {
  http = await httpFixture((deps) => {
    desk = deps.desk;
    return {};
  });
  await seedDemoUnits(http.database.pool, http.clock.now());
  crews = driveDemoCrews({ pool: http.database.pool, clock: http.clock, log: pino({ level: 'silent' }), desk });
});
afterAll(async () => {
  crews?.unsubscribe();
  await http?.close();
});

const board = async () => responseBoard.parse((await http.ask('coordinator', 'GET', '/api/response/board')).json());
/** Lets care time pass in small steps until it is so. */
const until = (isSo: () => Promise<void>, stepMs: number) =>
  vi.waitFor(async () => {
    http.clock.advanceBy(stepMs);
    await isSo();
  }, patience);

it('the crews of the demonstration are on duty, make a visit to its end, and leave a unit to whoever comes on duty with it', async () => {
  await until(async () => expect((await board()).units.map(({ state }) => state)).toEqual(Array(5).fill('free')), 20 * second);
  const watch = (await enrolKathleen(http)).get('watch')!;
  const payload = { kind: 'sos', observedAt: new Date(http.clock.now()).toISOString() };
  await http.app.inject({ method: 'POST', url: '/api/devices/watch/observations', payload, headers: basic('watch', watch) });
  const asked = { id: 'job-1', urgency: 'visit', reason: 'No answer.', unitId: 'north-2' };
  expect((await http.ask('coordinator', 'POST', '/api/alerts/k-sos.1/response-jobs', asked)).statusCode).toBe(201);
  await until(async () => {
    expect((await http.ask('coordinator', 'GET', '/api/response-jobs/job-1')).json()).toMatchObject({
      unit: { name: 'North 2' },
      state: 'completed',
    });
  }, minute);
  const untilAt = new Date(http.clock.now() + 2 * hour).toISOString();
  const mine = await http.ask('responder', 'PUT', '/api/response/my/duty', { unitId: 'north-1', untilAt });
  expect(myResponse.parse(mine.json()).unit?.id).toBe('north-1');
  await until(async () => {
    const unit = (await board()).units.find(({ id }) => id === 'north-1');
    expect(unit?.crew.map(({ userId }) => userId)).toEqual([http.userIds.responder]);
  }, 20 * second);
});
