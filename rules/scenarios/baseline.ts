import { addDays } from '../model/time.ts';
import { halfUp } from './vitals.ts';

/** The values of one local day, as far as mean and spread need them; a few numbers a day keep the state small. */
export type DayOfValues = readonly [date: string, n: number, mean: number, squares: number];

/** What is usual for one person. */
export interface Baseline {
  readonly n: number;
  readonly mean: number;
  /** Standard deviation of single values; 0 with fewer than two. */
  readonly spread: number;
}

const decimals = 3;

/** Two groups of values as one; `squares` is the sum of squared differences from the mean (Chan, Golub and LeVeque). */
function joined([date, n, mean, squares]: DayOfValues, other: DayOfValues): DayOfValues {
  const all = n + other[1];
  const apart = other[2] - mean;
  const sum = squares + other[3] + (apart * apart * n * other[1]) / all;
  return [date, all, mean + (apart * other[1]) / all, sum];
}

const rounded = ([date, n, mean, squares]: DayOfValues): DayOfValues => [date, n, halfUp(mean, decimals), halfUp(squares, decimals)];

/** `days`, oldest first, with one more value; the last `keep` days that have any. `date` is not before the last one's. */
export function withValue(days: readonly DayOfValues[], date: string, value: number, keep: number): readonly DayOfValues[] {
  const one: DayOfValues = [date, 1, value, 0];
  const last = days.at(-1);
  const all = last?.[0] === date ? [...days.slice(0, -1), rounded(joined(last, one))] : [...days, rounded(one)];
  const oldest = addDays(date, -4 * keep);
  return all.slice(-keep).filter((one) => one[0] >= oldest);
}

/** Mean and spread of all the days together; null without any. */
export function baselineOf(days: readonly DayOfValues[]): Baseline | null {
  const [first, ...rest] = days;
  if (!first) return null;
  const [, n, mean, squares] = rest.reduce(joined, first);
  return { n, mean, spread: n < 2 ? 0 : Math.sqrt(Math.max(0, squares) / (n - 1)) };
}
