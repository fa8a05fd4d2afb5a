import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day, hour } from '../../../rules/model/time.ts';
import { httpFixture, startAt } from '../fixture.ts';
import { type Circle, circle, me } from './circle.ts';

let c: Circle;
const iso = (at: number) => new Date(at).toISOString();
const church = {
  id: 'k-church',
  template: 'personal-goal',
  approvedBy: 'Dr Amin',
  params: { words: 'walk to the church', timesPerWeek: 3 },
};
const pills = {
  id: 'k-pills',
  template: 'pills',
  approvedBy: 'Dr Amin',
  params: { doses: [{ time: '08:00', medicine: 'morning tablets' }] },
};
/** About the same dose as `pills`: it is asked for once. */
const dispenser = { ...pills, id: 'k-dispenser', template: 'dispenser' };
beforeAll(async () => {
  c = await circle(await httpFixture());
  await c.relate('patient', 'self');
  await c.relate('contact', 'contact', 'mary');
  await c.relate('champion', 'champion', 'mary');
  for (const scenario of [church, pills, dispenser]) {
    const patientAgreed = scenario === church ? { how: 'told' } : null;
    const answer = await c.ask('administrator', 'POST', '/api/patients/kathleen/scenarios', { ...scenario, patientAgreed });
    if (answer.statusCode !== 201) throw new Error(answer.body);
  }
});
afterAll(() => c?.http.close());

describe('a pause', () => {
  const path = `${me}/pause`;
  const pause = (body: object) => c.ask('patient', 'PUT', path, body);
  const tasks = async () =>
    (await c.ask('coordinator', 'GET', '/api/tasks')).json().filter(({ kind }: { kind: string }) => kind === 'pause-by-person');

  it('shows before it is saved what would rest and what goes on', async () => {
    const { pause: now, rests, goesOn, text } = (await c.ask('patient', 'GET', path)).json();
    expect(now).toBeNull();
    expect(rests).toContain('Fridge not opened at mealtime');
    expect(goesOn).toContain('Call for help');
    expect(goesOn).not.toContain('Fridge not opened at mealtime');
    expect(text).toContain('nobody would notice');
  });

  it.each([
    [startAt, 'must be later than now'],
    [startAt + 28 * day + 1, 'must not be more than 28 days ahead'],
  ])('until %d is refused', async (untilAt, message) => {
    const answer = await pause({ untilAt: iso(untilAt), reason: 'away' });
    expect([answer.statusCode, answer.json().errors]).toEqual([422, [{ path: 'untilAt', message }]]);
  });

  it('is in force at once, seen by the team, and ends by itself', async () => {
    expect((await pause({ untilAt: iso(startAt + hour), reason: 'away' })).statusCode).toBe(204);
    expect(c.http.pipeline.context('kathleen')?.presence).toMatchObject({ mode: 'away', untilAt: startAt + hour });
    expect((await c.ask('patient', 'GET', me)).json()).toMatchObject({
      pause: { reason: 'away', untilAt: iso(startAt + hour) },
      today: [],
    });
    expect((await c.ask('patient', 'GET', path)).json().text).toContain('It ends by itself');
    expect(await tasks()).toMatchObject([{ patientId: 'kathleen', text: expect.stringContaining('away until 2026-01-12, 07:00') }]);
    c.http.clock.advanceBy(hour);
    expect((await c.ask('patient', 'GET', me)).json()).toMatchObject({ pause: null, presence: { mode: 'away' } });
  });

  it('does not rest a call for help', async () => {
    await pause({ untilAt: iso(startAt + day), reason: 'holiday' });
    await c.ask('patient', 'POST', `${me}/help`, { id: 'h', at: iso(startAt) });
    expect((await c.ask('coordinator', 'GET', '/api/alerts')).json()).toMatchObject([{ template: 'sos', status: 'open' }]);
  });

  it('is ended by the person, and is nobody else’s', async () => {
    expect((await c.ask('patient', 'DELETE', path)).statusCode).toBe(204);
    expect(c.http.pipeline.context('kathleen')?.presence).toMatchObject({ mode: 'home', untilAt: null });
    expect((await c.ask('contact', 'GET', path)).statusCode).toBe(404);
  });
});

describe('today and goals', () => {
  it('ask the person for what is agreed and still open', async () => {
    const { today } = (await c.ask('patient', 'GET', me)).json();
    expect(today).toMatchObject([
      { kind: 'dose', text: 'Take your morning tablets', fromAt: '2026-01-12T07:00:00.000Z', dueAt: '2026-01-12T08:00:00.000Z' },
    ]);
    expect((await c.ask('patient', 'GET', me, undefined, 'pl')).json().today[0].text).toBe('Czas na leki: morning tablets');
    expect((await c.ask('contact', 'GET', me)).json().today).not.toContainEqual(expect.objectContaining({ kind: 'dose' }));
  });

  it('count what was done this week, in the person’s own words', async () => {
    const goals = async (role: 'patient' | 'champion') => (await c.ask(role, 'GET', `${me}/goals`)).json();
    const walked = { id: 'g1', kind: 'goal', value: 'walk to the church', measuredAt: iso(c.http.clock.now()) };
    expect((await c.ask('patient', 'POST', `${me}/readings`, walked)).statusCode).toBe(200);
    expect(await goals('patient')).toEqual([
      { id: 'k-church', text: 'walk to the church', done: 1, of: 3, attainment: '1 of 3 times this week' },
    ]);
    expect((await c.ask('patient', 'PUT', `${me}/goals/k-church`, { text: 'see the vicar' })).statusCode).toBe(204);
    expect((await goals('patient'))[0]).toMatchObject({ text: 'see the vicar', done: 1 });
    expect((await c.ask('patient', 'PUT', `${me}/goals/k-pills`, { text: 'none' })).statusCode).toBe(404);

    expect((await c.ask('champion', 'GET', `${me}/goals`)).statusCode).toBe(404);
    await c.allow('mary', 'see-attainment');
    expect(await goals('champion')).toEqual([{ id: 'k-church', text: null, done: 1, of: 3, attainment: '1 of 3 times this week' }]);
    const seen = (await c.ask('champion', 'GET', me)).json();
    expect(seen).toMatchObject({
      sentence: null,
      lastHeardAt: null,
      openAlerts: null,
      presence: null,
      pause: null,
      today: [],
      mayAct: ['see-goals'],
    });
    expect((await c.ask('champion', 'PUT', `${me}/goals/k-church`, { text: 'x' })).statusCode).toBe(404);
  });
});
