import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Figure, type FigureId, figuresView } from '../../gateway/contract/figures.ts';
import { day, hour, minute } from '../../rules/model/time.ts';
import { pdfTexts } from '../support/pdf-text.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await http.ask('administrator', 'POST', '/api/teams', {
    id: 'ccc',
    kind: 'coordination',
    name: 'Centre',
    channels: [{ kind: 'console' }],
  });
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const iso = (at: number) => new Date(at).toISOString();
type Role = 'manager' | 'clinician' | 'administrator';
async function figures(role: Role = 'manager', more = '') {
  const answer = await http.ask(role, 'GET', `/api/figures?from=${iso(startAt)}&to=${iso(startAt + 40 * day)}${more}`);
  return figuresView.parse(answer.json());
}
const one = (found: Awaited<ReturnType<typeof figures>>, id: FigureId) => found.figures.find((figure) => figure.id === id) as Figure;

/** Kathleen presses her button: her plan asks the centre, and somebody answers. */
async function pressAndAnswer(): Promise<string> {
  const at = http.clock.now();
  const reading = { source: 'watch', kind: 'sos', value: true, key: String(at), provenance: 'device', snapshot: false } as const;
  const observations = [{ ...reading, observedAt: at, receivedAt: at }];
  const arrival = { source: 'watch', homeId: 'long-lane', patientId: 'kathleen', observations, unreadable: [], timeless: [] };
  expect(await new Promise((done) => http.pipeline.accept(arrival, done))).toBeNull();
  return http.pipeline.openAlerts()[0]!.id;
}

describe('figures', () => {
  it('know by the judge’s own words when the centre was asked, and by whom it was answered', async () => {
    const id = await pressAndAnswer();
    http.clock.advanceTo(startAt + 90_000);
    const actor = { kind: 'user', id: http.userIds.coordinator, name: 'A coordinator', tier: 'professional' } as const;
    await http.pipeline.command(id, { type: 'acknowledge', actor }, null);
    const found = await figures();
    expect(one(found, 'answered-60s')).toMatchObject({ measured: '0.0 % (0 of 1)', verdict: 'not-enough-data' });
    expect(one(found, 'answered-180s').measured).toBe('100.0 % (1 of 1)');
    expect(one(found, 'arrived-45min').verdict).toBe('nothing-recorded');
    expect(found.exceptions).toEqual([]);
    expect(found.to).toBe(iso(startAt + 90_000));
    http.clock.advanceTo(startAt + 31 * day);
    expect(one(await figures(), 'answered-60s').verdict).toBe('missed');
  });

  it('of a place count all places in it, and of everybody also whose record is closed by now', async () => {
    const { pool } = http.database;
    const { rows } = await pool.query('select locality_id as id from home limit 1');
    expect(one(await figures('manager', `&localityId=${rows[0].id}`), 'alert-burden').of).toBe(1);
    expect(one(await figures('manager', '&localityId=nowhere'), 'alert-burden').of).toBe(0);
    await pool.query(`insert into restriction (patient_id, reason, set_at, set_by) values ('kathleen', 'Moved away', $1, 'test')`, [
      new Date(startAt + 10 * day),
    ]);
    const burden = one(await figures(), 'alert-burden');
    expect(burden.value).toBeCloseTo(1 / 10, 6);
    await pool.query('delete from restriction');
  });

  it('count faults of kit and what could not be read', async () => {
    const { pool } = http.database;
    await pool.query(`insert into kit_repair (device_id, interim_plan, since, due_at, tested_at) values ('fridge', '', $1, $1, $2)`, [
      new Date(startAt + hour),
      new Date(startAt + 2 * hour),
    ]);
    await pool.query(`insert into quarantine (source, topic, payload, reason, received_at) values ('fridge', 't', 'x', 'no JSON', $1)`, [
      new Date(startAt + minute),
    ]);
    const found = await figures();
    expect([one(found, 'silent-kit-24h').measured, one(found, 'quarantine').measured]).toEqual(['100.0 % (1 of 1)', '1']);
  });

  it('show an administrator nothing of people’s care', async () => {
    const found = await figures('administrator');
    expect(found.figures.map(({ id }) => id)).not.toContain('alert-burden');
    expect([found.exceptions, found.sources, found.actionable]).toEqual([[], [], []]);
    expect(one(found, 'answered-60s').of).toBe(1);
  });

  it.each([
    [`from=${iso(startAt)}&to=${iso(startAt)}`, 'to'],
    [`from=${iso(startAt)}&to=${iso(startAt + 367 * day)}`, 'to'],
    ['from=yesterday&to=today', 'from'],
  ])('refuse %s', async (query, path) => {
    const answer = await http.ask('manager', 'GET', `/api/figures?${query}`);
    expect([answer.statusCode, answer.json().errors[0].path]).toEqual([400, path]);
  });
});

describe('visits', () => {
  it('are counted from the decision to the arrival by the crew’s own clock', async () => {
    await http.ask('administrator', 'POST', '/api/teams', { id: 'rrt', kind: 'rapid-response', name: 'Rapid response' });
    await http.ask('manager', 'POST', '/api/response/units', { id: 'car-1', teamId: 'rrt', name: 'Car 1' });
    const decidedAt = http.clock.now();
    const until = iso(decidedAt + 8 * hour);
    expect((await http.ask('responder', 'PUT', '/api/response/my/duty', { unitId: 'car-1', untilAt: until })).statusCode).toBeLessThan(300);
    const alertId = http.pipeline.openAlerts()[0]?.id ?? (await pressAndAnswer());
    const job = { id: 'job-1', urgency: 'visit', skills: [], reason: 'No answer at the door', unitId: 'car-1' };
    expect((await http.ask('coordinator', 'POST', `/api/alerts/${alertId}/response-jobs`, job)).statusCode).toBe(201);
    const say = (type: string, at: number) =>
      http.ask('responder', 'POST', '/api/response-jobs/job-1/events', { events: [{ id: `job-1-${type}`, type, at: iso(at) }] });
    expect((await say('accept', decidedAt)).statusCode).toBeLessThan(300);
    // It is heard of an hour after it was.
    http.clock.advanceTo(decidedAt + 2 * hour);
    expect((await say('arrived', decidedAt + 46 * minute)).statusCode).toBeLessThan(300);
    const found = await figures();
    expect([one(found, 'arrived-45min').measured, one(found, 'arrived-60min').measured]).toEqual(['0.0 % (0 of 1)', '100.0 % (1 of 1)']);
    expect(one(found, 'urgent-response-2h').measured).toBe('nothing recorded');
  });

  it('and alerts of exercises are left out', async () => {
    const before = await figures();
    const { pool } = http.database;
    await pool.query(
      `insert into training_run (id, exercise_id, home_id, started_at, started_by) values ('t', 'e', 'long-lane', $1, 'x')`,
      [new Date(startAt)],
    );
    const during = await figures();
    expect(one(before, 'alert-burden').of).toBeGreaterThan(0);
    expect(one(during, 'alert-burden').of).toBe(0);
    expect(one(during, 'silent-kit-24h').of).toBe(0);
    await pool.query('delete from training_run');
  });
});

describe('the report of a month', () => {
  it('is a table that names nobody', async () => {
    const answer = await http.ask('manager', 'GET', '/api/figures/monthly/2026-01.csv');
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'no-store',
    ]);
    const lines = answer.body.split('\r\n');
    expect(lines[0]).toBe('section,name,measured,value,of,target,verdict,source');
    expect(lines[1]).toBe('report,month,2026-01,,19,,not-enough-data,');
    expect(lines.filter((line) => line.startsWith('day,'))).toHaveLength(31);
    expect(lines.find((line) => line.startsWith('figure,Answered within 60 seconds'))).toContain('0.0 % (0 of 1)');
    expect(answer.body).not.toMatch(/Kathleen|Long Lane|9990000050/i);
  });

  it('is printed with the same figures, and names nobody', async () => {
    const answer = await http.ask('manager', 'GET', '/api/figures/monthly/2026-01.pdf');
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      ...[200, 'application/pdf', 'no-store'],
    ]);
    const texts = pdfTexts(answer.rawPayload);
    expect(texts).toEqual(expect.arrayContaining(['Figures of January 2026', 'Answered within 60 seconds', '0.0\u00a0% (0 of 1)']));
    expect(texts.join(' ')).not.toMatch(/Kathleen|Long Lane|9990000050/i);
  });

  it.each([
    ['2026-13', 400],
    ['2026-1', 400],
    ['2027-01', 422],
  ])('%s is refused', async (month, status) => {
    for (const ending of ['csv', 'pdf'])
      expect((await http.ask('manager', 'GET', `/api/figures/monthly/${month}.${ending}`)).statusCode).toBe(status);
  });
});
