import { addDays, type Instant, type Interval, type LocalWindow, localDate, occurrencesBetween, wallClockAt } from '../model/time.ts';

/** The local day of `at`, from midnight to midnight. */
export function dayOf(zone: string, at: Instant): Interval {
  const date = localDate(zone, at);
  return { fromAt: wallClockAt(zone, date, '00:00'), toAt: wallClockAt(zone, addDays(date, 1), '00:00') };
}

/** The occurrence of a window that begins on the local day of `at`, past or to come; null: it has none. */
export function windowOfDay(zone: string, at: Instant, window: LocalWindow): Interval | null {
  const { fromAt, toAt } = dayOf(zone, at);
  return occurrencesBetween(zone, window, fromAt, toAt).find((one) => one.fromAt >= fromAt) ?? null;
}
