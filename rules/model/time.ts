import { Temporal } from 'temporal-polyfill';
import { type Calendar, dateOfDay, dayNumber, firstDate, nextDate } from './calendar.ts';

/** Milliseconds since 1970-01-01T00:00:00Z. Every instant in the core has this shape; names end in `At`. */
export type Instant = number;

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** `HH:MM`, 24-hour wall clock in the patient's zone. */
export type LocalTime = string;

/**
 * A wall-clock stretch in the patient's zone; `to` not later than `from` means that it runs past midnight. Its calendar names the
 * local days on which it begins.
 */
export interface LocalWindow extends Calendar {
  readonly from: LocalTime;
  readonly to: LocalTime;
}

/** One occurrence of a window on the time line: `fromAt` is inside, `toAt` is not. */
export interface Interval {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** Stands for the next occurrence of what does not come again: the year 9999, so that it can be stored and waited for like any other. */
export const never: Interval = { fromAt: 253_370_764_800_000, toAt: 253_370_764_800_000 + day };

const everyDay: Calendar = {};
const cacheLimit = 20_000;
const wallClockCache = new Map<string, Instant>();
/** The local days last asked for in a zone, newest first; a few, because what is judged together lies days apart. */
const localDayCache = new Map<string, LocalDay[]>();
const localDaysKept = 6;
interface WindowAnswer {
  readonly sinceAt: Instant;
  readonly interval: Interval;
}
/**
 * The last answers of `currentOrNextWindow` for a window in a zone, and since when each is the answer. A few: agreements ask for this
 * window and for the next one in turn. Equal agreements share one window object.
 */
const windowCache = new WeakMap<LocalWindow, Map<string, readonly WindowAnswer[]>>();
const windowsKept = 4;

/**
 * The instant at which the wall clock of `zone` shows `time` on `date` (`YYYY-MM-DD`).
 * A time that the clock skips in spring is the end of the gap; one it shows twice in autumn is the first of the two.
 * Throws RangeError for an unknown zone or a malformed date or time.
 */
export function wallClockAt(zone: string, date: string, time: LocalTime): Instant {
  const key = `${zone} ${date} ${time}`;
  const known = wallClockCache.get(key);
  if (known !== undefined) return known;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError(`"${time}" is not a time of day as HH:MM`);
  const wanted = Temporal.PlainDateTime.from(`${date}T${time}`);
  const earlier = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const skipped = !earlier.toPlainDateTime().equals(wanted);
  const gapEnd = skipped ? earlier.getTimeZoneTransition('next') : null;
  const at = (gapEnd ?? earlier).epochMilliseconds;
  if (wallClockCache.size >= cacheLimit) wallClockCache.clear();
  wallClockCache.set(key, at);
  return at;
}

interface LocalDay extends Interval {
  readonly date: string;
}

function localDay(zone: string, at: Instant): LocalDay {
  const known = localDayCache.get(zone) ?? [];
  for (const one of known) if (at >= one.fromAt && at < one.toAt) return one;
  const midnight = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).startOfDay();
  const date = midnight.toPlainDate();
  const next = date.add({ days: 1 }).toZonedDateTime(zone);
  const latest = { fromAt: midnight.epochMilliseconds, toAt: next.epochMilliseconds, date: date.toString() };
  localDayCache.set(zone, [latest, ...known.slice(0, localDaysKept - 1)]);
  return latest;
}

/** The local calendar date (`YYYY-MM-DD`) in `zone` at an instant. */
export function localDate(zone: string, at: Instant): string {
  return localDay(zone, at).date;
}

/** `date` moved by whole calendar days. */
export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days);
}

/** Local `HH:MM` in `zone`, for sentences. */
export function localTime(zone: string, at: Instant): LocalTime {
  const { fromAt, toAt } = localDay(zone, at);
  if (toAt - fromAt === day) {
    const minutes = Math.floor((at - fromAt) / minute);
    return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  }
  // The clocks change on this day.
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5);
}

const twoDigits = (n: number) => String(n).padStart(2, '0');

function occurrence(zone: string, date: string, window: LocalWindow): Interval {
  const endDate = window.to <= window.from ? addDays(date, 1) : date;
  return { fromAt: wallClockAt(zone, date, window.from), toAt: wallClockAt(zone, endDate, window.to) };
}

/**
 * The occurrence of a window that `at` lies in, or else the next one to begin; `never` when none does. An occurrence that a spring
 * clock change skips from end to end does not take place.
 */
export function currentOrNextWindow(zone: string, at: Instant, window: LocalWindow): Interval {
  const answers = windowCache.get(window) ?? new Map<string, readonly WindowAnswer[]>();
  const known = answers.get(zone) ?? [];
  for (let i = 0; i < known.length; i++) if (at >= known[i]!.sinceAt && at < known[i]!.interval.toAt) return known[i]!.interval;
  windowCache.set(window, answers);
  let sinceAt = at;
  let found = never;
  let date = firstDate(window, addDays(localDate(zone, at), -1));
  for (; date !== null && found === never; date = nextDate(window, date)) {
    const interval = occurrence(zone, date, window);
    if (interval.toAt <= at) sinceAt = interval.toAt;
    else if (interval.fromAt < interval.toAt) found = interval;
  }
  answers.set(zone, [{ sinceAt, interval: found }, ...known.slice(0, windowsKept - 1)]);
  return found;
}

/** One occurrence of a window, and the local date on which it begins. */
export interface Occurrence extends Interval {
  readonly date: string;
}

/** Every occurrence of a window that has a part between two instants, in order, whole. */
export function occurrencesBetween(zone: string, window: LocalWindow, fromAt: Instant, toAt: Instant): Occurrence[] {
  const found: Occurrence[] = [];
  for (let date = firstDate(window, addDays(localDate(zone, fromAt), -1)); date !== null; date = nextDate(window, date)) {
    const interval = occurrence(zone, date, window);
    if (interval.fromAt >= toAt) break;
    if (interval.fromAt < interval.toAt && interval.toAt > fromAt) found.push({ ...interval, date });
  }
  return found;
}

/** Whether `at` lies in an occurrence of the window. */
export function isWithin(zone: string, at: Instant, window: LocalWindow): boolean {
  const current = currentOrNextWindow(zone, at, window);
  return at >= current.fromAt && at < current.toAt;
}

/** The next time at or after `at` at which the wall clock of `zone` shows `time`, on a day of the calendar; that of `never` without one. */
export function nextWallClock(zone: string, at: Instant, time: LocalTime, calendar: Calendar = everyDay): Instant {
  for (let date = firstDate(calendar, localDate(zone, at)); date !== null; date = nextDate(calendar, date)) {
    const shownAt = wallClockAt(zone, date, time);
    if (shownAt >= at) return shownAt;
  }
  return never.fromAt;
}

/**
 * Milliseconds of an ISO 8601 duration in days, hours, minutes and seconds (`PT30M`, `P1DT12H`).
 * Throws RangeError for calendar units (their length depends on the date) and for malformed text.
 */
export function durationMs(iso: string): number {
  return Temporal.Duration.from(iso).total('milliseconds');
}
