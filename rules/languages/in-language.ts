import type { Language } from '../model/speech.ts';
import { polish } from './polish.ts';
import { polishFamily } from './polish-family.ts';

const translations: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<string, string>>>> = {
  pl: { ...polish, ...polishFamily },
};

/**
 * Words with their places (`{name}`) in a language, as far as we have them in it; in the words as they are, and said to be English, otherwise:
 * a sentence that was agreed in other words than ours, or that has none in that language yet. `language` undefined: English.
 */
export function inLanguage(text: string, language: Language = 'en'): { readonly text: string; readonly language: Language } {
  const translated = language === 'en' ? undefined : translations[language][text];
  return translated === undefined ? { text, language: 'en' } : { text: translated, language };
}

/** What stands in a command about the language of its words: nothing for English, so that what was decided before is decided the same again. */
export function languageNamed(language: Language): { readonly language?: Language } {
  return language === 'en' ? {} : { language };
}
