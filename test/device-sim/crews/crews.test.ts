import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { HomeClock } from '../../../device-sim/clock.ts';
import { type Course, courseOf } from '../../../device-sim/crews/course.ts';
import { Crews } from '../../../device-sim/crews/crews.ts';
import { runCrews } from '../../../device-sim/crews/run.ts';
import { type ResponseJob, responseBoard, responseJob } from '../../../gateway/contract/response.ts';
import { hour, minute } from '../../../rules/model/time.ts';
import { at, password, people, TestGateway } from '../../e2e/gateway.ts';
import { kathleens } from '../../e2e/homes.ts';
import { patience } from '../../support/patience.ts';

const emailOf = (role: string) => people.find((one) => one.role === role)!.email;
const seed = 1;
/** Ben goes out with Van 1, Dr Amin with Van 2. */
const crewsOf = (roles: readonly string[], secret = password) =>
  new Crews({
    baseUrl: gateway.app.publicUrl,
    crews: roles.map((role, n) => ({ unitId: `van-${n + 1}`, email: emailOf(role) })),
    password: secret,
    seed,
    now: () => gateway.clock.now(),
  });

let gateway: TestGateway;
let both: Crews;
beforeAll(async () => {
  gateway = await TestGateway.start(at('08:00'));
  await gateway.enrol(kathleens([{ template: 'sos' }]));
  for (const n of [1, 2]) {
    const unit = { id: `van-${n}`, teamId: 'rrt', name: `Van ${n}` };
    expect((await gateway.ask('administrator', 'POST', '/api/response/units', unit)).status).toBe(201);
  }
  both = crewsOf(['responder', 'clinician']);
});
afterAll(() => gateway?.close());

const board = async () => responseBoard.parse((await gateway.ask('coordinator', 'GET', '/api/response/board')).body);
const read = async (id: string): Promise<ResponseJob> =>
  responseJob.parse((await gateway.ask('coordinator', 'GET', `/api/response-jobs/${id}`)).body);
const offDuty = async (role: 'responder' | 'clinician') =>
  expect((await gateway.ask(role, 'PUT', '/api/response/my/duty', { unitId: null })).status).toBe(200);

/** Kathleen presses her button, and Van 1 is asked to go; gives the id of the visit, with which its crew will deal so. */
async function dispatch(isSo: (course: Course) => boolean): Promise<string> {
  await gateway.device('button').send({ kind: 'sos' });
  await gateway.settled();
  const [alert] = await gateway.alertsOf('kathleen');
  const offeredAt = new Date(gateway.clock.now()).toISOString();
  const ids = Array.from({ length: 1_000 }, (_, n) => `visit-${n}`);
  const id = ids.find((jobId) => isSo(courseOf(seed, { unitId: 'van-1', jobId, offeredAt })))!;
  const job = { id, urgency: 'visit', reason: 'No answer.', unitId: 'van-1' };
  expect((await gateway.ask('coordinator', 'POST', `/api/alerts/${alert!.id}/response-jobs`, job)).status).toBe(201);
  return id;
}

/** Crews and gateway live on, each in its turn, until the visit is as wanted. */
async function live(crews: Crews, id: string, isSo: (job: ResponseJob) => boolean): Promise<ResponseJob> {
  for (let turns = 0; turns < 60; turns++) {
    const next = await crews.look();
    const job = await read(id);
    if (isSo(job)) return job;
    // Offers run out at times of their own.
    const offer = job.offers.find(({ answer }) => answer === null);
    await gateway.until(Math.max(gateway.clock.now(), Math.min(next, offer ? Date.parse(offer.untilAt) : next)));
  }
  throw new Error(`${id} did not come so far`);
}

it('crews come on duty, and make a visit to its end, also where nobody opens at first', { timeout: 60_000 }, async () => {
  await both.look();
  expect((await board()).units.map(({ state }) => state)).toEqual(['free', 'free']);
  const id = await dispatch(({ answer, ringsInVain }) => answer === 'accept' && ringsInVain);
  const { stages, unit, clocks } = await live(both, id, ({ state }) => state === 'completed');
  expect(stages.map(({ type }) => type)).toEqual(['accept', 'on-the-way', 'arrived', 'no-access', 'access-gained', 'complete']);
  expect([unit?.name, clocks.missed]).toEqual(['Van 1', []]);
  await vi.waitFor(async () => expect((await gateway.alertsOf('kathleen'))[0]?.status).toBe('closed'), patience);
});

it.each([
  ['declined', 'decline', 'declined'],
  ['not answered', 'none', 'timed-out'],
] as const)('an offer that is %s goes to the next unit', { timeout: 60_000 }, async (_, wanted, answer) => {
  const id = await dispatch((course) => course.answer === wanted);
  const job = await live(both, id, ({ offers }) => offers.length > 1);
  expect(job.offers.map((offer) => [offer.unitId, offer.answer])).toEqual([
    ['van-1', answer],
    ['van-2', null],
  ]);
  const [alert] = await gateway.alertsOf('kathleen');
  expect((await gateway.act('coordinator', alert!, { type: 'close', outcome: 'test', note: '' })).status).toBe(200);
  await vi.waitFor(async () => expect((await board()).jobs).toEqual([]), patience);
});

it('a turn that ends soon is made longer, and a unit is left to whoever else comes on duty with it', { timeout: 60_000 }, async () => {
  await offDuty('clinician');
  const crews = crewsOf(['responder']);
  const untilOf = async () => Date.parse((await board()).units[0]!.until!);
  const first = await untilOf();
  await gateway.until(first - hour + 1);
  await crews.look();
  expect(await untilOf()).toBe(gateway.clock.now() + 8 * hour);
  const mine = { unitId: 'van-1', untilAt: new Date(gateway.clock.now() + 2 * hour).toISOString() };
  expect((await gateway.ask('clinician', 'PUT', '/api/response/my/duty', mine)).status).toBe(200);
  await crews.look();
  expect((await board()).units[0]!.crew.map(({ name }) => name)).toEqual(['Dr Amin']);
  await offDuty('clinician');
});

it('who cannot sign in, and a unit that is not there, are said', async () => {
  await expect(crewsOf(['responder'], 'a wrong password').look()).rejects.toThrow('sign-in as ben@example.org');
  await expect(crewsOf(['responder', 'clinician', 'coordinator']).look()).rejects.toThrow('there is no unit van-3');
});

it('crews hear at once what has changed, and say what is due by the clock', { timeout: 60_000 }, async () => {
  for (const role of ['responder', 'clinician'] as const) await offDuty(role);
  const stop = new AbortController();
  const complaints: string[] = [];
  const clock: HomeClock = {
    speed: 1,
    now: () => gateway.clock.now(),
    alarm: (then, ring) => {
      const set = gateway.clock.scheduler.schedule(ring, Math.max(0, then - gateway.clock.now()));
      return () => set.unsubscribe();
    },
  };
  const crews = crewsOf(['responder']);
  const running = runCrews({ crews, clock, signal: stop.signal, complain: (reason) => void complaints.push(reason) });
  const onVan1 = async () => (await board()).units[0]!.crew.map(({ name }) => name);
  await vi.waitFor(async () => expect(await onVan1()).toEqual(['Ben Okoro']), patience);
  const before = gateway.clock.now();
  const mine = { unitId: 'van-1', untilAt: new Date(before + 2 * hour).toISOString() };
  expect((await gateway.ask('clinician', 'PUT', '/api/response/my/duty', mine)).status).toBe(200);
  await vi.waitFor(async () => expect(await onVan1()).toEqual(['Dr Amin']), patience);
  await offDuty('clinician');
  await vi.waitFor(async () => expect(await onVan1()).toEqual(['Ben Okoro']), patience);
  // All of this without a second of care time.
  expect(gateway.clock.now()).toBe(before);
  const first = Date.parse((await board()).units[0]!.until!);
  // They look again every quarter of an hour; an alarm that is set when its time is there already rings when the clock moves again.
  let due = first - hour;
  await vi.waitFor(async () => {
    due += 5 * minute;
    await gateway.until(due);
    expect(Date.parse((await board()).units[0]!.until!)).toBeGreaterThan(first);
  }, patience);
  stop.abort();
  await running;
  expect(complaints).toEqual([]);
});
