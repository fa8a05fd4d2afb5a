import type { Instant } from '../model/time.ts';
import type { AskedToday } from '../model/today.ts';
import type { DispenserParams } from './dispenser-params.ts';
import { dosesTaken } from './dose-doubles.ts';
import { nextDose } from './doses.ts';
import { dayOf } from './today.ts';

/**
 * The doses of this day that the dispenser has not given out (`dispensed`: the last ones, in order), as far as it is known: of those before the
 * first dispensing that is remembered nothing is, and where there is none, only what comes is asked for.
 */
export function dosesToday(
  dispensed: readonly Instant[],
  zone: string,
  { doses, earliest, doubleWithin }: Pick<DispenserParams, 'doses' | 'earliest' | 'doubleWithin'>,
  at: Instant,
): AskedToday[] {
  if (doses.length === 0) return [];
  const taken = dosesTaken(dispensed, doubleWithin, { zone, doses, earliest });
  const { fromAt, toAt } = dayOf(zone, at);
  const knownFromAt = dispensed[0] ?? at;
  const asked: AskedToday[] = [];
  for (let due = nextDose(zone, doses, fromAt - 1); due.dueAt < toAt; due = nextDose(zone, doses, due.dueAt))
    if (due.dueAt >= knownFromAt && !taken.includes(due.dueAt))
      asked.push({ kind: 'dose', words: due.medicines, reading: null, fromAt: due.dueAt - earliest, dueAt: due.dueAt });
  return asked;
}
