import type { z } from 'zod';
import type { EnrolmentDraft, ScenarioPack } from '../../../gateway/contract/enrolment.ts';
import { enrolmentInput } from '../../../gateway/contract/people.ts';
import type { Role } from '../../../gateway/contract/relations.ts';
import type { Locality } from '../../shared/api/shapes.ts';

/** The steps, in their order. */
export const steps = ['person', 'home', 'kit', 'contacts', 'plan', 'agreements', 'check'] as const;
export type Step = (typeof steps)[number];

/** Something to mend: where it is, and what is wrong. `field` is the id of the input. */
export interface Fault {
  readonly step: Step;
  readonly field: string;
  /** `missing`: nothing stands there. */
  readonly message: string;
}

export const emptyDraft: EnrolmentDraft = {
  person: { givenName: '', familyName: '', knownAs: '', nhsNumber: '', birthDate: '', zone: 'Europe/London', language: 'en', summary: '' },
  home: { address: '', localityName: '', keyAccess: '' },
  kit: [],
  contacts: [],
  plan: { mattersToMe: '', normalForMe: '', okToStay: '', risks: '' },
  packIds: [],
  patientAgreed: null,
  agreements: [],
};

export type DraftContact = EnrolmentDraft['contacts'][number];
export const emptyContact: DraftContact = {
  ...{ name: '', relationship: '', mobile: '', phone: '', email: '', language: 'en' },
  ...{ allowed: [], consentNote: '', quietFrom: '', quietTo: '' },
};

/** Ways to a contact in the order in which they are tried, with the fields in which they are entered. */
const ways = [
  ['sms', 'mobile'],
  ['voice', 'phone'],
  ['email', 'email'],
] as const;

/** The ways that were entered. */
export const waysOf = (contact: DraftContact) => ways.filter(([, field]) => contact[field].trim() !== '');

export const hasPlan = ({ plan }: Pick<EnrolmentDraft, 'plan'>): boolean => Object.values(plan).some((words) => words.trim() !== '');

/** What is sent to enrol. `localities`: those that there are. */
export function toEnrolment(draft: EnrolmentDraft, localities: readonly Locality[], role: Role): z.input<typeof enrolmentInput> {
  const { person, home } = draft;
  const chosen = localities.find(({ name }) => name === home.localityName);
  return {
    locality: chosen ? { kind: chosen.kind, name: chosen.name } : null,
    home: { address: home.address.trim(), keyAccess: home.keyAccess.trim() },
    patients: [
      {
        givenName: person.givenName,
        familyName: person.familyName,
        ...(person.knownAs.trim() !== '' && { knownAs: person.knownAs }),
        nhsNumber: person.nhsNumber.trim() || null,
        birthDate: person.birthDate || null,
        ...{ zone: person.zone.trim(), language: person.language, summary: person.summary.trim() },
        contacts: draft.contacts.map((contact, n) => ({
          ...{ name: contact.name, relationship: contact.relationship, order: n + 1, language: contact.language },
          mayBeTold: contact.allowed.includes('be-told'),
          allowed: contact.allowed,
          consentNote: contact.consentNote.trim(),
          channels: waysOf(contact).map(([kind, field]) => ({ kind, address: contact[field].trim() })),
          quietHours: contact.quietFrom || contact.quietTo ? { from: contact.quietFrom, to: contact.quietTo } : null,
        })),
        plan: hasPlan(draft) && role !== 'administrator' ? draft.plan : null,
        scenarios: draft.agreements.map(({ approveNow, ...terms }) => ({
          ...terms,
          status: approveNow && role === 'clinician' ? 'active' : 'draft',
          patientAgreed: draft.patientAgreed && { how: draft.patientAgreed },
        })),
      },
    ],
    devices: draft.kit.map(({ kind, name, room, worn, speaks }) => ({ kind, name, room, prompts: speaks, patient: worn ? 0 : null })),
  };
}

/** Where a path of what was sent was entered. */
export function placeOf(path: string, draft: EnrolmentDraft): Pick<Fault, 'step' | 'field'> {
  const [first = '', , third = '', n = '', field = '', index = ''] = path.split('.');
  if (first === 'home') return { step: 'home', field: path.replace(/^home\.id$/, 'home.address') };
  if (first === 'locality') return { step: 'home', field: 'home.localityName' };
  if (first === 'devices') return { step: 'kit', field: `kit.${path.split('.')[1]}.name` };
  if (first !== 'patients') return { step: 'check', field: 'enrol' };
  if (third === 'plan') return { step: 'plan', field: `plan.${n}` };
  if (third === 'scenarios') return { step: 'agreements', field: `agreements.${n || '0'}` };
  if (third !== 'contacts') return { step: 'person', field: `person.${third || 'givenName'}` };
  const contact = draft.contacts[Number(n)];
  const way = field === 'channels' && contact ? waysOf(contact)[Number(index)]?.[1] : undefined;
  const inputs: Readonly<Record<string, string>> = { quietHours: 'quietFrom', mayBeTold: 'allowed', channels: 'mobile' };
  return { step: 'contacts', field: `contacts.${n}.${way ?? inputs[field] ?? (field || 'name')}` };
}

/** What the contract says is wrong, before anything is sent; what only the gateway knows, it says afterwards. */
export function faultsOf(draft: EnrolmentDraft, localities: readonly Locality[], role: Role): Fault[] {
  const read = enrolmentInput.safeParse(toEnrolment(draft, localities, role));
  const faults = (read.error?.issues ?? []).map((issue): Fault => {
    const place = placeOf(issue.path.join('.'), draft);
    return { ...place, message: issue.code === 'too_small' ? 'missing' : issue.code === 'invalid_format' ? 'format' : issue.message };
  });
  // One line a field.
  return faults.filter(({ field }, i) => faults.findIndex((one) => one.field === field) === i);
}

type PackAgreement = ScenarioPack['agreements'][number];

/** What a pack adds: what everybody has anyway only where the pack says something else. */
export function broughtBy({ agreements }: ScenarioPack): PackAgreement[] {
  return agreements.filter(({ forEveryone, params, plan, severity }) => !forEveryone || plan || severity || Object.keys(params).length > 0);
}

/** The draft with a pack chosen or not: its agreements come, a kind once, or go unless another chosen pack has them too. */
export function withPack(draft: EnrolmentDraft, pack: ScenarioPack, on: boolean, packs: readonly ScenarioPack[]): EnrolmentDraft {
  const packIds = on ? [...draft.packIds, pack.id] : draft.packIds.filter((id) => id !== pack.id);
  if (on) {
    const fresh = broughtBy(pack)
      .filter(({ template }) => !draft.agreements.some((one) => one.template === template))
      .map(({ template, params, plan, severity }) => ({ template, params, plan, severity, approveNow: false }));
    return { ...draft, packIds, agreements: [...draft.agreements, ...fresh] };
  }
  const kept = new Set(packs.filter(({ id }) => packIds.includes(id)).flatMap((one) => broughtBy(one).map(({ template }) => template)));
  const gone = new Set(broughtBy(pack).flatMap(({ template }) => (kept.has(template) ? [] : [template])));
  return { ...draft, packIds, agreements: draft.agreements.filter(({ template }) => !gone.has(template)) };
}

/** Questions of the chosen packs that nobody has answered yet, by the place of their agreement. */
export function unanswered(
  { agreements, packIds }: EnrolmentDraft,
  packs: readonly ScenarioPack[],
): { readonly n: number; readonly question: string }[] {
  const chosen = packs.filter(({ id }) => packIds.includes(id)).flatMap((pack) => pack.agreements);
  return agreements.flatMap(({ template, params }, n) => {
    const asks = chosen.find((one) => one.template === template)?.asks ?? [];
    return asks.filter(({ param }) => !(param in params)).map(({ question }) => ({ n, question }));
  });
}

/** What is missing and can be mended later: a key of the words, and a name in it. */
export type Gap = readonly [
  key: 'nobody' | 'noWay' | 'notTold' | 'noNumber' | 'noLocality' | 'approval' | 'consent' | 'noKit' | 'unheard' | 'noPlan' | 'nothing',
  name: string,
];

export function gapsOf(draft: EnrolmentDraft, packs: readonly ScenarioPack[], role: Role): Gap[] {
  const { contacts, agreements, kit } = draft;
  const ofPacks = new Map(packs.flatMap((pack) => pack.agreements.map((one) => [one.template, one])));
  const titles = (list: readonly { template: string }[]) => list.map(({ template }) => ofPacks.get(template)?.title ?? template).join(', ');
  const waiting = agreements.filter(({ approveNow }) => !approveNow);
  const consent = agreements.filter(({ template }) => ofPacks.get(template)?.needsConsent);
  return [
    ...(contacts.some((one) => one.allowed.includes('be-told') && waysOf(one).length > 0) ? [] : [['nobody', ''] as const]),
    ...contacts.filter((one) => waysOf(one).length === 0).map(({ name }) => ['noWay', name] as const),
    ...contacts.filter(({ allowed }) => !allowed.includes('be-told')).map(({ name }) => ['notTold', name] as const),
    ...(draft.person.nhsNumber.trim() === '' ? [['noNumber', ''] as const] : []),
    ...(draft.home.localityName === '' ? [['noLocality', ''] as const] : []),
    ...(agreements.length === 0 ? [['nothing', ''] as const] : []),
    ...(waiting.length > 0 ? [['approval', titles(waiting)] as const] : []),
    ...(consent.length > 0 ? [['consent', titles(consent)] as const] : []),
    ...(kit.length === 0 ? [['noKit', ''] as const] : kit.map(({ name }) => ['unheard', name] as const)),
    ...(hasPlan(draft) && role !== 'administrator' ? [] : [['noPlan', ''] as const]),
  ];
}
