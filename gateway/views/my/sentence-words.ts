import type { Language } from '../../../rules/model/speech.ts';
import { type Instant, localDate, localTime } from '../../../rules/model/time.ts';
import type { MySentence } from '../../contract/my.ts';
import { iso, isoOrNull } from '../instant.ts';
import type { SentenceKey, Status } from './sentence.ts';

/** About somebody else, and to the person. `{when}`: the newest thing it rests on; `{until}`: the end of an absence; `{owner}`: who has the alert. */
type Words = Readonly<Record<SentenceKey, readonly [ofOther: string, ofSelf: string]>>;

const en: Words = {
  alert: ['{name} may need help. Please look now.', 'We would like to know if you are all right.'],
  called: ['{name} called for help {when}. Please look now.', 'You called for help {when}. We are telling people who can help.'],
  'alert-owned': ['{owner} is seeing to {name}.', '{owner} is seeing to you.'],
  checking: ['We are checking how {name} is.', 'We are checking how you are.'],
  away: ['{name} is away{until}. We do not watch the home.', 'You are away{until}. We do not watch your home.'],
  holiday: ['{name} is on holiday{until}. We do not watch the home.', 'You are on holiday{until}. We do not watch your home.'],
  hospital: ['{name} is in hospital{until}. We do not watch the home.', 'You are in hospital{until}. We do not watch your home.'],
  respite: [
    '{name} is cared for elsewhere{until}. We do not watch the home.',
    'You are cared for elsewhere{until}. We do not watch your home.',
  ],
  stalled: ['We cannot see now how {name} is. We are working on it.', 'We cannot see your home now. We are working on it.'],
  'never-seen': ['We have not heard from {name} yet.', 'We have not heard from you yet.'],
  'no-kit': ['We last heard from {name} {when}. We cannot see the home.', 'We last heard from you {when}. We cannot see your home.'],
  'kit-silent': ['We have not heard from the home of {name} since {when}.', 'We have not heard from your home since {when}.'],
  blind: [
    'For a time we could not see the home of {name}. Last sign: {when}.',
    'For a time we could not see your home. Last sign: {when}.',
  ],
  someone: [
    'Somebody was up and about {when}. We cannot tell if it was {name}.',
    'Somebody was up and about {when}. We cannot tell if it was you.',
  ],
  up: ['{name} is up and about: last sign {when}.', 'You are up and about: we last noticed you {when}.'],
  'kit-partly-silent': [
    'No sign of {name} since {when}. Not all of the sensors can be heard.',
    'No sign of you since {when}. Not all of the sensors can be heard.',
  ],
  'quiet-night': ['A quiet night for {name} so far: last sign {when}.', 'A quiet night so far: we last noticed you {when}.'],
  quiet: ['It has been quiet at the home of {name} since {when}.', 'It has been quiet at your home since {when}.'],
};

const pl: Words = {
  alert: ['{name}: może być potrzebna pomoc. Proszę teraz sprawdzić.', 'Chcemy wiedzieć, czy wszystko w porządku.'],
  called: ['{name}: wezwanie pomocy {when}. Proszę teraz sprawdzić.', 'Wezwano pomoc {when}. Zawiadamiamy osoby, które mogą pomóc.'],
  'alert-owned': ['{name}: zajmuje się tym {owner}.', 'Zajmuje się tym {owner}.'],
  checking: ['{name}: sprawdzamy, czy wszystko w porządku.', 'Sprawdzamy, czy wszystko w porządku.'],
  away: ['{name}: poza domem{until}. Nie obserwujemy domu.', 'Poza domem{until}. Nie obserwujemy domu.'],
  holiday: ['{name}: na urlopie{until}. Nie obserwujemy domu.', 'Urlop{until}. Nie obserwujemy domu.'],
  hospital: ['{name}: w szpitalu{until}. Nie obserwujemy domu.', 'Pobyt w szpitalu{until}. Nie obserwujemy domu.'],
  respite: ['{name}: pod opieką w innym miejscu{until}. Nie obserwujemy domu.', 'Opieka w innym miejscu{until}. Nie obserwujemy domu.'],
  stalled: ['{name}: teraz nic nie widzimy. Pracujemy nad tym.', 'Teraz nic nie widzimy. Pracujemy nad tym.'],
  'never-seen': ['{name}: nie mamy jeszcze żadnych wiadomości.', 'Nie mamy jeszcze żadnych wiadomości.'],
  'no-kit': ['{name}: ostatnia wiadomość {when}. Nie widzimy domu.', 'Ostatnia wiadomość {when}. Nie widzimy domu.'],
  'kit-silent': ['{name}: brak wiadomości z domu od {when}.', 'Brak wiadomości z domu od {when}.'],
  blind: [
    '{name}: przez pewien czas nic nie widzieliśmy. Ostatni znak: {when}.',
    'Przez pewien czas nic nie widzieliśmy. Ostatni znak: {when}.',
  ],
  someone: ['Ktoś był na nogach {when}. Nie wiemy, czy to {name}.', 'Ktoś był na nogach {when}. Nie wiemy kto.'],
  up: ['{name} jest na nogach: ostatni znak {when}.', 'Wszystko działa: ostatni znak {when}.'],
  'kit-partly-silent': [
    '{name}: brak znaku od {when}. Nie wszystkie czujniki działają.',
    'Brak znaku od {when}. Nie wszystkie czujniki działają.',
  ],
  'quiet-night': ['{name}: jak dotąd spokojna noc. Ostatni znak {when}.', 'Jak dotąd spokojna noc. Ostatni znak {when}.'],
  quiet: ['{name}: w domu cicho od {when}.', 'W domu cicho od {when}.'],
};

const words: Readonly<Record<Language, Words>> = { en, pl };
/** After these words a bare time stands; elsewhere it is "at" a time. */
const bare: ReadonlySet<SentenceKey> = new Set(['kit-silent', 'kit-partly-silent', 'quiet', 'blind']);
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', pl: 'pl-PL' };

/** `10:42`, or with its day where that is another one than that of `now`. */
export function clockWords(at: Instant, now: Instant, zone: string, language: Language): string {
  const { date, time } = clockParts(at, now, zone, language);
  return date === null ? time : `${date}, ${time}`;
}

function clockParts(at: Instant, now: Instant, zone: string, language: Language): { readonly date: string | null; readonly time: string } {
  const time = localTime(zone, at);
  if (localDate(zone, at) === localDate(zone, now)) return { date: null, time };
  return { date: new Intl.DateTimeFormat(locales[language], { timeZone: zone, day: 'numeric', month: 'long' }).format(at), time };
}

/** `at 10:42`, `on 12 January at 10:42`. */
function atWords(at: Instant, now: Instant, zone: string, language: Language): string {
  const { date, time } = clockParts(at, now, zone, language);
  if (language === 'pl') return date === null ? `o ${time}` : `${date} o ${time}`;
  return date === null ? `at ${time}` : `on ${date} at ${time}`;
}

/** The sentence as it is shown. Without a time to name, what is unknown is said to have never been heard. */
export function toSentence(
  status: Status,
  about: { readonly name: string; readonly self: boolean; readonly zone: string; readonly language: Language },
  now: Instant,
): MySentence {
  const { asOfAt, owner = '', untilAt = null } = status;
  const { zone, language, name } = about;
  const key = asOfAt === null && status.key === 'kit-silent' ? 'never-seen' : status.key;
  const when = asOfAt === null ? '' : (bare.has(key) ? clockWords : atWords)(asOfAt, now, zone, language);
  const until = untilAt === null ? '' : ` ${{ en: 'until', pl: 'do' }[language]} ${clockWords(untilAt, now, zone, language)}`;
  const values: Readonly<Record<string, string>> = { when, until, owner, name };
  const text = words[language][key][about.self ? 1 : 0].replaceAll(/\{(\w+)\}/g, (_, place: string) => values[place]!);
  return { key, text, tone: status.tone, asOfAt: isoOrNull(asOfAt), goodUntilAt: iso(status.goodUntilAt) };
}
