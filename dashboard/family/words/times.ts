import type { Language } from './language.tsx';

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', pl: 'pl-PL' };
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(locales[language], { ...options, timeZone: zone, hourCycle: 'h23' });
    formats.set(key, known);
  }
  return known;
}

const justNow: Readonly<Record<Language, string>> = { en: 'less than a minute ago', pl: 'mniej niż minutę temu' };

/** How long ago, in words that a person would use: `4 minutes ago`, `4 minuty temu`. */
export function ago(language: Language, ms: number): string {
  const whole = Math.max(0, ms);
  const words = new Intl.RelativeTimeFormat(locales[language], { numeric: 'always' });
  if (whole < minuteMs) return justNow[language];
  if (whole < hourMs) return words.format(-Math.floor(whole / minuteMs), 'minute');
  if (whole < 2 * dayMs) return words.format(-Math.floor(whole / hourMs), 'hour');
  return words.format(-Math.floor(whole / dayMs), 'day');
}

/** `14:03` in `zone`. */
export function timeOfDay(language: Language, at: number, zone?: string): string {
  return format(language, zone, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `Saturday 3 January`. */
export function longDay(language: Language, at: number, zone?: string): string {
  return format(language, zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(at).replace(',', '');
}

/** `3 January`, `3 stycznia`: as it stands after "of" or "since". */
export function dayOfMonth(language: Language, at: number, zone?: string): string {
  return format(language, zone, { day: 'numeric', month: 'long' }).format(at);
}

/** `3 January 2026`. */
export function longDate(language: Language, at: number, zone?: string): string {
  return format(language, zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** `Sat 3 Jan, 14:03`; of the day of `now` only the time. */
export function whenSaid(language: Language, at: number, now: number | null, zone?: string): string {
  const day = format(language, zone, { weekday: 'short', day: 'numeric', month: 'short' });
  const time = timeOfDay(language, at, zone);
  if (now !== null && day.format(now) === day.format(at) && Math.abs(now - at) < 2 * dayMs) return time;
  return `${day.format(at).replace(',', '')}, ${time}`;
}
