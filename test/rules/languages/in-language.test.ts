import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inLanguage } from '../../../rules/languages/in-language.ts';
import { polish } from '../../../rules/languages/polish.ts';
import { templateDefaults } from '../../../rules/scenarios/registry.ts';
import { agreements } from '../agreements.ts';

/** What is made of the words of an agreement (a goal, a reading) has no translation, and is said in English. */
const madeOfTheirOwnWords = ['personal-goal', 'reading-expected', 'vital-limit'];

const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

describe('what devices say to the patient', () => {
  const said = Object.entries(agreements).flatMap(([template, both]) =>
    both.flatMap((params) =>
      templateDefaults(template, params).plan.steps.flatMap(({ level, message }) =>
        level === 'patient' ? [[template, message] as const] : [],
      ),
    ),
  );

  it.each([...new Map(said.map(([id, message]) => [message, id]))])('is there in Polish: %s (%s)', (message, template) => {
    const { language } = inLanguage(message, 'pl');
    expect(language).toBe(madeOfTheirOwnWords.includes(template) ? 'en' : 'pl');
  });

  const folder = join(import.meta.dirname, '../../../rules/scenarios');
  const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8').replaceAll("\\'", "'"));
  it.each(Object.keys(polish))('is still what the rules say: %s', (english) => {
    expect(sources.some((source) => source.includes(english))).toBe(true);
  });

  it.each(Object.entries(polish))('keeps its places: %s', (english, translated) => {
    expect(places(translated)).toEqual(places(english));
  });
});

describe('words in a language', () => {
  const night = "It's night, {name}. It is dark and cold outside. Please come back in.";
  it.each([
    ['ours in English', night, 'en', 'en'],
    ['nobody has said which', night, undefined, 'en'],
    ['ours in Polish', night, 'pl', 'pl'],
    ['agreed in other words: as they are', 'Come home, {name}.', 'pl', 'en'],
  ] as const)('%s', (_, text, language, spoken) => {
    const found = inLanguage(text, language);
    expect(found.language).toBe(spoken);
    expect(found.text === text).toBe(spoken === 'en');
  });
});
