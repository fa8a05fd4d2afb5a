import { day, type Instant } from './time.ts';

/** What a device told of its battery on a day, last of all. */
export interface BatteryDay {
  /** Days since 1970-01-01, of UTC. */
  readonly day: number;
  readonly percent: number | null;
  readonly millivolts: number | null;
  /** Its own word that the battery is low. */
  readonly low: boolean | null;
}

/** Why nothing can be said of when a battery will be empty. None of them means that it is well. */
export type BatteryUnknown = 'never-told' | 'not-told-lately' | 'too-few-days' | 'too-flat' | 'no-scale';

interface Last {
  /** In percent, or in millivolts where the device tells no percent; null: it tells neither. */
  readonly level: number | null;
  readonly unit: '%' | 'mV' | null;
  /** Day on which that was told; null: never. */
  readonly day: number | null;
}

export type BatteryForecast = Last &
  (
    | { readonly state: 'low' }
    | { readonly state: 'forecast'; readonly emptyAt: Instant; readonly earliestAt: Instant; readonly latestAt: Instant }
    | { readonly state: 'unknown'; readonly why: BatteryUnknown }
  );

interface Scale {
  readonly unit: '%' | 'mV';
  readonly of: (told: BatteryDay) => number | null;
  /** At or below it the battery is to be changed whatever the slope. */
  readonly low: number;
  readonly empty: number;
  /** A rise of so much from one day to the next is another battery, and no warm afternoon. */
  readonly replaced: number;
}

const percent: Scale = { unit: '%', of: (told) => told.percent, low: 10, empty: 0, replaced: 15 };
/** One lithium cell of 3 V, which most small sensors have: data sheets of CR2032 and CR2450 end the discharge at 2.0 V. */
const oneCell: Scale = { unit: 'mV', of: (told) => told.millivolts, low: 2_200, empty: 2_000, replaced: 150 };
const mostOfOneCell = 3_600;

const daysUsed = 60;
/** Batteries of sensors last months and are told in whole percent: what is said in fewer days is mostly rounding. */
const enoughTold = 14;
const enoughSpan = 21;
/** Told before then, it says nothing of today. */
const oldAfterDays = 14;
/** Two months of readings do not carry further. */
const farthestDays = 365;
/** A last day beyond this says no more than this one. */
const latestDays = 10 * 365;
/** Of the standard normal distribution: 19 of 20 slopes lie within. */
const z95 = 1.96;

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
function median(values: readonly number[]): number {
  const all = sorted(values);
  const mid = all.length >> 1;
  return all.length % 2 === 1 ? all[mid]! : (all[mid - 1]! + all[mid]!) / 2;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The points since the battery was last changed: it rose above the two before, and the next has confirmed it. */
function sinceReplaced(points: readonly Point[], { replaced }: Scale): readonly Point[] {
  const from = points.findLastIndex((point, i) => {
    const before = Math.max(points[i - 1]?.y ?? Number.POSITIVE_INFINITY, points[i - 2]?.y ?? 0);
    return Math.min(point.y, points[i + 1]?.y ?? point.y) - before >= replaced;
  });
  return from < 0 ? points : points.slice(from);
}

/**
 * The slope that half of all pairs of points exceed, and the limits between which it lies with 95 % (Theil 1950; Sen 1968, Estimates of the
 * regression coefficient based on Kendall's tau). Some odd readings move it hardly.
 */
function slopes(points: readonly Point[]): { readonly steepest: number; readonly middle: number; readonly flattest: number } {
  const n = points.length;
  const all = sorted(points.flatMap((a, i) => points.slice(i + 1).map((b) => (b.y - a.y) / (b.x - a.x))));
  const spread = z95 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const lower = Math.max(0, Math.floor((all.length - spread) / 2));
  const upper = Math.min(all.length - 1, Math.ceil((all.length + spread) / 2));
  return { steepest: all[lower]!, middle: median(all), flattest: all[upper]! };
}

function forecastOn(scale: Scale, days: readonly BatteryDay[]): BatteryForecast {
  const told = days.flatMap((one): Point[] => {
    const y = scale.of(one);
    return y === null ? [] : [{ x: one.day, y }];
  });
  const last = told.at(-1)!;
  const known: Last = { level: last.y, unit: scale.unit, day: last.x };
  if (last.y <= scale.low) return { ...known, state: 'low' };
  const points = sinceReplaced(
    told.filter(({ x }) => x > last.x - daysUsed),
    scale,
  );
  const unknown = (why: BatteryUnknown): BatteryForecast => ({ ...known, state: 'unknown', why });
  if (points.length < enoughTold || last.x - points[0]!.x < enoughSpan) return unknown('too-few-days');
  const { steepest, middle, flattest } = slopes(points);
  // Flat at its flattest: it may as well never be empty.
  if (flattest >= 0) return unknown('too-flat');
  const levelNow = Math.min(median(points.map(({ x, y }) => y + middle * (last.x - x))), last.y + scale.replaced);
  const emptyIn = (slope: number) => Math.min((scale.empty - levelNow) / slope, latestDays);
  if (emptyIn(middle) > farthestDays) return unknown('too-flat');
  const at = (slope: number): Instant => Math.round((last.x + emptyIn(slope)) * day);
  return { ...known, state: 'forecast', emptyAt: at(middle), earliestAt: at(steepest), latestAt: at(flattest) };
}

/**
 * When a battery will be empty, from what its device told of it day by day (oldest first), as far as that can be said at `at`. Where it tells
 * percent, by them; else by its voltage, where that is one lithium cell's; else only its own word that it is low counts.
 */
export function batteryForecast(days: readonly BatteryDay[], at: Instant): BatteryForecast {
  const last = days.findLast((one) => one.percent !== null || one.millivolts !== null || one.low !== null);
  if (last === undefined) return { level: null, unit: null, day: null, state: 'unknown', why: 'never-told' };
  const scale = days.some((one) => one.percent !== null) ? percent : oneCell;
  const level = days.findLast((one) => scale.of(one) !== null);
  const known: Last = {
    level: level === undefined ? null : scale.of(level),
    unit: level === undefined ? null : scale.unit,
    day: last.day,
  };
  const isOld = (told: BatteryDay) => told.day < Math.floor(at / day) - oldAfterDays;
  const unknown = (why: BatteryUnknown): BatteryForecast => ({ ...known, state: 'unknown', why });
  if (isOld(last)) return unknown('not-told-lately');
  const lastWord = days.findLast((one) => one.low !== null);
  if (lastWord?.low === true && !isOld(lastWord)) return { ...known, state: 'low' };
  if (level === undefined || (scale === oneCell && days.some((one) => (one.millivolts ?? 0) > mostOfOneCell))) return unknown('no-scale');
  return isOld(level) ? unknown('not-told-lately') : forecastOn(scale, days);
}
