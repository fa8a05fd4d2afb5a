import { bankHolidays } from './bank-holidays.ts';

/** FHIR DaysOfWeek. */
export const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type DayOfWeek = (typeof daysOfWeek)[number];

export const bankHolidayRules = ['include', 'exclude', 'only'] as const;

/** On which local days something takes place. Everything that is said must hold; nothing said: every day. */
export interface Calendar {
  readonly days?: readonly DayOfWeek[];
  /** Bank holidays of England and Wales: as any other day (left out, `include`), not then, or only then. */
  readonly bankHolidays?: (typeof bankHolidayRules)[number];
  /** Only on these dates (`YYYY-MM-DD`), in any order: a roster as it is written. */
  readonly dates?: readonly string[];
}

const holidays: ReadonlySet<string> = new Set(bankHolidays);

/** Days of a rule that can follow one another without the thing taking place: a week, and the holidays of two years' turn on one weekday. */
const longestPause = 60;

/** Days since 1970-01-01 of a date (`YYYY-MM-DD`) of the Gregorian calendar. */
export function dayNumber(date: string): number {
  const month = Number(date.slice(5, 7));
  // Years begin in March, so that the leap day is the last one.
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8, 10)) - 1;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + dayOfYear - 719_468;
}

/** The date of a day counted from 1970-01-01; the inverse of `dayNumber`, for the years 0 to 9999. */
export function dateOfDay(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1)}`;
}

export function dayOfWeek(date: string): DayOfWeek {
  // 1970-01-01 was a Thursday.
  return daysOfWeek[(((dayNumber(date) + 3) % 7) + 7) % 7]!;
}

/** In England and Wales; false beyond `bankHolidaysKnownTo`. */
export function isBankHoliday(date: string): boolean {
  return holidays.has(date);
}

export function isEveryDay({ days, bankHolidays: rule, dates }: Calendar): boolean {
  return days === undefined && dates === undefined && (rule === undefined || rule === 'include');
}

export function takesPlaceOn({ days, bankHolidays: rule, dates }: Calendar, date: string): boolean {
  if (days && !days.includes(dayOfWeek(date))) return false;
  if (dates && !dates.includes(date)) return false;
  return rule === 'exclude' ? !isBankHoliday(date) : rule !== 'only' || isBankHoliday(date);
}

/** The first date after `date` on which it takes place; null: there is none. */
export function nextDate(calendar: Calendar, date: string): string | null {
  const today = dayNumber(date);
  if (isEveryDay(calendar)) return dateOfDay(today + 1);
  const listed = calendar.dates ?? (calendar.bankHolidays === 'only' ? bankHolidays : null);
  if (listed) {
    const later = listed.filter((one) => one > date && takesPlaceOn(calendar, one));
    return later.toSorted()[0] ?? null;
  }
  for (let ahead = 1; ahead <= longestPause; ahead++) {
    const next = dateOfDay(today + ahead);
    if (takesPlaceOn(calendar, next)) return next;
  }
  return null;
}

/** The first date from `date` on, that date included. */
export function firstDate(calendar: Calendar, date: string): string | null {
  return takesPlaceOn(calendar, date) ? date : nextDate(calendar, date);
}
