import { day, type Instant, localDate } from '../model/time.ts';
import { type Baseline, baselineOf, type DayOfValues, withValue } from './baseline.ts';
import { halfUp, type VitalKind } from './vitals.ts';

/** What is agreed about a trend, as far as it shapes the series. */
export interface SeriesRule {
  readonly kind: VitalKind;
  readonly lastReadings: number;
  readonly learnDays: number;
  readonly learnReadings: number;
  /** Milliseconds within which readings are averaged as one. */
  readonly oncePer: number;
}

/** One occasion: when it began, how many readings, and their mean; of steps, the day's total as far as it is known. */
export type Occasion = readonly [at: Instant, n: number, value: number];

export interface Series {
  /** The latest occasions, oldest first. */
  readonly recent: readonly Occasion[];
  /** What was before them, by days. */
  readonly days: readonly DayOfValues[];
  /** When the first reading was taken that is learned from. */
  readonly sinceAt: Instant | null;
  readonly lastAt: Instant | null;
}
export const noSeries: Series = { recent: [], days: [], sinceAt: null, lastAt: null };

/** The longest time over which a usual level is learned. */
export const mostDays = 21;

/** A day's steps are known when the next day has begun; until then they are a part. */
const isDaily = (kind: VitalKind): boolean => kind === 'steps';

/** The occasions that are compared with what is usual. */
export function compared({ recent }: Series, { kind, lastReadings }: SeriesRule): readonly Occasion[] {
  return (isDaily(kind) ? recent.slice(0, -1) : recent).slice(-lastReadings);
}

function sameOccasion([at]: Occasion, other: Instant, zone: string, { kind, oncePer }: SeriesRule): boolean {
  return isDaily(kind) ? localDate(zone, at) === localDate(zone, other) : other - at < oncePer;
}

/**
 * The series with a reading newer than all of it. What is no longer recent becomes part of what is usual, unless `frozen`: a drift must
 * not become the usual.
 */
export function withReading(series: Series, at: Instant, value: number, frozen: boolean, zone: string, rule: SeriesRule): Series {
  const { kind, lastReadings, learnDays, learnReadings } = rule;
  const last = series.recent.at(-1);
  const more = { lastAt: at, sinceAt: series.sinceAt ?? at };
  if (last && sameOccasion(last, at, zone, rule)) {
    const [fromAt, n, known] = last;
    const one: Occasion = isDaily(kind)
      ? [fromAt, n + 1, Math.max(known, value)]
      : [fromAt, n + 1, halfUp(known + (value - known) / (n + 1), 3)];
    return { ...series, ...more, recent: [...series.recent.slice(0, -1), one] };
  }
  const all: Occasion[] = [...series.recent, [at, 1, value]];
  const keep = lastReadings + (isDaily(kind) ? 1 : 0);
  const left = all.filter(([from], i) => i < all.length - keep || from < at - learnDays * day);
  // With one reading a day it takes as many days as readings; more than the longest time of learning is not kept.
  const keptDays = Math.max(learnDays, Math.min(learnReadings, mostDays));
  const days = frozen
    ? series.days
    : left.reduce((known, [from, , passed]) => withValue(known, localDate(zone, from), passed, keptDays), series.days);
  return { ...more, recent: all.slice(left.length), days };
}

/** What is usual, once enough has been learned: so many occasions, over so many days; null: still learning. */
export function learned(
  { days, sinceAt, lastAt }: Series,
  { learnDays, learnReadings }: { learnDays: number; learnReadings: number },
): Baseline | null {
  if (sinceAt === null || lastAt === null || lastAt - sinceAt < learnDays * day) return null;
  const baseline = baselineOf(days);
  return baseline !== null && baseline.n >= learnReadings ? baseline : null;
}
