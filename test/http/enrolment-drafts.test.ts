import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnrolmentDraft, ScenarioPack } from '../../gateway/contract/enrolment.ts';
import type { EnrolmentResult } from '../../gateway/contract/people.ts';
import { day } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
});
afterAll(() => http?.close());

const draft: EnrolmentDraft = {
  person: {
    ...{ givenName: 'Joan', familyName: 'Price', knownAs: '', nhsNumber: 'not yet', birthDate: '' },
    ...{ zone: 'Europe/London', language: 'pl', summary: '' },
  },
  home: { address: '', localityName: '', keyAccess: '' },
  kit: [],
  contacts: [],
  plan: { mattersToMe: '', normalForMe: '', okToStay: '', risks: '' },
  packIds: ['falls'],
  patientAgreed: null,
  agreements: [],
};
const url = '/api/enrolment-drafts';
const mine = async (role: 'administrator' | 'coordinator') => (await http.ask(role, 'GET', url)).json<{ id: string }[]>();

describe('a draft of an enrolment', () => {
  it('is kept as it was typed, for whoever typed it and nobody else', async () => {
    expect((await http.ask('administrator', 'PUT', `${url}/one`, draft)).statusCode).toBe(204);
    expect(await mine('administrator')).toMatchObject([{ id: 'one', content: draft }]);
    expect(await mine('coordinator')).toEqual([]);
    expect((await http.ask('coordinator', 'PUT', `${url}/one`, draft)).statusCode).toBe(404);
    expect((await http.ask('coordinator', 'DELETE', `${url}/one`)).statusCode).toBe(404);
    expect((await http.ask('administrator', 'PUT', `${url}/one`, { ...draft, keySafeCode: '1234' })).statusCode).toBe(400);
  });

  it('goes with the enrolment, or when it is dropped', async () => {
    const home = { home: { address: '1 Long Lane' }, patients: [{ givenName: 'Joan', familyName: 'Price' }] };
    expect((await http.ask('administrator', 'POST', '/api/enrolments?draftId=one', { ...home, home: { address: '' } })).statusCode).toBe(
      400,
    );
    expect(await mine('administrator')).toHaveLength(1);
    expect((await http.ask('administrator', 'POST', '/api/enrolments?draftId=one', home)).statusCode).toBe(201);
    expect(await mine('administrator')).toEqual([]);
    // Sent again, for want of an answer: nobody is enrolled twice.
    expect((await http.ask('administrator', 'POST', '/api/enrolments?draftId=one', home)).statusCode).toBe(404);
    await http.ask('administrator', 'PUT', `${url}/two`, draft);
    expect((await http.ask('administrator', 'DELETE', `${url}/two`)).statusCode).toBe(204);
    expect(await mine('administrator')).toEqual([]);
  });

  it('that nobody has touched for thirty days goes with the next that is kept', async () => {
    const old = new Date(startAt - 31 * day);
    await http.database.pool.query('insert into enrolment_draft values ($1, $2, $3, $4)', ['old', http.userIds.clinician, draft, old]);
    await http.ask('administrator', 'PUT', `${url}/three`, draft);
    expect((await http.database.pool.query("select from enrolment_draft where id = 'old'")).rowCount).toBe(0);
  });
});

describe('an enrolment', () => {
  const home = (more: object) => ({ home: { address: '2 Long Lane' }, patients: [{ givenName: 'Reg', familyName: 'Price', ...more }] });
  const fridge = { template: 'fridge', status: 'active', approvedBy: 'Dr Somebody Else' };
  const plan = { mattersToMe: 'My cat', normalForMe: '', okToStay: '', risks: '' };

  it('takes language, permissions one by one, and the beginning of a plan', async () => {
    const contact = { name: 'Mary', relationship: 'daughter', order: 1, mayBeTold: true, channels: [], allowed: ['be-told', 'see-status'] };
    const answer = await http.ask('coordinator', 'POST', '/api/enrolments', home({ language: 'pl', plan, contacts: [contact] }));
    expect(answer.statusCode).toBe(201);
    const [{ patientId } = { patientId: '' }] = answer.json<EnrolmentResult>().patients;
    const read = async (what: string) => (await http.ask('coordinator', 'GET', `/api/patients/${patientId}/${what}`)).json();
    expect(await read('speech')).toMatchObject({ language: 'pl' });
    expect((await read('consents')).map((one: { purpose: string }) => one.purpose).toSorted()).toEqual(['be-told', 'see-status']);
    expect(await read('plan')).toMatchObject({
      active: null,
      draft: { sections: { mattersToMe: 'My cat' }, agreed: null, writtenBy: 'A coordinator' },
    });
  });

  it('is approved only by a clinician, in their own name', async () => {
    const refused = await http.ask('coordinator', 'POST', '/api/enrolments', home({ scenarios: [fridge] }));
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toEqual([{ path: 'patients.0.scenarios.0.status', message: 'only a clinician approves' }]);
    const made = await http.ask('clinician', 'POST', '/api/enrolments', home({ scenarios: [fridge] }));
    const [{ patientId } = { patientId: '' }] = made.json<EnrolmentResult>().patients;
    const { scenarios } = (await http.ask('clinician', 'GET', `/api/patients/${patientId}`)).json();
    expect(scenarios.find((one: { template: string }) => one.template === 'fridge')).toMatchObject({
      status: 'active',
      approvedBy: 'A clinician',
    });
  });

  it('holds no plan of an administrator, who does not see plans', async () => {
    const answer = await http.ask('administrator', 'POST', '/api/enrolments', home({ plan }));
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors[0].path).toBe('patients.0.plan');
  });
});

describe('what an enrolment begins with', () => {
  it('are packs with what they ask and need', async () => {
    const packs = (await http.ask('coordinator', 'GET', '/api/scenario-packs')).json<ScenarioPack[]>();
    const dementia = packs.find(({ id }) => id === 'dementia-at-home')!;
    const of = (template: string) => dementia.agreements.find((one) => one.template === template);
    expect(of('pills')).toMatchObject({ asks: [{ param: 'doses', question: 'When is which medicine due?' }] });
    expect(of('door')).toMatchObject({ needsConsent: true, forEveryone: false });
    expect(of('silent-device')).toMatchObject({ params: { serious: true }, forEveryone: true });
  });

  it('are values upon what the place says', async () => {
    await http.ask('administrator', 'POST', '/api/localities', { id: 'north', kind: 'locality', name: 'North' });
    const layer = { template: 'fridge', params: { window: { to: '09:45' } }, approvedBy: 'Dr Amin' };
    expect((await http.ask('clinician', 'PUT', '/api/localities/north/scenario-layers', layer)).statusCode).toBe(200);
    const terms = async (query: string) => (await http.ask('coordinator', 'GET', `/api/scenario-templates/fridge/terms${query}`)).json();
    expect((await terms('?localityId=north')).below.sources['window.to']).toMatchObject({ layer: 'locality', value: '09:45' });
    expect((await terms('')).below.sources['window.to'].layer).toBe('core');
    expect((await http.ask('coordinator', 'GET', '/api/scenario-templates/astrology/terms')).statusCode).toBe(404);
  });
});
