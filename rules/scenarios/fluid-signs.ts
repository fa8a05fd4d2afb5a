import { day, type Instant, localDate } from '../model/time.ts';
import type { FluidDay } from './fluid-days.ts';
import type { FluidsParams } from './fluids-params.ts';
import { dayAndMonth, listed } from './words.ts';

/** What the last days say. */
export interface FluidSigns {
  /** Little was drunk on each of them; null: it cannot be known. */
  readonly little: boolean | null;
  /** More visits to the bathroom than usual on each of them; null: it cannot be known. */
  readonly often: boolean | null;
  /** Usual visits a day; null: not known yet. */
  readonly usualVisits: number | null;
  readonly lastDays: readonly FluidDay[];
}

/** Where no drink was written down for so long, nothing is known of what is drunk. */
const recordedWithinMs = 7 * day;
const learnedFrom = 7;
/** Days that the usual number of visits is learned from. */
export const learnedOver = 14;

/** Visits of a day; null: not known. At home nobody goes without all day: a sensor that has told of no visit has seen nothing. */
const visitsOf = ([, , visits]: FluidDay): number | null => (visits === 0 ? null : visits);

/** True when it holds for all, false when it fails for one, null otherwise. */
function ofAll(values: readonly (number | null)[], holds: (value: number) => boolean): boolean | null {
  if (values.some((value) => value !== null && !holds(value))) return false;
  return values.includes(null) ? null : true;
}

function usualOf(days: readonly FluidDay[], { usualVisits }: FluidsParams): number | null {
  const seen = days.slice(-learnedOver).flatMap((one) => visitsOf(one) ?? []);
  if (usualVisits !== null || seen.length < learnedFrom) return usualVisits;
  return Math.round(seen.reduce((sum, visits) => sum + visits, 0) / seen.length);
}

/**
 * The signs of the last days that are over. Days that began before `settledToAt` have been talked about. `drankAt`: the last drink written
 * down; `seesBathroom`: there is a sensor there whose readings can be put down to this person.
 */
export function signsOf(
  days: readonly FluidDay[],
  at: Instant,
  known: { readonly settledToAt: Instant | null; readonly drankAt: Instant | null; readonly seesBathroom: boolean },
  params: FluidsParams,
): FluidSigns {
  const { settledToAt, drankAt, seesBathroom } = known;
  const lastDays = days.slice(-params.days);
  const usualVisits = usualOf(days.slice(0, -params.days), params);
  const isNew = lastDays.length === params.days && lastDays.every(([fromAt]) => settledToAt === null || fromAt >= settledToAt);
  if (!isNew) return { little: null, often: null, usualVisits, lastDays };
  const recorded = drankAt !== null && at - drankAt <= recordedWithinMs;
  const little = ofAll(
    lastDays.map(([, ml]) => (recorded ? ml : null)),
    (ml) => ml < params.minMlPerDay,
  );
  const limit = (usualVisits ?? 0) + params.moreBy;
  const often = ofAll(
    lastDays.map((one) => (seesBathroom && usualVisits !== null ? visitsOf(one) : null)),
    (visits) => visits >= limit,
  );
  return { little, often, usualVisits, lastDays };
}

/** `600 mL on 1 March and 700 mL on 2 March`. */
export function mlInWords({ lastDays }: FluidSigns, zone: string): string {
  return listed(lastDays.map(([fromAt, ml]) => `${ml === null ? 'unknown' : `${ml} mL`} on ${dayAndMonth(localDate(zone, fromAt))}`));
}

/** `12 on 1 March and 11 on 2 March, usually 7`. */
export function visitsInWords({ lastDays, usualVisits }: FluidSigns, zone: string): string {
  const each = listed(lastDays.map((one) => `${visitsOf(one) ?? 'unknown'} on ${dayAndMonth(localDate(zone, one[0]))}`));
  return `${each}, usually ${usualVisits ?? 'not known yet'}`;
}
