import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EnrolmentInput, type EnrolmentResult, enrolmentInput, patientDetail, patientSummary } from '../../gateway/contract/people.ts';
import { loadDirectory, loadPatientContexts } from '../../gateway/store/patient-context.ts';
import { templateDefaults } from '../../rules/scenarios/registry.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
});
afterAll(() => http?.close());

const kathleen = {
  locality: { kind: 'locality', name: 'North' },
  home: { id: 'long-lane', address: '1 Long Lane', keyAccess: 'Key safe by the door' },
  patients: [
    {
      id: 'kathleen',
      nhsNumber: '999 000 0050',
      givenName: 'Kathleen',
      familyName: 'Example',
      zone: 'Europe/London',
      contacts: [
        {
          id: 'mary',
          name: 'Mary',
          relationship: 'daughter',
          order: 1,
          mayBeTold: true,
          channels: [{ kind: 'email', address: 'm@example.org' }],
        },
      ],
      scenarios: [{ id: 'k-fridge', template: 'fridge', approvedBy: 'Dr Amin' }],
    },
  ],
  devices: [
    { id: 'fridge', kind: 'fridge', name: 'Fridge', heartbeatSeconds: 300, prompts: true },
    { id: 'watch', kind: 'sos-button', name: 'Button', patient: 0 },
  ],
};
let enrolled: EnrolmentResult;

const contextOf = async (id: string) => (await loadPatientContexts(http.database.pool, [id], templateDefaults))[0]!;
const count = async (table: string) => (await http.database.pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]!.n;

describe('enrolling a home', () => {
  it('takes it whole, and the judge and the broker know it at once', async () => {
    const answer = await http.ask('administrator', 'POST', '/api/enrolments', kathleen);
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    enrolled = answer.json();
    expect(enrolled).toMatchObject({
      homeId: 'long-lane',
      // The call for help is agreed for everyone.
      patients: [{ patientId: 'kathleen', contactIds: ['mary'], scenarioIds: ['k-fridge', expect.stringMatching(/^scn-/)] }],
    });
    expect(http.pipeline.context('kathleen')?.devices.map(({ id }) => id)).toEqual(['fridge', 'watch']);
    const { username, secret } = enrolled.devices[1]!;
    expect(await http.machines.authenticate(username, Buffer.from(secret))).toMatchObject({ id: 'watch', patientId: 'kathleen' });
    expect(await http.machines.authenticate(username, Buffer.from(`${secret}x`))).toBeNull();
  });

  it('keeps no secret, only its hash', async () => {
    const secrets = enrolled.devices.map(({ secret }) => secret);
    expect(secrets.every((secret) => Buffer.from(secret, 'base64url').length === 32)).toBe(true);
    const { rows } = await http.database.pool.query('select d::text as row from device d union all select a::text from audit a');
    for (const secret of secrets) expect(rows.some(({ row }) => row.includes(secret))).toBe(false);
    expect(http.logged.join()).not.toContain(secrets[0]);
  });

  const other = (change: (input: EnrolmentInput) => void) => {
    const input = enrolmentInput.parse({
      ...kathleen,
      home: { address: '2 Long Lane' },
      patients: [{ givenName: 'Joan', familyName: 'Other', contacts: [], scenarios: [] }],
      devices: [],
    });
    change(input);
    return input;
  };
  const device = { kind: 'fridge', name: 'Fridge', heartbeatSeconds: null, prompts: false, patient: null } as const;
  const scenario = { params: {}, plan: null, severity: null, approvedBy: 'Dr Amin', consentNote: '' };
  const refusals: [string, (input: EnrolmentInput) => void, number, string][] = [
    ['an id that is taken', (input) => Object.assign(input.home, { id: 'long-lane' }), 409, 'home.id'],
    [
      'an NHS number of somebody else',
      (input) => Object.assign(input.patients[0]!, { nhsNumber: '9990000050' }),
      409,
      'patients.0.nhsNumber',
    ],
    ['a device id that is taken', (input) => void input.devices.push({ ...device, id: 'fridge' }), 409, 'devices.0.id'],
    [
      'a device of a patient who is not in the file',
      (input) => void input.devices.push({ ...device, patient: 1 }),
      422,
      'devices.0.patient',
    ],
    [
      'an unknown template',
      (input) => void input.patients[0]!.scenarios.push({ ...scenario, template: 'astrology' }),
      422,
      'patients.0.scenarios.0.template',
    ],
    [
      'a parameter that the template does not know',
      (input) =>
        void input.patients[0]!.scenarios.push({ ...scenario, template: 'fridge', params: { window: { from: '25:00', to: '10:00' } } }),
      422,
      'patients.0.scenarios.0.params.window.from',
    ],
    [
      'door monitoring without consent',
      (input) => void input.patients[0]!.scenarios.push({ ...scenario, template: 'door' }),
      422,
      'patients.0.scenarios.0.consentNote',
    ],
  ];
  it.each(refusals)('refuses %s, keeps nothing of the file, and names the place', async (_, change, status, path) => {
    const before = await Promise.all(['home', 'patient', 'contact', 'device', 'scenario', 'locality', 'audit'].map(count));
    const answer = await http.ask('administrator', 'POST', '/api/enrolments', other(change));
    expect(answer.statusCode).toBe(status);
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toContain(path);
    expect(await Promise.all(['home', 'patient', 'contact', 'device', 'scenario', 'locality', 'audit'].map(count))).toEqual(before);
  });

  it('uses a locality of the same name again', async () => {
    const answer = await http.ask(
      'administrator',
      'POST',
      '/api/enrolments',
      other(() => undefined),
    );
    expect(answer.json().localityId).toBe(enrolled.localityId);
    expect(await count('locality')).toBe(1);
  });
});

describe('patients', () => {
  it.each([
    ['kathl', 1],
    ['Kathleen Example', 1],
    ['999 000 0050', 1],
    ['long lane', 2],
    ['100%', 0],
    ['', 2],
  ])('are found by %j: %i', async (q, n) => {
    const answer = await http.ask('coordinator', 'GET', `/api/patients?q=${encodeURIComponent(q)}`);
    expect(patientSummary.array().parse(answer.json())).toHaveLength(n);
  });

  it('show devices that were never heard as unknown, not as well', async () => {
    http.connected.add('watch');
    const detail = patientDetail.parse((await http.ask('coordinator', 'GET', '/api/patients/kathleen')).json());
    expect(detail.lastHeardAt).toBeNull();
    expect(detail.devices.map(({ id, state, connected }) => [id, state, connected])).toEqual([
      ['watch', 'live', true],
      ['fridge', 'unknown', false],
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
    expect(http.pipeline.context('kathleen')?.presence).toEqual({ mode: 'hospital', untilAt: Date.parse(untilAt) });
    const refused = await http.ask('coordinator', 'PUT', '/api/patients/kathleen/presence', { mode: 'away' });
    expect(refused.json()).toMatchObject({ status: 400, errors: [{ path: 'untilAt', message: 'an absence needs an end' }] });
  });

  it('who move in make the home a shared one for everybody', async () => {
    expect((await contextOf('kathleen')).sharedHome).toBe(false);
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
    expect(http.pipeline.context('kathleen')?.scenarios.map(({ template }) => template)).toEqual(['fridge', 'sos']);
    expect((await http.ask('clinician', 'DELETE', `${url}/k-door`)).statusCode).toBe(404);
  });

  it('are offered as templates with the schema of their parameters', async () => {
    const list = (await http.ask('clinician', 'GET', '/api/scenario-templates')).json() as { id: string }[];
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining(['fridge', 'pills', 'door', 'sos', 'silent-device', 'blood-pressure']));
    const door = list.find(({ id }) => id === 'door');
    expect(door).toMatchObject({ needsConsent: true, params: { type: 'object' }, plan: expect.arrayContaining([]) });
  });
});

describe('teams and rotas', () => {
  it('reach everybody they serve, and nobody else', async () => {
    const centre = (
      await http.ask('administrator', 'POST', '/api/teams', {
        id: 'ccc',
        kind: 'coordination',
        name: 'Centre',
        channels: [{ kind: 'console' }],
      })
    ).json();
    expect(centre).toEqual({ id: 'ccc' });
    const south = (await http.ask('administrator', 'POST', '/api/localities', { kind: 'locality', name: 'South' })).json();
    await http.ask('administrator', 'POST', '/api/teams', { id: 'south', kind: 'rapid-response', name: 'South', localityId: south.id });
    expect((await contextOf('kathleen')).teamIds).toEqual(['ccc']);
    expect(http.pipeline.context('kathleen')?.teamIds).toEqual(['ccc']);
  });

  it('have people on call from one instant to another', async () => {
    const url = '/api/teams/ccc/on-call';
    const bea = { name: 'Bea', channels: [{ kind: 'email', address: 'b@example.org' }], untilAt: '2026-01-12T18:00:00Z' };
    const { id } = (await http.ask('manager', 'POST', url, bea)).json();
    const [team] = (await http.ask('coordinator', 'GET', '/api/teams')).json();
    expect(team).toMatchObject({ id: 'ccc', channelKinds: ['console'], onCall: [{ id, name: 'Bea', now: true, channelKinds: ['email'] }] });
    expect((await http.ask('manager', 'POST', url, { ...bea, fromAt: '2026-01-12T19:00:00Z' })).json()).toMatchObject({
      status: 422,
      errors: [{ path: 'untilAt' }],
    });
    expect((await http.ask('manager', 'DELETE', `${url}/${id}`)).statusCode).toBe(204);
    expect((await loadDirectory(http.database.pool)).teams[0]?.onCall).toEqual([]);
  });
});

describe('devices', () => {
  it('get a new secret, and the old one ends', async () => {
    const [old] = enrolled.devices;
    const made = (await http.ask('administrator', 'POST', '/api/devices/fridge/rotate')).json();
    expect(await http.machines.authenticate('fridge', Buffer.from(old!.secret))).toBeNull();
    expect(await http.machines.authenticate('fridge', Buffer.from(made.secret))).toMatchObject({ id: 'fridge' });
  });

  it('are revoked once, and nothing is expected of them', async () => {
    const device = { homeId: 'long-lane', kind: 'plug', name: 'Kettle', heartbeatSeconds: 600 };
    const { deviceId, secret } = (await http.ask('administrator', 'POST', '/api/devices', device)).json();
    expect(http.pipeline.context('kathleen')?.devices.map(({ id }) => id)).toContain(deviceId);
    expect((await http.ask('administrator', 'POST', `/api/devices/${deviceId}/revoke`)).statusCode).toBe(204);
    expect(await http.machines.authenticate(deviceId, Buffer.from(secret))).toBeNull();
    expect(http.pipeline.context('kathleen')?.devices.map(({ id }) => id)).not.toContain(deviceId);
    expect((await http.ask('administrator', 'POST', `/api/devices/${deviceId}/revoke`)).statusCode).toBe(404);
    const listed = (await http.ask('administrator', 'GET', '/api/devices?homeId=long-lane')).json();
    expect(listed.find(({ id }: { id: string }) => id === deviceId).revokedAt).not.toBeNull();
  });

  it('do not belong to a patient of another home', async () => {
    const answer = await http.ask('administrator', 'POST', '/api/homes', { address: '3 Long Lane' });
    const device = { homeId: answer.json().id, patientId: 'kathleen', kind: 'bed', name: 'Bed' };
    expect((await http.ask('administrator', 'POST', '/api/devices', device)).json()).toMatchObject({
      status: 422,
      errors: [{ path: 'patientId' }],
    });
    expect((await http.ask('administrator', 'POST', '/api/devices', { ...device, homeId: 'none', patientId: null })).json()).toMatchObject({
      status: 422,
      errors: [{ path: 'homeId', message: 'there is no such home' }],
    });
  });
});

describe('integrations', () => {
  it('are told in words what a wide filter opens', async () => {
    const body = { id: 'node-red', name: 'Flows', publish: [], subscribe: ['#'] };
    const answer = (await http.ask('administrator', 'POST', '/api/integrations', body)).json();
    expect(answer.opens).toEqual([expect.stringMatching(/^`#` lets it see .*every home/)]);
    expect(await http.machines.authenticate('node-red', Buffer.from(answer.secret))).toMatchObject({ type: 'integration' });
    expect((await http.ask('administrator', 'POST', '/api/integrations/node-red/revoke')).statusCode).toBe(204);
    expect(await http.machines.authenticate('node-red', Buffer.from(answer.secret))).toBeNull();
  });

  it('and devices do not share an id', async () => {
    const integration = { id: 'fridge', name: 'Flows', publish: [], subscribe: [] };
    expect((await http.ask('administrator', 'POST', '/api/integrations', integration)).json()).toMatchObject({
      status: 409,
      errors: [{ path: 'id' }],
    });
    const device = { id: 'node-red', homeId: 'long-lane', kind: 'plug', name: 'Kettle' };
    expect((await http.ask('administrator', 'POST', '/api/devices', device)).json()).toMatchObject({
      status: 409,
      errors: [{ path: 'id' }],
    });
  });
});

describe('users', () => {
  const eva = { email: 'Eva@Example.org', name: 'Eva', role: 'responder', password: 'a long enough password' };

  it('are made by an administrator and sign in', async () => {
    const { id } = (await http.ask('administrator', 'POST', '/api/users', eva)).json();
    const signIn = { email: 'eva@example.org', password: eva.password };
    const answer = await http.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: signIn });
    const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
    const me = await http.app.inject({ url: '/api/me', headers: { cookie } });
    expect(me.json()).toEqual({ id, name: 'Eva', email: 'eva@example.org', role: 'responder' });
    expect((await http.ask('coordinator', 'GET', '/api/users')).json()).toContainEqual({ id, name: 'Eva', role: 'responder' });
  });

  it('have one account an address', async () => {
    const answer = await http.ask('administrator', 'POST', '/api/users', { ...eva, email: 'EVA@example.org' });
    expect(answer.json()).toMatchObject({ status: 409, errors: [{ path: 'email' }] });
  });

  it('cannot reach the rest of the sign-in library', async () => {
    for (const path of ['sign-up/email', 'update-user', 'list-sessions', 'delete-user', 'request-password-reset'])
      expect((await http.ask('coordinator', 'POST', `/api/auth/${path}`, {})).statusCode).toBe(404);
  });
});
