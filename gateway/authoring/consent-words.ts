import type { Level } from '../../rules/model/alert.ts';
import type { Language } from '../../rules/model/speech.ts';
import { hour, minute } from '../../rules/model/time.ts';
import { listed } from '../../rules/scenarios/words.ts';
import type { Purpose } from '../contract/relations.ts';
import { spanInWords } from './ladder-words.ts';

/** What is said of permissions before they are changed. `of`: the patient's name where somebody else reads it; null: the patient reads it. */
export interface ConsentWords {
  listed(names: readonly string[]): string;
  sees(who: string, purpose: Exclude<Purpose, 'be-told'>, of: string | null): string;
  seesNoLonger(who: string, purpose: Exclude<Purpose, 'be-told'>, of: string | null): string;
  told(who: string, titles: string): string;
  toldOfNothing(who: string): string;
  noWay(who: string): string;
  toldNoLonger(who: string): string;
  others(others: string, titles: string): string;
  nobodyOfFamily(titles: string, of: string | null): string;
  nobody(titles: string): string;
  sooner(level: Level, byMs: number): string;
  /** Why the patient cannot change it, and whom to ask. */
  decided(by: string, until: string): string;
}

const owner = (of: string | null) => (of === null ? 'your' : `${of}’s`);

const seenEn = {
  'see-status': (of: string | null) => (of === null ? 'whether all is well with you' : `whether all is well with ${of}`),
  'see-readings': (of: string | null) => `${owner(of)} readings, such as blood pressure`,
  'see-attainment': (of: string | null) => `how ${owner(of)} goals go`,
};
const placesEn: Readonly<Partial<Record<Level, string>>> = {
  agency: 'The care agency is asked',
  coordination: 'The care centre is asked',
  'rapid-response': 'The rapid response team is called',
  emergency: 'The care centre is asked to call 999',
};

const english: ConsentWords = {
  listed,
  sees: (who, purpose, of) => `${who} can see ${seenEn[purpose](of)}, in the app.`,
  seesNoLonger: (who, purpose, of) => `${who} can no longer see ${seenEn[purpose](of)}. An open page closes at once.`,
  told: (who, titles) => `${who} is asked to help when there is something with: ${titles}.`,
  toldOfNothing: (who) => `No agreement asks ${who} yet, so nothing is told to them for now.`,
  noWay: (who) => `We have no telephone number and no address of ${who}: nothing can reach them.`,
  toldNoLonger: (who) => `${who} gets no more messages. What has not gone out yet is taken back.`,
  others: (others, titles) => `We still ask ${others}: ${titles}.`,
  nobodyOfFamily: (titles, of) => `Nobody from ${owner(of)} family and friends is asked any more: ${titles}.`,
  nobody: (titles) => `Nobody at all would be asked any more: ${titles}.`,
  sooner: (level, byMs) => `${placesEn[level]} ${spanInWords(byMs)} earlier.`,
  decided: (by, until) => `${by} decided this in your best interest, until ${until}. To talk about it, call the care coordination centre.`,
};

const seenPl = {
  'see-status': 'czy wszystko jest w porządku',
  'see-readings': 'pomiary, na przykład ciśnienie krwi',
  'see-attainment': 'postępy w osiąganiu celów',
};
const placesPl: Readonly<Partial<Record<Level, string>>> = {
  agency: 'Agencja opieki zostanie zawiadomiona',
  coordination: 'Centrum opieki zostanie zawiadomione',
  'rapid-response': 'Zespół szybkiego reagowania zostanie wezwany',
  emergency: 'Centrum opieki zostanie poproszone o wezwanie 999',
};
function spanPl(ms: number): string {
  const [hours, minutes] = [Math.floor(ms / hour), Math.round((ms % hour) / minute)];
  return [...(hours > 0 ? [`${hours} godz.`] : []), ...(minutes > 0 || hours === 0 ? [`${minutes} min`] : [])].join(' ');
}

/** The patient reads it: no other name stands in it. To be read by a speaker of it before it is used. */
const polish: ConsentWords = {
  listed: (names) => (names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} i ${names.at(-1)}`),
  sees: (who, purpose) => `${who} będzie widzieć w aplikacji: ${seenPl[purpose]}.`,
  seesNoLonger: (who, purpose) => `${who} nie będzie już widzieć: ${seenPl[purpose]}. Otwarta strona od razu się zamknie.`,
  told: (who, titles) => `${who} dostanie prośbę o pomoc, gdy coś się dzieje w sprawie: ${titles}.`,
  toldOfNothing: (who) => `Żadne ustalenie nie obejmuje jeszcze tej osoby (${who}), więc na razie nie dostanie wiadomości.`,
  noWay: (who) => `Nie mamy numeru telefonu ani adresu tej osoby (${who}): nic do niej nie dotrze.`,
  toldNoLonger: (who) => `${who} nie dostanie więcej wiadomości. To, co jeszcze nie wyszło, zostanie cofnięte.`,
  others: (others, titles) => `Nadal pytamy (${others}): ${titles}.`,
  nobodyOfFamily: (titles) => `Nie zapytamy już nikogo z rodziny ani znajomych: ${titles}.`,
  nobody: (titles) => `Nikt nie zostanie już zapytany: ${titles}.`,
  sooner: (level, byMs) => `${placesPl[level]} o ${spanPl(byMs)} wcześniej.`,
  decided: (by, until) =>
    `To decyzja w najlepszym interesie (${by}), ważna do ${until}. Aby o tym porozmawiać, proszę zadzwonić do centrum koordynacji opieki.`,
};

export const consentWords: Readonly<Record<Language, ConsentWords>> = { en: english, pl: polish };
