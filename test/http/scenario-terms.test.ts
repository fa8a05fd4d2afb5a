import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreementTerms } from '../../gateway/contract/agreement-terms.ts';
import { enrolmentInput } from '../../gateway/contract/people.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { kathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  const south = { id: 'south', kind: 'locality', name: 'South' };
  await http.ask('administrator', 'POST', '/api/enrolments', enrolmentInput.parse({ ...kathleen, locality: south }));
  const layer = { template: 'fridge', params: { window: { to: '09:30' } }, severity: 'high', approvedBy: 'Dr Shah' };
  await http.ask('clinician', 'PUT', '/api/localities/south/scenario-layers', layer);
});
afterAll(() => http?.close());

const url = '/api/patients/kathleen/scenarios';
const ask = (scenario: string, role: 'clinician' | 'coordinator' = 'clinician') => http.ask(role, 'GET', `${url}/${scenario}/terms`);
const terms = async (scenario: string) => agreementTerms.parse((await ask(scenario)).json());

describe('the terms of an agreement, to be changed', () => {
  it('tell what the core pack and the places say, and who', async () => {
    const { own, below, schema, title } = await terms('k-fridge');
    expect(title).toBe('Fridge not opened at mealtime');
    expect(own).toEqual({ params: {}, plan: null, severity: null });
    expect(below).toMatchObject({ params: { window: { from: '07:00', to: '09:30' }, outFor: 'PT30M' }, severity: 'high' });
    expect(below.sources['window.from']).toEqual({ layer: 'core', source: 'Core pack', value: '07:00' });
    expect(below.sources['window.to']).toEqual({
      layer: 'locality',
      source: expect.stringContaining('approved by Dr Shah'),
      value: '09:30',
    });
    expect(below.sources.severity?.layer).toBe('locality');
    expect(schema.properties).toHaveProperty('window');
  });

  it('begin from the draft, and can be sent back as they are', async () => {
    const step = { level: 'family', wait: 'PT20M', contactOrder: 1, message: 'Please ring {name}.' };
    const body = {
      template: 'fridge',
      status: 'draft',
      params: { window: { from: '07:15' } },
      plan: { steps: [step], familyHolds: true, okClears: false },
      severity: 'low',
    };
    expect((await http.ask('clinician', 'PUT', `${url}/k-fridge`, body)).statusCode).toBe(200);
    const { version, own, below, planInWords } = await terms('k-fridge');
    expect(version).toBe(2);
    expect(own).toEqual({ ...own, params: body.params, severity: 'low' });
    expect(planInWords).toContain('family 1 (20 minutes)');
    expect(below.params).toMatchObject({ window: { from: '07:00', to: '09:30' } });
    const again = await http.ask('clinician', 'PUT', `${url}/k-fridge`, { template: 'fridge', status: 'draft', ...own });
    expect(again.json()).toEqual({ id: 'k-fridge', version: 3 });
    expect((await terms('k-fridge')).own).toEqual(own);
  });

  it('of a new agreement say nothing for this person yet, and can be sent as they are', async () => {
    const path = (template: string, patient = 'kathleen') => `/api/patients/${patient}/scenario-templates/${template}/terms`;
    const { version, own, below, planInWords } = agreementTerms.parse((await http.ask('clinician', 'GET', path('fridge'))).json());
    expect([version, own]).toEqual([null, { params: {}, plan: null, severity: null }]);
    expect(below).toMatchObject({ params: { window: { from: '07:00', to: '09:30' } }, severity: 'high' });
    expect(planInWords).toMatch(/^patient \(30 minutes\) → .*coordination centre \(/);
    const made = await http.ask('clinician', 'POST', url, { id: 'k-lunch', template: 'fridge', status: 'draft', ...own });
    expect(made.json()).toEqual({ id: 'k-lunch', version: 1 });
    const pills = agreementTerms.parse((await http.ask('clinician', 'GET', path('pills'))).json());
    expect(pills).toMatchObject({ planInWords: '', below: { severity: null } });
    expect((await http.ask('coordinator', 'GET', path('fridge'))).statusCode).toBe(403);
    expect((await http.ask('clinician', 'GET', path('fridges'))).statusCode).toBe(404);
    expect((await http.ask('clinician', 'GET', path('fridge', 'nobody'))).statusCode).toBe(404);
  });

  it('are for those who make agreements, and of agreements that there are', async () => {
    expect((await ask('k-fridge', 'coordinator')).statusCode).toBe(403);
    expect((await ask('none')).statusCode).toBe(404);
    expect((await http.ask('clinician', 'POST', `${url}/k-sos/retire`, {})).statusCode).toBe(200);
    expect((await ask('k-sos')).json().detail).toBe('There is no such agreement in force or on its way there.');
  });
});
