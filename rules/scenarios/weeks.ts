import { type DayOfWeek, dayOfWeek, daysOfWeek } from '../model/calendar.ts';
import { addDays, currentOrNextWindow, type Instant, type LocalWindow, wallClockAt } from '../model/time.ts';

/** A week of somebody's own, as local dates, both included. The first one may be shorter. */
export interface Week {
  readonly fromDate: string;
  readonly toDate: string;
}

/** From `date` to the next day on which weeks end; that may be `date` itself. */
export function weekFrom(date: string, endsOn: DayOfWeek): Week {
  const ahead = daysOfWeek.indexOf(endsOn) - daysOfWeek.indexOf(dayOfWeek(date));
  return { fromDate: date, toDate: addDays(date, (ahead + daysOfWeek.length) % daysOfWeek.length) };
}

/** The week that `date` belongs to, seen from a week that it does not come before: that one, or the next. */
export function thisOrNext(week: Week, date: string, endsOn: DayOfWeek): Week {
  return date <= week.toDate ? week : weekFrom(addDays(week.toDate, 1), endsOn);
}

export function isWhole({ fromDate, toDate }: Week): boolean {
  return addDays(fromDate, daysOfWeek.length - 1) === toDate;
}

/** When the week is looked back on: as the first window after it begins, so that its last evening counts. */
export function lookBackAt(zone: string, { toDate }: Week, window: LocalWindow): Instant {
  return currentOrNextWindow(zone, wallClockAt(zone, addDays(toDate, 1), '00:00'), window).fromAt;
}

/** `once`, `twice`, `3 times`. */
export function howOften(n: number): string {
  return ['not at all', 'once', 'twice'][n] ?? `${n} times`;
}
