import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const close = (reason: unknown = 'Moved away; closed as she asked') =>
  http.ask('manager', 'POST', '/api/patients/kathleen/restriction', { reason });
const reading = (url: string, role: Parameters<HttpFixture['ask']>[0] = 'manager', reason = 'Complaint 12') =>
  http.ask(role, 'GET', url, undefined, { headers: { 'hearthline-reason': reason } });
const audited = async (action: string) =>
  (await http.database.pool.query(`select actor, detail from audit where action = $1 and patient_id = 'kathleen'`, [action])).rows;

describe('a record', () => {
  it('is not closed while somebody is still cared for, and it is said what has not ended', async () => {
    const first = await close();
    expect([first.statusCode, first.json().detail]).toEqual([
      409,
      expect.stringMatching(/^patientId: agreements have not ended: .*fridge/),
    ]);
    const { rows } = await http.database.pool.query<{ id: string }>(
      `select id from scenario where patient_id = 'kathleen' and status = 'active'`,
    );
    for (const { id } of rows)
      expect((await http.ask('clinician', 'POST', `/api/patients/kathleen/scenarios/${id}/retire`, {})).statusCode).toBeLessThan(300);
    await http.database.pool.query(
      `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, wake_at, version, state, seq)
       values ('k-sos.1', 'kathleen', 'k-sos', 'cleared', 'high', 'coordination', $1, $1, 1, '{}', 1)`,
      [new Date(startAt)],
    );
    expect((await close()).json().detail).toBe('patientId: alerts have not ended: k-sos.1');
    await http.database.pool.query(`update alert set status = 'closed', closed_at = opened_at`);
    await http.database.pool.query(
      `insert into response_job (id, alert_id, patient_id, state, urgency, requested_at, wake_at, version, body)
       values ('visit-1', 'k-sos.1', 'kathleen', 'overflow', 'visit', $1, 'infinity', 1, '{"patientId": "kathleen"}')`,
      [new Date(startAt)],
    );
    expect((await close()).json().detail).toBe('patientId: visits have not ended: visit-1');
    await http.database.pool.query(`update response_job set state = 'completed', ended_at = requested_at`);
    await http.database.pool.query(
      `insert into service (id, source, source_id, body, updated_at) values ('s', 's', 's', '{"name": "Club"}', now())`,
    );
    await http.database.pool.query(
      `insert into referral (id, patient_id, service_id, reason, answers, consent_basis, consent_note, step, sent_at, due_at)
       values ('referral-1', 'kathleen', 's', 'Is alone', '[]', 'patient', '', 'allocated', now(), now())`,
    );
    expect((await close()).json().detail).toBe('patientId: devices have not ended: fridge, watch');
    for (const id of ['fridge', 'watch'])
      expect((await http.ask('administrator', 'POST', `/api/devices/${id}/revoke`)).statusCode).toBeLessThan(300);
    await http.database.pool.query(`update task set done_at = created_at where patient_id = 'kathleen'`);
  });

  it('is closed by a manager who says why', async () => {
    for (const role of ['clinician', 'coordinator', 'administrator'] as const)
      expect((await http.ask(role, 'POST', '/api/patients/kathleen/restriction', { reason: 'because' })).statusCode).toBe(403);
    expect((await close('')).statusCode).toBe(400);
    expect((await http.database.pool.query('select from contact_point')).rows.length).toBeGreaterThan(0);
    const passwordHash = 'none';
    const user = { name: 'Mary', email: 'mary@example.org', role: 'contact' as const, passwordHash, wallAt: startAt };
    const { value: userId } = await write(http.database.pool, { at: startAt, actor: 'test' }, (tx) => addUser(tx, user));
    await http.database.pool.query(
      `insert into relation (user_id, patient_id, kind, contact_id, from_at) values ($1, 'kathleen', 'contact', 'mary', $2)`,
      [userId, new Date(startAt)],
    );
    await http.database.pool.query(
      `insert into identity_session (id, user_id, token, expires_at, created_at, updated_at) values ('s', $1, 't', now() + interval '1 day', now(), now())`,
      [userId],
    );
    await http.database.pool.query(
      `insert into push_subscription (endpoint, user_id, p256dh, auth, created_at) values ('https://push.example.org/1', $1, 'p', 'a', now())`,
      [userId],
    );
    expect((await close()).statusCode).toBe(204);
    expect(await audited('patient.restrict')).toEqual([
      { actor: `user:${http.userIds.manager}`, detail: { reason: 'Moved away; closed as she asked' } },
    ]);
  });

  it('keeps what was done for the person, and nothing by which their people are reached', async () => {
    const { pool } = http.database;
    const of = async (query: string) => (await pool.query(query)).rows;
    expect(await of(`select channels, may_be_told from contact where patient_id = 'kathleen'`)).toEqual([
      { channels: [], may_be_told: false },
    ]);
    expect(await of(`select from relation where patient_id = 'kathleen' and ended_at is null`)).toEqual([]);
    expect(await of(`select from contact_consent where patient_id = 'kathleen' and ended_at is null`)).toEqual([]);
    expect(await of(`select from identity_session where id = 's'`)).toEqual([]);
    expect(await of('select from push_subscription')).toEqual([]);
    expect(await of('select from contact_point')).toEqual([]);
    expect((await of(`select from scenario where patient_id = 'kathleen'`)).length).toBeGreaterThan(1);
    expect((await of(`select from alert where patient_id = 'kathleen'`)).length).toBe(1);
  });
});

describe('a closed record', () => {
  const pages = [
    '/api/patients/kathleen',
    '/api/patients/kathleen/observations',
    '/api/alerts/k-sos.1',
    '/api/devices/watch/commands',
    '/api/response-jobs/visit-1',
  ];
  it.each(pages)('is shown to nobody: %s', async (url) => {
    for (const role of ['coordinator', 'clinician', 'responder', 'manager'] as const) {
      const answer = await http.ask(role, 'GET', url);
      expect([answer.statusCode, answer.json().detail]).toEqual([403, expect.stringMatching(/^This record is restricted/)]);
      expect(answer.body).not.toMatch(/Example|9990000050|Long Lane/);
    }
  });

  it('is in no list, search or figure', async () => {
    for (const url of [
      '/api/patients',
      '/api/patients?q=Kathleen',
      '/api/alerts?status=closed',
      '/api/tasks?done=true',
      '/api/equipment-orders',
      '/api/alert-load',
      '/api/response-jobs?state=completed',
      '/api/referrals?over=true',
    ])
      expect((await http.ask('coordinator', 'GET', url)).body, url).not.toMatch(/kathleen/i);
  });

  it('is changed by nobody, whatever they say', async () => {
    const headers = { 'hearthline-reason': 'Complaint 12' };
    const presence = await http.ask('manager', 'PUT', '/api/patients/kathleen/presence', { mode: 'home', untilAt: null }, { headers });
    const order = await http.ask(
      'manager',
      'POST',
      '/api/equipment-orders',
      { patientId: 'kathleen', urgency: 'standard', items: [{ name: 'Bed' }] },
      { headers },
    );
    expect([presence.statusCode, order.statusCode]).toEqual([403, 403]);
  });

  it('is read by a manager who says why, and that is written down each time', async () => {
    expect((await reading('/api/patients/kathleen', 'clinician')).statusCode).toBe(403);
    expect((await reading('/api/patients/kathleen', 'manager', ' ')).statusCode).toBe(403);
    expect((await reading('/api/patients/kathleen')).json()).toMatchObject({ id: 'kathleen' });
    expect((await reading('/api/alerts/k-sos.1')).statusCode).not.toBe(403);
    expect((await audited('patient.restricted-read')).map(({ detail }) => detail)).toEqual([
      { route: '/api/patients/:id', reason: 'Complaint 12' },
      { route: '/api/alerts/:id', reason: 'Complaint 12' },
    ]);
  });

  it('is known to managers by the list of closed records', async () => {
    expect((await http.ask('manager', 'GET', '/api/restrictions')).json()).toEqual([
      {
        patientId: 'kathleen',
        name: 'Kathleen Example',
        reason: 'Moved away; closed as she asked',
        setAt: new Date(startAt).toISOString(),
        setBy: `user:${http.userIds.manager}`,
      },
    ]);
    expect((await http.ask('clinician', 'GET', '/api/restrictions')).statusCode).toBe(403);
  });

  it('is opened again with a reason', async () => {
    const lift = () => http.ask('manager', 'POST', '/api/patients/kathleen/restriction/lift', { reason: 'She is back' });
    expect((await lift()).statusCode).toBe(204);
    expect((await http.ask('coordinator', 'GET', '/api/patients/kathleen')).statusCode).toBe(200);
    expect(await audited('patient.lift-restriction')).toMatchObject([{ detail: { reason: 'She is back' } }]);
    expect((await lift()).statusCode).toBe(404);
  });
});
