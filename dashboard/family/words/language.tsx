import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Words } from './english.ts';

export const languages = ['en', 'pl'] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', pl: 'Polski' };

const remembered = 'hearthline-language';
const isLanguage = (text: string | undefined | null): text is Language => languages.some((each) => each === text);

/** What was chosen here before, else the first language of the browser that we speak. */
export function firstLanguage(stored: string | null, wanted: readonly string[]): Language {
  if (isLanguage(stored)) return stored;
  return wanted.map((each) => each.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./english.ts')).english,
  pl: async () => (await import('./polish.ts')).polish,
};

interface Spoken {
  readonly language: Language;
  /** The one that was chosen; its words may still be on their way. */
  readonly chosen: Language;
  readonly words: Words;
  readonly speak: (language: Language) => void;
}

const SpokenContext = createContext<Spoken | null>(null);

/** The language in which the page speaks now, its words, and the way to another. */
export function useWords(): Spoken {
  const spoken = useContext(SpokenContext);
  if (!spoken) throw new Error('useWords needs a WordsProvider around it');
  return spoken;
}

/** Loads the words of one language and shows what is inside once they are there. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const [chosen, speak] = useState(() => firstLanguage(localStorage.getItem(remembered), navigator.languages));
  const [spoken, setSpoken] = useState<{ language: Language; words: Words } | null>(null);
  useEffect(() => {
    let wanted = true;
    void loaders[chosen]().then((words) => wanted && setSpoken({ language: chosen, words }));
    return () => {
      wanted = false;
    };
  }, [chosen]);
  useEffect(() => {
    if (!spoken) return;
    document.documentElement.lang = spoken.language === 'en' ? 'en-GB' : spoken.language;
    localStorage.setItem(remembered, spoken.language);
  }, [spoken]);
  if (!spoken) return null;
  return <SpokenContext.Provider value={{ ...spoken, chosen, speak }}>{children}</SpokenContext.Provider>;
}
