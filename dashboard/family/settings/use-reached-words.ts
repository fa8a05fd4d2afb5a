import { reached as english } from '../words/en/reached.ts';
import type { Translated } from '../words/english.ts';
import { type Language, useWords } from '../words/language.tsx';
import { reached as polish } from '../words/pl/reached.ts';

export type ReachedWords = Translated<typeof english>;
const wordsIn: Readonly<Record<Language, ReachedWords>> = { en: english, pl: polish };

/** Words of this part of the settings. They come with it: what a phone fetches first has no room for them. */
export function useReachedWords(): ReachedWords {
  return wordsIn[useWords().language];
}
