import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patientDetail, patientSummary } from '../../gateway/contract/people.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

describe('patients', () => {
  it.each([
    ['kathl', 1],
    ['Kathleen Example', 1],
    ['999 000 0050', 1],
    ['long lane', 1],
    ['100%', 0],
    ['', 1],
  ])('are found by %j: %i', async (q, n) => {
    const answer = await http.ask('coordinator', 'GET', `/api/patients?q=${encodeURIComponent(q)}`);
    expect(patientSummary.array().parse(answer.json())).toHaveLength(n);
  });

  it('show devices that were never heard as late, not as well', async () => {
    http.connected.add('watch');
    const detail = patientDetail.parse((await http.ask('coordinator', 'GET', '/api/patients/kathleen')).json());
    expect(detail.lastHeardAt).toBeNull();
    expect(detail.devices.map(({ id, state, connected }) => [id, state, connected])).toEqual([
      ['watch', 'live', true],
      ['fridge', 'late', false],
    ]);
    expect(detail.scenarios[0]).toMatchObject({
      id: 'k-fridge',
      version: 1,
      title: expect.any(String),
      agreement: expect.stringMatching(/\./),
    });
    expect(detail.contacts[0]).toEqual({
      id: 'mary',
      name: 'Mary',
      relationship: 'daughter',
      order: 1,
      mayBeTold: true,
      channelKinds: ['email'],
      unavailable: null,
    });
  });

  it('who do not exist are a problem', async () => {
    const answer = await http.ask('coordinator', 'GET', '/api/patients/nobody');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ title: 'Not Found', detail: 'There is no such patient.' });
  });

  it('go to hospital with an end, and the judge is told', async () => {
    const untilAt = '2026-01-14T09:00:00Z';
    const answer = await http.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', { mode: 'hospital', untilAt });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(http.pipeline.context('kathleen')?.presence).toEqual({ mode: 'hospital', untilAt: Date.parse(untilAt), sinceAt: startAt });
    const refused = await http.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', { mode: 'away' });
    expect(refused.json()).toMatchObject({ status: 400, errors: [{ path: 'untilAt', message: 'an absence needs an end' }] });
  });

  it('who move in make the home a shared one for everybody', async () => {
    expect(http.pipeline.context('kathleen')?.sharedHome).toBe(false);
    const answer = await http.ask('administrator', 'POST', '/api/patients', {
      homeId: 'long-lane',
      givenName: 'Fred',
      familyName: 'Example',
    });
    expect(answer.statusCode).toBe(201);
    expect(http.pipeline.context('kathleen')?.sharedHome).toBe(true);
    expect(http.pipeline.context(answer.json().id)).toMatchObject({ knownAs: 'Fred', devices: [{ id: 'fridge' }] });
  });
});

describe('contacts', () => {
  const otto = { name: 'Otto', relationship: 'neighbour', order: 2, mayBeTold: true, channels: [] };

  it('are added, changed and removed, each time in force at once', async () => {
    const { id } = (await http.ask('coordinator', 'POST', '/api/patients/kathleen/contacts', otto)).json();
    const names = () => http.pipeline.context('kathleen')?.contacts.map(({ name, mayBeTold }) => [name, mayBeTold]);
    expect(names()).toEqual([
      ['Mary', true],
      ['Otto', true],
    ]);
    const url = `/api/patients/kathleen/contacts/${id}`;
    expect((await http.ask('coordinator', 'PUT', url, { ...otto, mayBeTold: false, order: 1 })).statusCode).toBe(204);
    expect(names()).toContainEqual(['Otto', false]);
    expect((await http.ask('coordinator', 'DELETE', url)).statusCode).toBe(204);
    expect(names()).toEqual([['Mary', true]]);
    expect((await http.ask('coordinator', 'DELETE', url)).statusCode).toBe(404);
  });

  it('are read with their addresses by those who arrange things', async () => {
    const answer = await http.ask('coordinator', 'GET', '/api/patients/kathleen/contacts');
    expect(answer.json()).toMatchObject([{ id: 'mary', channels: [{ kind: 'email', address: 'm@example.org' }], quietHours: null }]);
  });

  it('belong to one patient', async () => {
    expect((await http.ask('coordinator', 'POST', '/api/patients/nobody/contacts', otto)).statusCode).toBe(404);
    expect((await http.ask('coordinator', 'DELETE', '/api/patients/nobody/contacts/mary')).statusCode).toBe(404);
  });
});

describe('agreements', () => {
  const url = '/api/patients/kathleen/scenarios';
  const plan = { steps: [{ level: 'family', wait: 'PT20M', message: 'Please look in on {name}.' }] };

  it('get a new version and keep the old one', async () => {
    const answer = await http.ask('clinician', 'PUT', `${url}/k-fridge`, {
      template: 'fridge',
      approvedBy: 'Dr Bea',
      plan,
      severity: 'high',
    });
    expect([answer.statusCode, answer.json()]).toEqual([200, { id: 'k-fridge', version: 2 }]);
    const { rows } = await http.database.pool.query(`select version, status from scenario where id = 'k-fridge' order by version`);
    expect(rows).toEqual([
      { version: 1, status: 'superseded' },
      { version: 2, status: 'active' },
    ]);
    const scenario = http.pipeline.context('kathleen')?.scenarios.find(({ id }) => id === 'k-fridge');
    expect(scenario).toMatchObject({
      version: 2,
      severity: 'high',
      approvedBy: 'Dr Bea',
      plan: { steps: [{ waitMs: 1_200_000 }], okClears: true },
    });
  });

  it.each([
    [{ template: 'sos', approvedBy: 'Dr Bea' }, 'template'],
    [{ template: 'fridge', approvedBy: 'Dr Bea', plan: { steps: [{ ...plan.steps[0], wait: 'soon' }] } }, 'plan.steps.0.wait'],
    [{ template: 'fridge', approvedBy: 'Dr Bea', plan: { steps: [{ ...plan.steps[0], wait: 'PT0S' }] } }, 'plan.steps.0.wait'],
  ])('refuse %j at %s', async (body, path) => {
    const answer = await http.ask('clinician', 'PUT', `${url}/k-fridge`, body);
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ path }] });
  });

  it('are made with consent where it is needed, and end', async () => {
    const door = { id: 'k-door', template: 'door', approvedBy: 'Dr Amin', consentNote: 'Best-interest decision of 2026-01-02' };
    expect((await http.ask('clinician', 'POST', url, door)).json()).toEqual({ id: 'k-door', version: 1 });
    expect((await http.ask('clinician', 'DELETE', `${url}/k-door`)).statusCode).toBe(204);
    expect(http.pipeline.context('kathleen')?.scenarios.map(({ template }) => template)).toEqual(expect.not.arrayContaining(['door']));
    expect((await http.ask('clinician', 'DELETE', `${url}/k-door`)).statusCode).toBe(404);
  });

  it('are offered as templates with the schema of their parameters', async () => {
    const list = (await http.ask('clinician', 'GET', '/api/scenario-templates')).json() as { id: string }[];
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining(['fridge', 'pills', 'door', 'sos', 'silent-device', 'blood-pressure']));
    const door = list.find(({ id }) => id === 'door');
    expect(door).toMatchObject({ needsConsent: true, params: { type: 'object' }, plan: expect.arrayContaining([]) });
  });
});
