/** Forms of a phrase that holds a number, by the plural category of the language (CLDR); `{n}` is the number. */
export interface Counted {
  readonly one: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** Puts values in place of `{name}`. Throws where one is missing: half a sentence is worse than none. */
export function say(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`"${text}" needs a value for ${name}`);
    return String(value);
  });
}

/** The phrase for `n` in `language` (BCP 47). */
export function counted(language: string, forms: Counted, n: number): string {
  const category = new Intl.PluralRules(language).select(n);
  const form = category === 'one' || category === 'few' || category === 'many' ? forms[category] : undefined;
  return say(form ?? forms.other, { n });
}
