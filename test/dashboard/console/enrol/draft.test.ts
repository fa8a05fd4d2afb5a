import { describe, expect, it } from 'vitest';
import {
  emptyContact,
  emptyDraft,
  faultsOf,
  gapsOf,
  placeOf,
  toEnrolment,
  unanswered,
  withPack,
} from '../../../../dashboard/console/enrol/draft.ts';
import type { EnrolmentDraft, ScenarioPack } from '../../../../gateway/contract/enrolment.ts';

const north = { id: 'north', kind: 'locality', name: 'North', parentId: null, people: 0, layers: 0 } as const;
const maureen = { ...emptyContact, name: 'Maureen', relationship: 'daughter', email: 'm@example.org', mobile: '+447700900123' };
const joan: EnrolmentDraft = {
  ...emptyDraft,
  person: { ...emptyDraft.person, givenName: 'Joan', familyName: 'Price' },
  home: { address: '1 Long Lane', localityName: 'North', keyAccess: '' },
  contacts: [{ ...maureen, allowed: ['be-told', 'see-status'] }],
};
const agreement = { params: {}, plan: null, severity: null, asks: [], needsConsent: false, needsPatient: false, forEveryone: false };
const pack = (id: string, ...agreements: (Partial<ScenarioPack['agreements'][number]> & { template: string })[]): ScenarioPack => ({
  ...{ id, title: id, sentence: '', for: '', source: '' },
  agreements: agreements.map((one) => ({ ...agreement, title: `About ${one.template}`, ...one })),
});
const falls = pack('falls', { template: 'fall' }, { template: 'sos', forEveryone: true });
const meals = pack('meals', { template: 'fall' }, { template: 'pills', asks: [{ param: 'doses', question: 'When?' }], needsConsent: true });
const packs = [falls, meals];

describe('a draft of an enrolment', () => {
  it('becomes what is sent, ways to contacts in the order in which they are tried', () => {
    const sent = toEnrolment(joan, [north], 'coordinator');
    expect(sent.locality).toEqual({ kind: 'locality', name: 'North' });
    expect(sent.patients[0]).toMatchObject({ nhsNumber: null, plan: null });
    expect(sent.patients[0]?.contacts?.[0]).toMatchObject({
      ...{ order: 1, mayBeTold: true, quietHours: null },
      channels: [
        { kind: 'sms', address: '+447700900123' },
        { kind: 'email', address: 'm@example.org' },
      ],
    });
    expect(faultsOf(joan, [north], 'coordinator')).toEqual([]);
  });

  it('sends no plan of an administrator, and puts agreements into force for a clinician alone', () => {
    const draft: EnrolmentDraft = {
      ...joan,
      plan: { ...joan.plan, risks: 'Stairs' },
      agreements: [{ template: 'fall', params: {}, plan: null, severity: null, approveNow: true }],
    };
    const sent = (role: 'administrator' | 'clinician') => toEnrolment(draft, [], role).patients[0];
    expect(sent('administrator')).toMatchObject({ plan: null, scenarios: [{ status: 'draft' }] });
    expect(sent('clinician')).toMatchObject({ plan: { risks: 'Stairs' }, scenarios: [{ status: 'active' }] });
  });

  it('names the step and the field of each fault', () => {
    const wrong = {
      ...joan,
      person: { ...joan.person, familyName: '', nhsNumber: '1' },
      kit: [{ kind: 'hub', name: '', room: null, worn: false, speaks: false }],
      contacts: [{ ...maureen, email: 'nowhere', quietFrom: '22:00' }],
    } as const;
    const found = faultsOf(wrong as unknown as EnrolmentDraft, [], 'coordinator');
    expect(found.map(({ step, field }) => `${step} ${field}`).toSorted()).toEqual([
      'contacts contacts.0.email',
      'contacts contacts.0.quietFrom',
      'kit kit.0.name',
      'person person.familyName',
      'person person.nhsNumber',
    ]);
  });

  const places: [path: string, step: string, field: string][] = [
    ['patients.0.nhsNumber', 'person', 'person.nhsNumber'],
    ['home.address', 'home', 'home.address'],
    ['devices.1.id', 'kit', 'kit.1.name'],
    ['patients.0.contacts.0.channels.1.address', 'contacts', 'contacts.0.email'],
    ['patients.0.plan.risks', 'plan', 'plan.risks'],
    ['patients.0.scenarios.2.params.window.from', 'agreements', 'agreements.2'],
    ['simulated', 'check', 'enrol'],
  ];
  it.each(places)('knows where %s was entered', (path, step, field) => {
    expect(placeOf(path, joan)).toEqual({ step, field });
  });
});

describe('packs', () => {
  it('bring each kind once, and not what everybody has; what another pack has too stays when one goes', () => {
    const both = withPack(withPack(joan, falls, true, packs), meals, true, packs);
    expect(both.agreements.map(({ template }) => template)).toEqual(['fall', 'pills']);
    expect(withPack(both, meals, false, packs).agreements.map(({ template }) => template)).toEqual(['fall']);
    expect(withPack(both, falls, false, packs).agreements.map(({ template }) => template)).toEqual(['fall', 'pills']);
  });

  it('ask until it is answered', () => {
    const draft = withPack(joan, meals, true, packs);
    expect(unanswered(draft, packs)).toEqual([{ n: 1, question: 'When?' }]);
    const answered = draft.agreements.map((one) => ({ ...one, params: { doses: [] } }));
    expect(unanswered({ ...draft, agreements: answered }, packs)).toEqual([]);
  });
});

describe('what is missing', () => {
  const keys = (draft: EnrolmentDraft, role: 'administrator' | 'clinician' = 'clinician') => gapsOf(draft, packs, role).map(([key]) => key);

  it('is said of everything that nobody has entered', () => {
    expect(keys(emptyDraft)).toEqual(['nobody', 'noNumber', 'noLocality', 'nothing', 'noKit', 'noPlan']);
  });

  it('is said of contacts who cannot be reached or told, of agreements without approval or consent, of devices never heard', () => {
    const draft: EnrolmentDraft = {
      ...withPack(joan, meals, true, packs),
      contacts: [...joan.contacts, { ...emptyContact, name: 'Ben' }],
      kit: [{ kind: 'hub', name: 'Hub', room: null, worn: false, speaks: false }],
    };
    expect(gapsOf(draft, packs, 'clinician')).toEqual([
      ['noWay', 'Ben'],
      ['notTold', 'Ben'],
      ['noNumber', ''],
      ['approval', 'About fall, About pills'],
      ['consent', 'About pills'],
      ['unheard', 'Hub'],
      ['noPlan', ''],
    ]);
  });
});
