import { blindMs } from '../model/blindness.ts';
import { dayNumber } from '../model/calendar.ts';
import { addDays, hour, type Instant, type Interval, localDate, wallClockAt } from '../model/time.ts';

/** A week of somebody's daily life: days that we saw, and how often each thing happened in it. */
export type WeekOfCounts = readonly [days: number, ...counts: number[]];

/** What is counted, week by week of the wall clock. */
export interface WeeklyCounts {
  /** The day that goes on (`YYYY-MM-DD`); null: nothing is counted yet. */
  readonly date: string | null;
  /** First day of the week that goes on. */
  readonly weekFrom: string | null;
  /** How often each thing happened on the day that goes on. It counts once the day is over and was seen. */
  readonly today: readonly number[];
  /** The weeks, oldest first; the last one goes on. */
  readonly weeks: readonly WeekOfCounts[];
}

export interface Seeing {
  readonly zone: string;
  readonly blind: readonly Interval[];
  /** At home and under our eyes since then; null: not now. */
  readonly watchedFromAt: Instant | null;
  /** Weeks that are over and remembered. */
  readonly keep: number;
}

const daysInWeek = 7;
/** A day of which more than this could not be seen is not counted. */
const mostBlindMs = 4 * hour;

export const noCounts = (things: number): WeeklyCounts => ({ date: null, weekFrom: null, today: Array(things).fill(0), weeks: [] });

const sum = (week: WeekOfCounts, more: readonly number[]): WeekOfCounts => week.map((n, i) => n + more[i]!) as unknown as WeekOfCounts;

/** The counts at `at`: days and weeks that are over are put by, also those of which nothing was heard. */
export function turned<S extends WeeklyCounts>(state: S, at: Instant, { zone, blind, watchedFromAt, keep }: Seeing): S {
  const now = localDate(zone, at);
  const empty = [0, ...state.today.map(() => 0)] as unknown as WeekOfCounts;
  if (state.date === null || state.weekFrom === null) return { ...state, date: now, weekFrom: now, weeks: [empty] };
  if (now <= state.date) return state;
  let { date, weekFrom, today } = state as { date: string; weekFrom: string; today: readonly number[] };
  const weeks = [...state.weeks];
  while (date < now) {
    const next = addDays(date, 1);
    const [fromAt, toAt] = [wallClockAt(zone, date, '00:00'), wallClockAt(zone, next, '00:00')];
    const seen = watchedFromAt !== null && watchedFromAt <= fromAt && blindMs(blind, fromAt, toAt) <= mostBlindMs;
    if (seen) weeks.push(sum(weeks.pop()!, [1, ...today]));
    today = empty.slice(1);
    date = next;
    if (date !== addDays(weekFrom, daysInWeek)) continue;
    weeks.push(empty);
    weekFrom = date;
  }
  return { ...state, date, weekFrom, today, weeks: weeks.slice(-keep - 1) };
}

/** One more of the thing at place `thing`, at `at`; told late, it counts for the week of its day. The counts must have been turned before. */
export function happened<S extends WeeklyCounts>(state: S, thing: number, at: Instant, zone: string): S {
  const on = localDate(zone, at);
  if (state.date === null || state.weekFrom === null || on >= state.date)
    return { ...state, today: state.today.with(thing, state.today[thing]! + 1) };
  const i = state.weeks.length - 1 + Math.floor((dayNumber(on) - dayNumber(state.weekFrom)) / daysInWeek);
  const week = state.weeks[i];
  // Of a week without a day that was seen nothing is counted.
  if (week === undefined || week[0] === 0) return state;
  return { ...state, weeks: state.weeks.with(i, week.with(thing + 1, week[thing + 1]! + 1) as unknown as WeekOfCounts) };
}

/** The day after the week that goes on: from its beginning that week can be looked back on. */
export function weekEnd({ weekFrom }: WeeklyCounts): string | null {
  return weekFrom === null ? null : addDays(weekFrom, daysInWeek);
}

/** Weeks taken together. */
export function together(weeks: readonly WeekOfCounts[], things: number): WeekOfCounts {
  return weeks.reduce((all, week) => sum(all, week), Array(things + 1).fill(0) as unknown as WeekOfCounts);
}
