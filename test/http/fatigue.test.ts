import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertLoad, suggestion } from '../../gateway/contract/fatigue.ts';
import { day, hour } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const iso = (at: number) => new Date(at).toISOString();
let count = 0;

/** A closed alert as the judge stores it; only what is counted of it. */
async function anAlert(openedAt: number, code: string | null, scenarioId = 'k-sos', template = 'sos') {
  const state = { template, outcome: code && { code } };
  count += 1;
  await http.database.pool.query(
    `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, closed_at, wake_at, version, state, seq)
     select $1, patient_id, $2, $3, 'high', 'family', $4, $5, $6, 1, $7, 1 from scenario where id = 'k-sos' limit 1`,
    [
      `counted.${count}`,
      scenarioId,
      code ? 'closed' : 'open',
      new Date(openedAt),
      code ? new Date(openedAt) : null,
      new Date(openedAt),
      state,
    ],
  );
}

const load = async (from: number, to: number, more = '') =>
  alertLoad.parse((await http.ask('manager', 'GET', `/api/alert-load?from=${iso(from)}&to=${iso(to)}${more}`)).json());

describe('the load of alerts', () => {
  it('says by template and by agreement what fired, how it ended, and how much of it was worth it', async () => {
    for (const code of ['advice', 'reassurance', 'reassurance', 'accidental', 'prompt-sufficed', 'test', null])
      await anAlert(startAt + hour, code);
    await anAlert(startAt + hour, 'responder', 'k-old', 'fridge');
    await anAlert(startAt - 1, 'responder');
    await anAlert(startAt + 31 * day, 'responder');
    http.clock.advanceTo(startAt + 31 * day);
    const found = await load(startAt, startAt + 31 * day);
    const sos = { fired: 7, open: 1, acted: 1, noAction: 3, promptSufficed: 1, shareActionable: 0.25 };
    expect(found).toMatchObject({ people: 1, days: 31, enoughData: true, fired: 8, acted: 2, alertsPerPersonPerDay: 8 / 31 });
    expect(found.templates.map(({ template, fired }) => [template, fired])).toEqual([
      ['sos', 7],
      ['fridge', 1],
    ]);
    expect(found.agreements).toMatchObject([
      { scenarioId: 'k-sos', patientName: 'Kathleen Example', ...sos, byOutcome: { reassurance: 2, open: 1 } },
      { scenarioId: 'k-old', fired: 1 },
    ]);
  });

  it.each([
    [30 * day - 1, 29, false],
    [30 * day, 30, true],
  ])('of %i ms is of %i days; enough: %s', async (ms, days, enoughData) => {
    const found = await load(startAt, startAt + ms);
    expect([found.days, found.enoughData, found.shareActionable !== null, found.alertsPerPersonPerDay !== null]).toEqual([
      days,
      enoughData,
      enoughData,
      enoughData,
    ]);
    expect(found.fired).toBe(8);
  });

  it('counts no day before anybody was looked after', async () => {
    expect((await load(startAt - 300 * day, startAt + 20 * day)).days).toBe(20);
  });

  it('of a place counts all places in it', async () => {
    const of = async (id: string) => (await load(startAt, startAt + 31 * day, `&localityId=${id}`)).fired;
    const { rows } = await http.database.pool.query('select locality_id as id from home limit 1');
    await http.ask('administrator', 'POST', '/api/localities', { id: 'county', kind: 'place', name: 'County' });
    await http.database.pool.query("update locality set parent_id = 'county' where id = $1", [rows[0].id]);
    expect([await of(rows[0].id), await of('county'), await of('nowhere')]).toEqual([8, 8, 0]);
  });

  it('refuses a stretch that ends before it begins, or is too long', async () => {
    for (const to of [startAt, startAt + 367 * day]) {
      const answer = await http.ask('manager', 'GET', `/api/alert-load?from=${iso(startAt)}&to=${iso(to)}`);
      expect([answer.statusCode, answer.json().errors[0].path]).toEqual([400, 'to']);
    }
  });
});

describe('suggestions', () => {
  const ask = async (week = '') => suggestion.array().parse((await http.ask('clinician', 'GET', `/api/suggestions${week}`)).json());

  it('are made once for a week, and stay as they were read', async () => {
    const weekAt = Date.UTC(2026, 2, 2, 12);
    http.clock.advanceTo(weekAt);
    for (let i = 0; i < 8; i++) await anAlert(weekAt - (i + 1) * day, 'reassurance');
    const made = await ask();
    expect(made).toMatchObject([{ id: '2026-03-02.limit.k-sos', week: '2026-03-02', kind: 'limit', dismissed: null }]);
    expect(made[0]?.text).toContain('Kathleen Example');
    await anAlert(weekAt - day, 'reassurance');
    expect(await ask()).toEqual(made);
    expect(await ask('?week=2026-03-08')).toEqual(made);
    expect(await ask('?week=2026-01-05')).toEqual([]);
  });

  it('are not made for a week that has not begun', async () => {
    expect((await http.ask('clinician', 'GET', '/api/suggestions?week=2026-03-09')).statusCode).toBe(422);
  });

  it('are dismissed by a clinician, with a reason, once; the agreement stays as it is', async () => {
    const before = await http.database.pool.query('select * from scenario order by id, version');
    const url = '/api/suggestions/2026-03-02.limit.k-sos/dismiss';
    expect((await http.ask('coordinator', 'POST', url, { reason: 'No.' })).statusCode).toBe(403);
    expect((await http.ask('clinician', 'POST', url, { reason: ' ' })).statusCode).toBe(400);
    expect((await http.ask('clinician', 'POST', url, { reason: 'She wants it so.' })).statusCode).toBe(204);
    expect((await http.ask('clinician', 'POST', url, { reason: 'Again.' })).statusCode).toBe(409);
    expect((await http.ask('clinician', 'POST', '/api/suggestions/none/dismiss', { reason: 'No.' })).statusCode).toBe(404);
    expect((await ask())[0]?.dismissed).toMatchObject({ by: 'A clinician', reason: 'She wants it so.' });
    expect((await http.database.pool.query('select * from scenario order by id, version')).rows).toEqual(before.rows);
  });
});
