import type { Instant } from '../model/time.ts';
import { type Dose, nextDose } from './doses.ts';

interface Schedule {
  readonly zone: string;
  /** Empty: not known, so that no two dispensings are explained by two doses being due. */
  readonly doses: readonly Dose[];
  /** How long before the time due a dose may be dispensed. */
  readonly earliest: number;
}

/**
 * The dose that something dispensed at `at` is for: the one last due, if that is less than `within` ago, or else the next if it is nearly
 * due; null: none was due. Later than that, a dose that was left out is not simply made up for.
 */
function dueFor(at: Instant, within: number, taken: readonly Instant[], { zone, doses, earliest }: Schedule): Instant | null {
  if (doses.length === 0) return null;
  let { dueAt } = nextDose(zone, doses, at - within);
  let last: Instant | null = null;
  for (; dueAt <= at; dueAt = nextDose(zone, doses, dueAt).dueAt) last = dueAt;
  if (last !== null && !taken.includes(last)) return last;
  return dueAt - earliest <= at && !taken.includes(dueAt) ? dueAt : null;
}

/** For which dose that was due each dispensing was, in order; null: for none. `dispensed` must be in order. */
export function dosesTaken(dispensed: readonly Instant[], within: number, schedule: Schedule): (Instant | null)[] {
  const taken: Instant[] = [];
  return dispensed.map((at) => {
    const dueAt = dueFor(at, within, taken, schedule);
    if (dueAt !== null) taken.push(dueAt);
    return dueAt;
  });
}

/**
 * Two dispensings less than `within` apart where not both were due: the last such pair, by time; null: none. `dispensed` must be in order.
 */
export function doubled(dispensed: readonly Instant[], within: number, schedule: Schedule): readonly [Instant, Instant] | null {
  const taken = dosesTaken(dispensed, within, schedule);
  for (let i = dispensed.length - 1; i > 0; i--) {
    const [first, second] = [dispensed[i - 1]!, dispensed[i]!];
    if (second - first < within && (taken[i - 1] === null || taken[i] === null)) return [first, second];
  }
  return null;
}
