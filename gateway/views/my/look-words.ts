import type { Language } from '../../../rules/model/speech.ts';
import type { Role } from '../../contract/relations.ts';

const kinds = [
  'readings',
  'alert',
  'link',
  'visit',
  'agreed',
  'contacts',
  'plan',
  'goals',
  'messages',
  'duty',
  'looks',
  'copy',
  'referrals',
  'kit',
  'said',
  'presence',
  'page',
  'sentence',
] as const;
/** What somebody was shown of a person. */
export type LookKind = (typeof kinds)[number];

/** By the last part of a route that says something, the most telling first. */
const byRoute: readonly (readonly [RegExp, LookKind])[] = [
  [/^\/a$/, 'link'],
  [/\/(observations|readings)/, 'readings'],
  [/\/response-jobs/, 'visit'],
  [/\/(alerts|follow-ups)/, 'alert'],
  [/\/plan(\/|$)/, 'plan'],
  [/\/goals/, 'goals'],
  [/\/messages/, 'messages'],
  [/\/on-duty/, 'duty'],
  [/\/looks/, 'looks'],
  [/\/(exports|restrictions?|timeline)/, 'copy'],
  [/\/(referrals|signposts)/, 'referrals'],
  [/\/(contacts|consents)/, 'contacts'],
  [/\/(scenarios|scenario-templates|summary|explain)/, 'agreed'],
  [/\/(commands|speech)/, 'said'],
  [/\/(pause|presence)/, 'presence'],
  [/\/(device-health|devices|homes|kit|found-devices|claim-codes|equipment)/, 'kit'],
  [/\/(patients|people)\/:id$/, 'page'],
  [/\/my\/people$/, 'sentence'],
];

/** What a route shows of a person; null: nothing that we have a word for. */
export const lookKind = (route: string): LookKind | null => byRoute.find(([pattern]) => pattern.test(route))?.[1] ?? null;

interface Words {
  readonly what: Readonly<Record<LookKind, string>>;
  /** What we have no word for. */
  readonly something: string;
  readonly role: Readonly<Record<Role, string>>;
  readonly contact: string;
  readonly somebody: string;
  readonly onDuty: string;
}

const english: Words = {
  what: {
    readings: 'your readings',
    alert: 'an alert about you',
    link: 'an alert about you, by the link in a message',
    visit: 'visits to you by rapid response',
    agreed: 'what is agreed with you',
    contacts: 'your contacts and what they may see',
    plan: 'your plan of care',
    goals: 'your goals',
    messages: 'your messages with the team',
    duty: 'who of your family is there when',
    looks: 'who looked at your data',
    copy: 'your whole record',
    referrals: 'your referrals to other services',
    kit: 'the devices in your home',
    said: 'what your devices say',
    presence: 'where you are',
    page: 'the page about you',
    sentence: 'the sentence that says how you are',
  },
  something: 'something about you',
  role: {
    patient: 'person who uses the service',
    contact: 'one of your contacts',
    'agency-carer': 'carer of your agency',
    coordinator: 'care coordination centre',
    responder: 'rapid response team',
    clinician: 'clinician',
    champion: 'cheers you on',
    installer: 'fits your devices',
    manager: 'manager of the service',
    administrator: 'administrator of the service',
  },
  contact: 'one of your contacts',
  somebody: 'Somebody who is no longer known',
  onDuty: 'somebody on duty, by a link',
};

/** To be read by a speaker of it before it is used. */
const polish: Words = {
  what: {
    readings: 'pomiary',
    alert: 'alarm',
    link: 'alarm, przez link w wiadomości',
    visit: 'wizyty zespołu szybkiego reagowania',
    agreed: 'ustalenia',
    contacts: 'osoby bliskie i ich uprawnienia',
    plan: 'plan opieki',
    goals: 'cele',
    messages: 'wiadomości do zespołu i od zespołu',
    duty: 'dyżury rodziny',
    looks: 'kto oglądał dane',
    copy: 'cała dokumentacja',
    referrals: 'skierowania do innych służb',
    kit: 'urządzenia w domu',
    said: 'co mówią urządzenia',
    presence: 'miejsce pobytu',
    page: 'strona tej osoby',
    sentence: 'zdanie o tym, co słychać w domu',
  },
  something: 'inne dane',
  role: {
    patient: 'osoba korzystająca z usługi',
    contact: 'osoba bliska',
    'agency-carer': 'opieka domowa',
    coordinator: 'centrum koordynacji opieki',
    responder: 'zespół szybkiego reagowania',
    clinician: 'personel medyczny',
    champion: 'osoba wspierająca',
    installer: 'montaż urządzeń',
    manager: 'kierownictwo usługi',
    administrator: 'administracja usługi',
  },
  contact: 'osoba bliska',
  somebody: 'Osoba już nieznana',
  onDuty: 'ktoś na dyżurze, przez link',
};

export const lookWords: Readonly<Record<Language, Words>> = { en: english, pl: polish };
