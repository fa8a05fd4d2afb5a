import { describe, expect, it } from 'vitest';
import { reached as englishReached } from '../../../../dashboard/family/words/en/reached.ts';
import { english } from '../../../../dashboard/family/words/english.ts';
import { firstLanguage } from '../../../../dashboard/family/words/language.tsx';
import { reached as polishReached } from '../../../../dashboard/family/words/pl/reached.ts';
import { signIn as polishSignIn } from '../../../../dashboard/family/words/pl/sign-in.ts';
import { polish } from '../../../../dashboard/family/words/polish.ts';
import { ago, dayOfMonth, longDate, longDay, timeOfDay, whenSaid } from '../../../../dashboard/family/words/times.ts';
import { english as englishSignIn } from '../../../../dashboard/shared/sign-in/words.ts';
import { counted, say } from '../../../../dashboard/shared/words/say.ts';

/** Every text with where it stands; forms for numbers are one text. */
function texts(of: object, at = ''): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [key, value] of Object.entries(of)) {
    const here = at === '' ? key : `${at}.${key}`;
    if (typeof value === 'string') found.set(here, [value]);
    else if ('one' in value) found.set(here, Object.values(value as Record<string, string>));
    else for (const [deeper, inside] of texts(value, here)) found.set(deeper, inside);
  }
  return found;
}
const both = [
  texts({ ...english, signIn: englishSignIn, reached: englishReached }),
  texts({ ...polish, signIn: polishSignIn, reached: polishReached }),
] as const;
const valuesOf = (text: string) => [...text.matchAll(/\{+(\w+)\}+/g)].map(([, name]) => name).sort();

describe('the words', () => {
  it('are the same ones in both languages', () => {
    expect([...both[1].keys()].sort()).toEqual([...both[0].keys()].sort());
  });

  it('take the same values in both languages', () => {
    const all = (forms: readonly string[] = []) => [...new Set(forms.flatMap(valuesOf))];
    for (const [key, forms] of both[0]) expect(all(both[1].get(key)), key).toEqual(all(forms));
  });

  it('leave no English in Polish', () => {
    // Names and units that are the same everywhere.
    const alike = /^(Hearthline|mmHg|%|°C|kg|mL|mmol\/L|Start|OK|\{n\}.*|\{.*\}|)$/;
    const left = [...both[1]].filter(([key, forms]) => forms.some((form) => !alike.test(form) && both[0].get(key)?.includes(form)));
    expect(left).toEqual([]);
    const english = /\b(the|you|your|is|are|and|not|with|this|was|who|for)\b/i;
    expect([...both[1]].filter(([, forms]) => forms.some((form) => english.test(form)))).toEqual([]);
  });

  it('have a form for every number in Polish', () => {
    const forms = polish.frame.waiting;
    expect([1, 2, 5, 22, 112].map((n) => counted('pl', forms, n))).toEqual([
      '1 wpis czeka na wysłanie',
      '2 wpisy czekają na wysłanie',
      '5 wpisów czeka na wysłanie',
      '22 wpisy czekają na wysłanie',
      '112 wpisów czeka na wysłanie',
    ]);
    expect(counted('en', english.frame.waiting, 1)).toBe('1 entry waits to be sent');
  });

  it('are never said with a gap', () => {
    expect(say('by {time}', { time: '08:00' })).toBe('by 08:00');
    expect(() => say('by {time}', {})).toThrow('needs a value for time');
  });
});

describe('the language', () => {
  it.each([
    ['pl', ['en-GB'], 'pl'],
    [null, ['de-DE', 'pl-PL', 'en'], 'pl'],
    [null, ['de-DE'], 'en'],
    ['xx', [], 'en'],
  ] as const)('stored %s, wanted %s: %s', (stored, wanted, expected) => {
    expect(firstLanguage(stored, wanted)).toBe(expected);
  });
});

describe('times', () => {
  const minute = 60_000;
  it.each([
    [59_999, 'less than a minute ago', 'mniej niż minutę temu'],
    [minute, '1 minute ago', '1 minutę temu'],
    [59 * minute, '59 minutes ago', '59 minut temu'],
    [47 * 60 * minute, '47 hours ago', '47 godzin temu'],
    [48 * 60 * minute, '2 days ago', '2 dni temu'],
    [-5, 'less than a minute ago', 'mniej niż minutę temu'],
  ])('%d ms: %s, %s', (ms, en, pl) => {
    expect([ago('en', ms), ago('pl', ms)]).toEqual([en, pl]);
  });

  it('are those of the home, with the day where it is another', () => {
    const now = Date.parse('2026-07-01T10:00:00Z');
    expect(timeOfDay('en', now, 'Europe/London')).toBe('11:00');
    expect(whenSaid('en', now - 3_600_000, now, 'Europe/London')).toBe('10:00');
    expect(whenSaid('en', now - 86_400_000, now, 'Europe/London')).toBe('Tue 30 Jun, 11:00');
    expect(longDay('pl', now, 'Europe/London')).toBe('środa 1 lipca');
    expect(dayOfMonth('pl', now, 'Europe/London')).toBe('1 lipca');
    expect(longDate('en', now, 'Europe/London')).toMatch(/^1 July 20\d\d$/);
  });
});
