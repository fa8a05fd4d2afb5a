import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day, hour } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
const iso = (at: number) => new Date(at).toISOString();
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
  const at = http.clock.now();
  const reading = { source: 'watch', kind: 'sos', value: true, key: 'k', provenance: 'device', snapshot: false } as const;
  const observations = [{ ...reading, observedAt: at, receivedAt: at }];
  const arrival = { source: 'watch', homeId: 'long-lane', patientId: 'kathleen', observations, unreadable: [], timeless: [] };
  await new Promise((done) => http.pipeline.accept(arrival, done));
  await http.ask('coordinator', 'POST', '/api/patients/kathleen/messages', { id: 'm1', text: '=a secret' });
  await http.ask('manager', 'PUT', '/api/wards/north', { name: 'North', beds: 1 });
  const stay = {
    id: 'stay-1',
    patientId: 'kathleen',
    pathway: 'copd',
    level: 1,
    clinician: 'Dr Amin',
    targetOn: '2026-01-20',
    reason: '=1+1',
  };
  await http.ask('clinician', 'POST', '/api/wards/north/stays', stay);
  await http.ask('administrator', 'POST', '/api/teams', { id: 'rrt', kind: 'rapid-response', name: 'Rapid response' });
  await http.ask('manager', 'POST', '/api/response/units', { id: 'car-1', teamId: 'rrt', name: 'Car 1' });
  await http.ask('responder', 'PUT', '/api/response/my/duty', { unitId: 'car-1', untilAt: iso(startAt + 8 * hour) });
  const job = { id: 'job-1', urgency: 'visit', skills: [], reason: 'No answer', unitId: 'car-1' };
  await http.ask('coordinator', 'POST', `/api/alerts/${http.pipeline.openAlerts()[0]!.id}/response-jobs`, job);
  await http.ask('responder', 'POST', '/api/response-jobs/job-1/events', { events: [{ id: 'e1', type: 'accept', at: iso(startAt) }] });
  await http.ask('administrator', 'POST', '/api/patients/kathleen/scenarios', { template: 'glucose', status: 'draft' });
});
afterAll(() => http?.close());

const query = `?from=${iso(startAt)}&to=${iso(startAt + day)}`;
const ask = (role: 'clinician' | 'manager' | 'coordinator', form: 'csv' | 'json', asked = query, id = 'kathleen') =>
  http.ask(role, 'GET', `/api/patients/${id}/timeline.${form}${asked}`);

describe('the timeline of a person', () => {
  it('holds what happened, in order, and no words of messages', async () => {
    const answer = await ask('clinician', 'json');
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    const lines = answer.json() as { at: string; kind: string; what: string; by: string; text: string }[];
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted());
    expect([...new Set(lines.map(({ kind }) => kind))].toSorted()).toEqual([
      'agreement',
      'alert',
      'message',
      'reading',
      'response',
      'ward',
    ]);
    expect(lines.filter(({ kind }) => kind === 'response').map(({ what, by }) => [what, by])).toEqual([
      ['requested', 'A coordinator'],
      ['accept', 'A responder'],
    ]);
    expect(lines.filter(({ kind }) => kind === 'alert').map(({ what }) => what)).toContain('opened');
    expect(lines.find(({ kind }) => kind === 'ward')).toMatchObject({ what: 'admitted', by: 'A clinician', text: 'level 1: =1+1' });
    expect(answer.body).not.toContain('secret');
  });

  it('is the same as a table, in which nothing is a formula', async () => {
    const { body, headers } = await ask('manager', 'csv');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = body.trimEnd().split('\r\n');
    expect(lines[0]).toBe('at,kind,what,subject,by,text');
    expect(lines).toHaveLength(((await ask('clinician', 'json')).json() as unknown[]).length + 1);
  });

  it('holds only what is asked for', async () => {
    expect((await ask('clinician', 'json', `?from=${iso(startAt - day)}&to=${iso(startAt)}`)).json()).toEqual([]);
    expect((await ask('clinician', 'csv', `?from=${iso(startAt)}&to=${iso(startAt)}`)).statusCode).toBe(400);
    expect((await ask('clinician', 'csv', `?from=${iso(startAt)}&to=${iso(startAt + 401 * day)}`)).statusCode).toBe(400);
    expect((await ask('clinician', 'csv', query, 'none')).statusCode).toBe(404);
    expect((await ask('coordinator', 'csv')).statusCode).toBe(403);
  });

  it('is written down as a look', async () => {
    const { rows } = await http.database.pool.query(
      `select count(*)::int as n from audit where action = 'read /api/patients/:id/timeline.csv' and patient_id = 'kathleen'`,
    );
    expect(rows[0].n).toBe(1);
  });
});
