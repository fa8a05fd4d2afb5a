import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownBy } from '../../gateway/http/looks.ts';
import { permissions } from '../../gateway/identity/permissions.ts';
import { sealAudit, verifyAudit } from '../../gateway/store/audit-chain.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';

let http: HttpFixture;
let patientId: string;
beforeAll(async () => {
  http = await httpFixture();
  const home = await http.ask('administrator', 'POST', '/api/homes', { address: 'Long Lane 1' });
  const person = { homeId: home.json().id, givenName: 'Kathleen', familyName: 'Moss', knownAs: 'Kathleen', zone: 'Europe/London' };
  const answer = await http.ask('administrator', 'POST', '/api/patients', person);
  expect(answer.statusCode).toBe(201);
  patientId = answer.json().id;
});
afterAll(() => http?.close());

const looks = async () => (await http.ask('manager', 'GET', `/api/patients/${patientId}/looks`)).json();

describe('who was shown something about a person', () => {
  it('is written down before it is shown, and told with name, role and route, newest first', async () => {
    await http.ask('coordinator', 'GET', `/api/patients/${patientId}`);
    const answer = await http.ask('clinician', 'GET', `/api/patients/${patientId}/observations?kind=heart-rate`);
    expect(answer.statusCode).toBe(200);
    const at = new Date(startAt).toISOString();
    expect(await looks()).toMatchObject([
      { at, by: { id: `user:${http.userIds.clinician}`, role: 'clinician' }, route: '/api/patients/:id/observations' },
      { at, by: { id: `user:${http.userIds.coordinator}`, role: 'coordinator' }, route: '/api/patients/:id' },
    ]);
    expect((await looks())[0]).toMatchObject({ by: { role: 'manager' }, route: '/api/patients/:id/looks' });
  });

  it('has a line for a list of people too, that names none of them', async () => {
    await http.ask('coordinator', 'GET', '/api/patients?q=Kath');
    const { rows } = await http.database.pool.query(
      `select actor, subject, patient_id, detail from audit where action = 'read /api/patients'`,
    );
    expect(rows).toEqual([{ actor: `user:${http.userIds.coordinator}`, subject: '', patient_id: null, detail: {} }]);
  });

  it('has no line for what was refused', async () => {
    const before = await looks();
    expect((await http.ask('administrator', 'GET', `/api/patients/${patientId}/observations`)).statusCode).toBe(403);
    expect((await http.ask('coordinator', 'GET', `/api/patients/${patientId}/observations?limit=none`)).statusCode).toBe(400);
    expect((await looks()).slice(1)).toEqual(before);
  });

  it('cannot be changed, emptied, or taken out', async () => {
    await sealAudit(http.database.pool);
    for (const change of [`update audit set actor = 'nobody'`, 'delete from audit', 'truncate audit cascade', 'delete from audit_seal'])
      await expect(http.database.pool.query(change)).rejects.toThrow(/is append-only/);
  });

  it('is chained with what was changed', async () => {
    await sealAudit(http.database.pool);
    expect(await verifyAudit(http.database.pool)).toMatchObject({ unsealed: 0, brokenAt: null });
    const { rows } = await http.database.pool.query(`select action from audit where patient_id = $1 order by id limit 1`, [patientId]);
    expect(rows).toEqual([{ action: 'patient.add' }]);
  });
});

describe('what a route shows', () => {
  it.each([
    ['GET', '/api/patients', 'many'],
    ['GET', '/api/patients/:id', 'patient'],
    ['GET', '/api/patients/:id/contacts/:contactId/unavailable', 'patient'],
    ['GET', '/api/alerts/:id', 'alert'],
    ['GET', '/api/homes/:id/found-devices', 'home'],
    ['GET', '/api/teams/:id/hand-over', 'many'],
    ['POST', '/api/backtests', 'many'],
    ['POST', '/api/patients/:id/exports', 'patient'],
    ['POST', '/api/patients', null],
    ['GET', '/api/teams', null],
    ['GET', '/', null],
  ])('%s %s: %s', (method, route, kind) => {
    expect(shownBy(method, route)).toBe(kind);
  });

  it('is known of each route that shows nothing about people: a new one counts as a list of them', () => {
    const silent = Object.keys(permissions).flatMap((key) => {
      const [method, route] = key.split(' ') as [string, string];
      return method === 'GET' && Array.isArray(permissions[key]) && shownBy(method, route) === null ? [route] : [];
    });
    expect(silent.filter((route) => /patients|alerts|devices|homes|kit|quarantine|tasks/.test(route))).toEqual([]);
  });
});
