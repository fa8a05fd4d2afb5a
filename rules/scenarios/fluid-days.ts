import { blindMs } from '../model/blindness.ts';
import { currentOrNextWindow, hour, type Instant, type Interval } from '../model/time.ts';
import type { AskedToday } from '../model/today.ts';
import { dayOf } from './today.ts';

/** A day that is over: when it began, mL drunk and visits to the bathroom, as far as the sensor told; null: it cannot be said. */
export type FluidDay = readonly [fromAt: Instant, ml: number | null, visits: number | null];

/** What is counted of each day of the wall clock. */
export interface FluidDays {
  /** The beginning of the day that is being counted; null: none yet. */
  readonly dayFromAt: Instant | null;
  readonly ml: number;
  readonly visits: number;
  /** The sensor in the bathroom went on and on: how often somebody was there cannot be known of this day. */
  readonly blurred: boolean;
  /** The days before, in order, without gaps. */
  readonly days: readonly FluidDay[];
}

interface Seeing {
  readonly zone: string;
  readonly blind: readonly Interval[];
  /** At home and under our eyes since then; null: not now. */
  readonly watchedFromAt: Instant | null;
  /** How many days are remembered. */
  readonly keep: number;
}

const wholeDay = { from: '00:00', to: '00:00' };
const mostBlindMs = 4 * hour;

/** The counts at `at`: days that have ended meanwhile are put by, also those of which nothing was heard. */
export function dayTurned<S extends FluidDays>(state: S, at: Instant, { zone, blind, watchedFromAt, keep }: Seeing): S {
  const today = currentOrNextWindow(zone, at, wholeDay);
  if (state.dayFromAt === null) return { ...state, dayFromAt: today.fromAt };
  if (at < state.dayFromAt || today.fromAt <= state.dayFromAt) return state;
  const days = [...state.days];
  let [ml, visits, blurred] = [state.ml, state.visits, state.blurred];
  for (
    let day = currentOrNextWindow(zone, state.dayFromAt, wholeDay);
    day.toAt <= at;
    day = currentOrNextWindow(zone, day.toAt, wholeDay)
  ) {
    const seen = watchedFromAt !== null && watchedFromAt <= day.fromAt && blindMs(blind, day.fromAt, day.toAt) <= mostBlindMs;
    days.push([day.fromAt, seen ? ml : null, seen && !blurred ? visits : null]);
    [ml, visits, blurred] = [0, 0, false];
  }
  return { ...state, dayFromAt: today.fromAt, ml, visits, blurred, days: days.slice(-keep) };
}

/** Adds to the day in which something happened; a day that was not seen stays so. The day must have been turned before. */
export function addedTo<S extends FluidDays>(state: S, at: Instant, ml: number, visits: number): S {
  if (state.dayFromAt === null || at >= state.dayFromAt) return { ...state, ml: Math.round(state.ml + ml), visits: state.visits + visits };
  const i = state.days.findLastIndex(([fromAt]) => fromAt <= at);
  const known = state.days[i];
  if (known === undefined || known[1] === null) return state;
  const all = known[2] === null ? null : known[2] + visits;
  return { ...state, days: state.days.with(i, [known[0], Math.round(known[1] + ml), all]) };
}

/** What is still to be drunk on the day of `at`, which must have been turned to. */
export function drinksToday({ ml }: FluidDays, minMlPerDay: number, zone: string, at: Instant): AskedToday[] {
  const { fromAt, toAt } = dayOf(zone, at);
  return ml >= minMlPerDay ? [] : [{ kind: 'drink', words: `${ml} / ${minMlPerDay} mL`, reading: 'fluid-intake', fromAt, dueAt: toAt }];
}
