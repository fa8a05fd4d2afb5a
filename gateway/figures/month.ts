import { addDays, day, type Instant, localDate, wallClockAt } from '../../rules/model/time.ts';

/** Months and days of figures are those of this clock. */
export const figuresZone = 'Europe/London';
/** Below this many days shares and rates say more of chance than of the work; a whole calendar month is enough, February too. */
export const neededDays = 30;

export interface Stretch {
  readonly fromAt: Instant;
  /** Not in it. */
  readonly toAt: Instant;
}

/** The stretch of a calendar month, `YYYY-MM`. */
export function monthOf(month: string): Stretch {
  const first = `${month}-01`;
  return { fromAt: wallClockAt(figuresZone, first, '00:00'), toAt: wallClockAt(figuresZone, nextMonth(first), '00:00') };
}

function nextMonth(first: string): string {
  return `${addDays(first, 31).slice(0, 7)}-01`;
}

/** Whether a stretch is a whole calendar month. */
export function isWholeMonth({ fromAt, toAt }: Stretch): boolean {
  const month = monthOf(localDate(figuresZone, fromAt).slice(0, 7));
  return month.fromAt === fromAt && month.toAt === toAt;
}

/** The local days of a stretch, also those that lie in it only in part. */
export function datesOf({ fromAt, toAt }: Stretch): string[] {
  const dates: string[] = [];
  if (toAt <= fromAt) return dates;
  const last = localDate(figuresZone, toAt - 1);
  for (let date = localDate(figuresZone, fromAt); date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** Whole days of a stretch in which anybody was looked after. Days on which the clocks change are days like any other. */
export function daysWithData({ fromAt, toAt }: Stretch, sinceAt: Instant | null): number {
  if (sinceAt === null) return 0;
  const begin = Math.max(fromAt, sinceAt);
  if (toAt <= begin) return 0;
  if (begin === fromAt && isWholeMonth({ fromAt, toAt })) return datesOf({ fromAt, toAt }).length;
  return Math.floor((toAt - begin) / day);
}

/** Whether so much is known of a stretch that it may be judged. */
export function isEnough(stretch: Stretch, sinceAt: Instant | null): boolean {
  if (daysWithData(stretch, sinceAt) >= neededDays) return true;
  return sinceAt !== null && sinceAt <= stretch.fromAt && isWholeMonth(stretch);
}
