import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpFixture, httpFixture } from './fixture.ts';

let http: HttpFixture;
let patientId: string;
beforeAll(async () => {
  http = await httpFixture();
  const home = { address: '1 Long Lane' };
  const contacts = [{ name: 'Maureen <b>Hart</b>', relationship: 'daughter', order: 1, mayBeTold: true, channels: [] }];
  const scenarios = [{ template: 'fridge', approvedBy: 'Dr Amin' }];
  const patients = [{ givenName: 'Kathleen', familyName: 'Hart', contacts, scenarios }];
  const enrolled = await http.ask('administrator', 'POST', '/api/enrolments', { home, patients });
  patientId = enrolled.json().patients[0].patientId;
});
afterAll(() => http?.close());

describe('GET /api/patients/:id/summary', () => {
  it('is a page that loads nothing, and is kept by nobody', async () => {
    const answer = await http.ask('coordinator', 'GET', `/api/patients/${patientId}/summary`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+';/);
    expect(answer.body).toContain('What is agreed with Kathleen');
    expect(answer.body).toContain('If the fridge is not opened between 07:00 and 10:00');
    expect(answer.body).toContain('Call for help');
    expect(answer.body).toContain('Maureen &lt;b&gt;Hart&lt;/b&gt; (daughter)');
    expect(answer.body).not.toContain('1 Long Lane');
  });

  it('of nobody is a problem', async () => {
    const answer = await http.ask('coordinator', 'GET', '/api/patients/nobody/summary');
    expect(answer.statusCode).toBe(404);
    expect(answer.json().detail).toBe('There is no such patient.');
  });
});

it('GET /api/scenario-schema.json is open to every editor', async () => {
  const answer = await http.ask(null, 'GET', '/api/scenario-schema.json');
  expect(answer.statusCode).toBe(200);
  expect(answer.json().$defs.fridge.properties.template).toEqual({ const: 'fridge', description: 'Fridge not opened at mealtime' });
});
