import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patientDetail } from '../../gateway/contract/people.ts';
import { verifyReplay } from '../../gateway/replay-verify.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import { hour, minute } from '../../rules/model/time.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { liveUntil } from '../support/judge.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeEach(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterEach(() => http?.close());

/** Monday 12 January 2026, 06:00 when it begins; the fridge is expected to be opened from 07:00 to 10:00. */
const at = (hours: number) => startAt + (hours - 6) * hour;
const tomorrow = 24;

const until = (then: number) => liveUntil(then, http);

const fridgeAlerts = () => http.pipeline.openAlerts().filter(({ scenarioId }) => scenarioId === 'k-fridge');
const url = '/api/patients/kathleen/scenarios/k-fridge';
const status = async () => {
  const patient = patientDetail.parse((await http.ask('coordinator', 'GET', '/api/patients/kathleen')).json());
  return patient.scenarios.find(({ id }) => id === 'k-fridge')?.status;
};
const replayed = async () => (await verifyReplay(http.database.pool, catalogue)).differences;

describe('what a place says', () => {
  it('is judged from the moment it is approved, and the alert says whose limit it is', async () => {
    const { localityId } = (await http.database.pool.query<{ localityId: string }>('select locality_id as "localityId" from home'))
      .rows[0]!;
    await until(at(7.5));
    const layer = { template: 'fridge', params: { window: { to: '08:00' } }, approvedBy: 'Dr Shah' };
    const answer = await http.ask('clinician', 'PUT', `/api/localities/${localityId}/scenario-layers`, layer);
    expect(answer.json()).toMatchObject({ version: 1, reached: 1 });
    await until(at(8) - 1);
    expect(fridgeAlerts()).toEqual([]);
    await until(at(8));
    const [alert] = fridgeAlerts();
    expect(alert?.evidence[0]?.limit).toBe(
      'Expected between 07:00 and 08:00 (scenario version 1, approved by Dr Amin; window.to: North locality, version 1, approved by Dr Shah on 12 January 2026).',
    );
    expect(await replayed()).toEqual([]);
  });
});

describe('a pause', () => {
  const pause = (untilAt: number) =>
    http.ask('coordinator', 'POST', `${url}/pause`, { untilAt: new Date(untilAt).toISOString(), reason: 'With her daughter' });

  it('raises nothing, ends by itself, and is judged again from then on', async () => {
    await until(at(7));
    expect((await pause(at(12))).statusCode).toBe(200);
    await until(at(12) - 1);
    expect([fridgeAlerts(), await status()]).toEqual([[], 'paused']);
    await until(at(23));
    expect([fridgeAlerts(), await status()]).toEqual([[], 'active']);
    await until(at(tomorrow + 10) - 1);
    expect(fridgeAlerts()).toEqual([]);
    await until(at(tomorrow + 10));
    expect(fridgeAlerts().map(({ id, openedAt }) => [id, openedAt])).toEqual([['k-fridge.1', at(tomorrow + 10)]]);
    expect(await replayed()).toEqual([]);
  });

  it('that ends before the window does leaves the window to be judged', async () => {
    await until(at(6.5));
    await pause(at(10) - minute);
    await until(at(10));
    expect(fridgeAlerts()).toHaveLength(1);
    expect(await replayed()).toEqual([]);
  });

  it('leaves an open alert with the people who have it, and takes it further', async () => {
    await until(at(10));
    const step = fridgeAlerts()[0]!.step;
    await pause(at(20));
    await until(at(12));
    expect(fridgeAlerts()).toHaveLength(1);
    expect(fridgeAlerts()[0]!.step).toBeGreaterThan(step);
    expect(await replayed()).toEqual([]);
  });
});

describe('a preview', () => {
  const preview = async (body: object) => (await http.ask('clinician', 'POST', `${url}/preview`, body)).json();

  it('says what other terms would have meant, and changes nothing', async () => {
    await until(at(8.5));
    const answer = await preview({ params: { window: { to: '08:00' } } });
    expect(answer.report.alerts).toMatchObject([{ scenarioId: 'k-fridge', openedAt: new Date(at(8)).toISOString() }]);
    expect(answer).toMatchObject({
      current: { alerts: [] },
      difference: { onlyInProposed: [{}], onlyInCurrent: [], words: expect.anything() },
    });
    expect([fridgeAlerts(), await status()]).toEqual([[], 'active']);
  });

  it('takes a draft by its version, and what a place says is laid under terms', async () => {
    await until(at(8.5));
    const { rows } = await http.database.pool.query<{ localityId: string }>('select locality_id as "localityId" from home');
    const layer = { template: 'fridge', params: { window: { from: '07:30' } }, approvedBy: 'Dr Shah' };
    await http.ask('clinician', 'PUT', `/api/localities/${rows[0]!.localityId}/scenario-layers`, layer);
    const draft = { template: 'fridge', params: { window: { to: '08:00' } }, status: 'draft' };
    expect((await http.ask('clinician', 'PUT', url, draft)).json()).toEqual({ id: 'k-fridge', version: 2 });
    const { report } = await preview({ version: 2 });
    expect(report.alerts[0]?.evidence[0]?.limit).toContain('Expected between 07:30 and 08:00');
  });

  it('of a new agreement stands beside what is in force, and says what the person would read', async () => {
    await until(at(8.5));
    const asked = (body: object, role: 'clinician' | 'administrator' = 'clinician') =>
      http.ask(role, 'POST', '/api/patients/kathleen/scenarios/preview', body);
    const answer = (await asked({ template: 'fridge', params: { window: { to: '08:00' } } })).json();
    expect(answer).toMatchObject({ current: null, difference: null, report: { alerts: [{ openedAt: new Date(at(8)).toISOString() }] } });
    expect(answer.agreement).toMatch(/between 07:00 and 08:00/);
    expect((await asked({ template: 'fridges' })).json()).toMatchObject({ status: 422 });
    expect((await asked({ template: 'fridge' }, 'administrator')).statusCode).toBe(403);
    const nobody = await http.ask('clinician', 'POST', '/api/patients/nobody/scenarios/preview', { template: 'fridge' });
    expect(nobody.statusCode).toBe(404);
  });

  it('names what is wrong with the terms, and what does not exist', async () => {
    expect(await preview({ params: { window: { to: 'noon' } } })).toMatchObject({
      status: 422,
      errors: [{ path: expect.stringContaining('params.window.to') }],
    });
    expect(await preview({ version: 7 })).toMatchObject({ status: 404 });
    const nowhere = await http.ask('clinician', 'POST', url.replace('k-fridge', 'nothing').concat('/preview'), {});
    expect(nowhere.statusCode).toBe(404);
    expect((await http.ask('administrator', 'POST', `${url}/preview`, {})).statusCode).toBe(403);
  });
});

describe('consent that is taken back', () => {
  it('ends the watching at once', async () => {
    await until(at(9));
    await http.ask('coordinator', 'POST', `${url}/withdraw-consent`, { by: 'Kathleen' });
    await until(at(12));
    expect([fridgeAlerts(), await status()]).toEqual([[], 'retired']);
    expect(await replayed()).toEqual([]);
  });

  it('closes the alert that is open about it in the same instant, and tells everyone who was told', async () => {
    await until(at(11.1));
    const [alert] = fridgeAlerts();
    const asked = alert?.attempts.filter(({ recipient }) => recipient.kind === 'contact').map(({ recipient }) => recipient.name);
    expect(asked?.length).toBeGreaterThan(0);
    const answer = await http.ask('coordinator', 'POST', `${url}/withdraw-consent`, { by: 'Kathleen' });
    expect(answer.statusCode).toBe(200);
    expect(fridgeAlerts()).toEqual([]);
    const { rows } = await http.database.pool.query<{ state: AlertState }>('select state from alert where id = $1', [alert?.id]);
    expect(rows[0]?.state).toMatchObject({
      status: 'closed',
      closedAt: at(11.1),
      outcome: { code: 'condition-settled', by: 'A coordinator', note: 'Kathleen has taken back the consent for this.' },
    });
    const told = await http.database.pool.query<{ to: string; words: string }>(
      `select body->'recipient'->>'name' as to, body->>'body' as words from notification where alert_id = $1 and purpose = 'resolved'`,
      [alert?.id],
    );
    expect(told.rows.map(({ to }) => to)).toEqual(asked);
    expect(told.rows[0]?.words).toContain('Kathleen has taken back the consent for this, so we no longer watch it.');
    expect(await replayed()).toEqual([]);
  });
});
