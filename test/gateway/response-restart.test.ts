import { pino } from 'pino';
import { EMPTY } from 'rxjs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { alertDetail, alertSummary } from '../../gateway/contract/alerts.ts';
import { responseJob } from '../../gateway/contract/response.ts';
import { type Response, startResponse } from '../../gateway/response/start.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { hour, minute, second } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture } from '../http/fixture.ts';
import { basic, enrolKathleen } from '../http/home.ts';
import { patience } from '../support/patience.ts';
import { virtualClock } from '../support/virtual-clock.ts';

/** The gateway until it dies: its clock is never moved, so that it does nothing of itself from there. */
let http: HttpFixture;
let next: Response | undefined;
beforeAll(async () => {
  http = await httpFixture();
});
afterAll(async () => {
  await next?.close();
  await http?.close();
});

const iso = (at: number) => new Date(at).toISOString();
async function post(role: 'administrator' | 'manager' | 'coordinator', url: string, body: object): Promise<void> {
  const answer = await http.ask(role, 'POST', url, body);
  expect(answer.statusCode, answer.body).toBe(201);
}
const read = async () => responseJob.parse((await http.ask('coordinator', 'GET', '/api/response-jobs/job-1')).json());

it('an offer that ran out while the gateway was away passes on once, and nobody is told twice', async () => {
  await post('administrator', '/api/teams', { id: 'ccc', kind: 'coordination', name: 'Centre', channels: [{ kind: 'console' }] });
  await post('administrator', '/api/teams', { id: 'rrt', kind: 'rapid-response', name: 'Rapid response' });
  const secrets = await enrolKathleen(http);
  for (const [unitId, role] of [
    ['car-1', 'responder'],
    ['car-2', 'clinician'],
  ] as const) {
    await post('manager', '/api/response/units', { id: unitId, teamId: 'rrt', name: unitId, skills: [] });
    const duty = { unitId, untilAt: iso(http.clock.now() + 8 * hour) };
    expect((await http.ask(role, 'PUT', '/api/response/my/duty', duty)).statusCode).toBe(200);
    http.clock.advanceBy(second);
  }
  const payload = { kind: 'sos', observedAt: iso(http.clock.now()) };
  const headers = basic('watch', secrets.get('watch')!);
  await http.app.inject({ method: 'POST', url: '/api/devices/watch/observations', payload, headers });
  const [alert] = alertSummary.array().parse((await http.ask('coordinator', 'GET', '/api/alerts')).json());
  const asked = { id: 'job-1', urgency: 'visit', reason: 'No answer.', unitId: null };
  await post('coordinator', `/api/alerts/${alert!.id}/response-jobs`, asked);
  expect(await read()).toMatchObject({ state: 'offered', offers: [{ unitId: 'car-1', answer: null }] });

  const clock = virtualClock(http.clock.now() + 2 * minute);
  const handed: Notification[] = [];
  const restart = async () => {
    await next?.close();
    next = startResponse({
      ...{ pool: http.database.pool, clock, log: pino({ level: 'silent' }), alerts: http.pipeline, alerts$: EMPTY },
      patient: (id: string) => http.pipeline.context(id),
      notifier: { enqueue: (more) => void handed.push(...more), withdraw: () => undefined },
      offerMs: 90 * second,
      url: 'http://localhost:8080/responder/',
    });
    return next.desk;
  };
  /** Lets what is due now happen until it is so; time stands still meanwhile. */
  const until = (state: object) =>
    vi.waitFor(async () => {
      clock.advanceBy(0);
      expect(await read()).toMatchObject(state);
    }, patience);

  await restart();
  await until({
    state: 'offered',
    offers: [
      { unitId: 'car-1', answer: 'timed-out' },
      { unitId: 'car-2', answer: null },
    ],
  });
  // Looked at again while the second is being asked, and once more when nobody is left.
  await (await restart()).look();
  clock.advanceBy(90 * second);
  await until({ state: 'overflow', offers: [{ answer: 'timed-out' }, { answer: 'timed-out' }] });
  await (await restart()).look();

  const told = [...http.notices, ...handed].map(({ id }) => id).filter((id) => id.startsWith('job-1/'));
  const stored = await http.database.pool.query<{ id: string }>(`select id from notification where starts_with(id, 'job-1/')`);
  expect(told.toSorted()).toEqual(stored.rows.map(({ id }) => id).toSorted());
  expect(told.map((id) => id.split('/')[1])).toEqual(['offer', 'offer', 'overflow']);
  await vi.waitFor(async () => {
    const { timeline } = alertDetail.parse((await http.ask('coordinator', 'GET', `/api/alerts/${alert!.id}`)).json());
    expect(timeline.filter(({ type }) => type === 'visit').map(({ text }) => text.replace(/\d\d:\d\d/g, 'T'))).toEqual([
      'A visit is decided: No answer. There by T.',
      'The visit is offered to car-1.',
      'car-1 has not answered.',
      'The visit is offered to car-2.',
      'car-2 has not answered.',
      'No unit is left to be asked for the visit; the centre is told.',
    ]);
  }, patience);
});
