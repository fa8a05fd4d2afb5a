import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

/** Words that have no shorter one: each counts as one syllable, so that a sentence is judged by everything else in it. */
export const unavoidable = [
  'medicine',
  'medicines',
  'hearthline',
  'emergency',
  'oxygen',
  'telephone',
  'temperature',
  'thermometer',
  'dispenser',
];

/** Who reads stands in for these places. */
const example = 'Ann';

/** The sentences of a text, with its places filled in. */
export function sentencesOf(text: string): string[] {
  const whole = text.replaceAll(/\{\w+\}/g, example).replaceAll('\n', '. ');
  return whole.split(/(?<=[.!?:;])\s+/).filter((sentence) => /[a-z]/i.test(sentence));
}

/**
 * The age at which a child reads a sentence: the grade of Flesch and Kincaid and five years. A heading or a button of few words has no grade worth the
 * name, so that a sentence counts as eight words long at least.
 */
export function readingAge(sentence: string): number {
  const words = sentence.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  const syllables = words.reduce((sum, word) => sum + (unavoidable.includes(word) ? 1 : Math.max(1, syllable(word))), 0);
  const count = Math.max(words.length, 8);
  return 5 + fleschKincaid({ sentence: 1, word: count, syllable: syllables + count - words.length });
}
