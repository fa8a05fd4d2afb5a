import { inLanguage } from '../../rules/languages/in-language.ts';
import type { Language } from '../../rules/model/speech.ts';
import type { ConsentPreview } from '../contract/consents.ts';
import type { Purpose } from '../contract/relations.ts';
import { type ConsentWords, consentWords } from './consent-words.ts';
import { type Asked, asks, type Ladder, type ToldLess, toldLess } from './told-less.ts';

/** Who reads what follows from a change. */
export interface ConsentReader {
  readonly language: Language;
  /** The patient's name; null: the patient reads it themselves. */
  readonly patient: string | null;
}

interface Around {
  /** Of the agreements in force. */
  readonly ladders: readonly Ladder[];
  /** Everybody whom the patient named, the contact too. */
  readonly circle: readonly Asked[];
}

/** What follows when a contact is allowed something, or no longer; said before it is saved. What is as asked already is not among `changes`. */
export function consequenceOf(
  contact: Asked,
  changes: readonly { readonly purpose: Purpose; readonly allowed: boolean }[],
  around: Around,
  reader: ConsentReader,
): ConsentPreview {
  const words = consentWords[reader.language];
  let leavesNobody = false;
  const sentences = changes.flatMap(({ purpose, allowed }) => {
    if (purpose !== 'be-told') return [words[allowed ? 'sees' : 'seesNoLonger'](contact.name, purpose, reader.patient)];
    if (allowed) return whenTold(contact, around, reader);
    const losses = lossesOf(contact, around);
    leavesNobody = losses.some(({ less }) => less.stillAsked.length === 0);
    return [words.toldNoLonger(contact.name), ...lossesInWords(losses, words, reader)];
  });
  return { sentences, leavesNobody };
}

const titlesIn = (ladders: readonly Ladder[], language: Language) => [
  ...new Set(ladders.map(({ title }) => inLanguage(title, language).text)),
];

function whenTold(contact: Asked, { ladders }: Around, { language }: ConsentReader): string[] {
  const words = consentWords[language];
  if (contact.channels.length === 0) return [words.noWay(contact.name)];
  const asking = ladders.filter((ladder) => asks(ladder, contact));
  return [asking.length === 0 ? words.toldOfNothing(contact.name) : words.told(contact.name, words.listed(titlesIn(asking, language)))];
}

interface Loss {
  readonly ladder: Ladder;
  readonly less: ToldLess;
}

function lossesOf(contact: Asked, { ladders, circle }: Around): Loss[] {
  return ladders.flatMap((ladder) => {
    const less = toldLess(ladder, circle, contact);
    return less ? [{ ladder, less }] : [];
  });
}

/** One paragraph for agreements of which the same is to be said, the gravest first. */
function lossesInWords(losses: readonly Loss[], words: ConsentWords, { language, patient }: ConsentReader): string[] {
  const gravity = ({ nobody, stillAsked }: ToldLess) => (nobody ? 0 : stillAsked.length === 0 ? 1 : 2);
  const alike = Map.groupBy(
    losses.toSorted((a, b) => gravity(a.less) - gravity(b.less)),
    ({ less }) => JSON.stringify(less),
  );
  return [...alike.values()].map((group) => {
    const { stillAsked, sooner, nobody } = group[0]!.less;
    const titles = words.listed(
      titlesIn(
        group.map(({ ladder }) => ladder),
        language,
      ),
    );
    const left = nobody
      ? words.nobody(titles)
      : stillAsked.length === 0
        ? words.nobodyOfFamily(titles, patient)
        : words.others(words.listed(stillAsked), titles);
    return sooner === null ? left : `${left} ${words.sooner(sooner.level, sooner.byMs)}`;
  });
}
