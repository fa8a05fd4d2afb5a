import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EnrolmentInput, type EnrolmentResult, enrolmentInput } from '../../gateway/contract/people.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { kathleen } from './home.ts';

let http: HttpFixture;
let enrolled: EnrolmentResult;
beforeAll(async () => {
  http = await httpFixture();
});
afterAll(() => http?.close());

const count = async (table: string) => (await http.database.pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]!.n;

describe('enrolling a home', () => {
  it('takes it whole, and the judge and the broker know it at once', async () => {
    const answer = await http.ask('administrator', 'POST', '/api/enrolments', kathleen);
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    enrolled = answer.json();
    expect(enrolled).toMatchObject({
      homeId: 'long-lane',
      patients: [{ patientId: 'kathleen', contactIds: ['mary'], scenarioIds: expect.arrayContaining(['k-fridge', 'k-sos']) }],
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
  const device = { kind: 'fridge', name: 'Fridge', room: null, heartbeatSeconds: null, prompts: false, patient: null } as const;
  const none = { params: {}, plan: null, severity: null, consentNote: '', consent: null, patientAgreed: null };
  const scenario = { ...none, status: 'active' as const, approvedBy: 'Dr Amin' };
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
    // A call for help, an alarm and broken equipment are agreed for everyone, also where the file does not say so.
    const agreed = http.pipeline.context(answer.json().patients[0].patientId)?.scenarios.map(({ template }) => template);
    expect(agreed?.toSorted()).toEqual(['home-hazard', 'no-plan', 'silent-device', 'sos']);
    expect(await count('locality')).toBe(1);
  });
});
