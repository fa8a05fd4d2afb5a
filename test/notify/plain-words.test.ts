import { describe, expect, it } from 'vitest';
import { reached } from '../../dashboard/family/words/en/reached.ts';
import { english as appWords } from '../../dashboard/family/words/english.ts';
import { codeWords } from '../../gateway/contact-codes.ts';
import { linkPageText } from '../../gateway/http/link-page-text.ts';
import { readerWords } from '../../gateway/notify/reader-words.ts';
import { alertWords } from '../../rules/languages/alert-words.ts';
import { parseParams, templates } from '../../rules/scenarios/registry.ts';
import { agreements } from '../rules/agreements.ts';
import { readingAge, sentencesOf } from './plain-words.ts';

/** Every text in a table of words. What makes a text is asked with an example for each place. */
function textsIn(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') return textsIn((words as (...places: unknown[]) => unknown)('Ann', 'nine'));
  if (Array.isArray(words)) return words.flatMap(textsIn);
  return words !== null && typeof words === 'object' ? Object.values(words).flatMap(textsIn) : [];
}

/** What the plans of every template say to the patient and to family. */
function planTexts(): string[] {
  return [...templates].flatMap(([id, template]) =>
    agreements[id]!.flatMap((params) => template.defaultPlan(parseParams(template, params)).steps)
      .filter(({ level }) => level === 'patient' || level === 'family')
      .map(({ message }) => message),
  );
}

const { triedBefore: _, ...ofAlerts } = alertWords.en;
const { outcomes, ...ofPages } = linkPageText.en;
const sources: readonly (readonly [string, readonly string[]])[] = [
  ['what alerts say around an agreement', textsIn(ofAlerts)],
  ['mails, texts, notices and calls', textsIn(readerWords.en)],
  ['the codes that check a number', textsIn(codeWords.en)],
  ['the pages behind links', [...textsIn(ofPages), ...outcomes.map(([, words]) => words)]],
  ['the plans of every template', planTexts()],
  ['the app', textsIn({ ...appWords, reached })],
];

describe('a child of eleven can read', () => {
  it.each(sources)('%s', (_where, texts) => {
    const sentences = [...new Set(texts.flatMap(sentencesOf))];
    expect(sentences.length).toBeGreaterThan(1);
    const hard = sentences.map((sentence) => ({ sentence, age: readingAge(sentence) })).filter(({ age }) => age > 11);
    expect(hard.map(({ sentence, age }) => `${age.toFixed(1)}: ${sentence}`)).toEqual([]);
  });
});

describe('the measure', () => {
  it.each([
    ['Could you ring or look in?', true],
    ['Please choose how it ended.', true],
    ['The notification could not be delivered owing to unavailability of the intended recipient.', false],
    ['Escalation of the aforementioned observation necessitates professional intervention.', false],
  ])('of "%s": readable at eleven %s', (sentence, readable) => {
    expect(readingAge(sentence) <= 11).toBe(readable);
  });
});
