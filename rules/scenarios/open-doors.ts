import type { Observation } from '../model/observation.ts';
import { type Instant, minute } from '../model/time.ts';

/** Doors that were said to be open and not closed since: which, and when it was said last. */
export type OpenDoors = readonly (readonly [source: string, saidAt: Instant])[];

export const noDoors: OpenDoors = [];

/** Contact sensors repeat their state up to once an hour, with their battery. Later than that, a "closed" may have been lost. */
const repeatedWithinMs = 70 * minute;

/** Whether an "open" at `at` only repeats the one of `saidAt`, after which the door was not closed; null: it was, or was never open. */
export function isRepeated(saidAt: Instant | null, at: Instant): boolean {
  return saidAt !== null && at >= saidAt && at - saidAt <= repeatedWithinMs;
}

/** Whether an "open" only repeats what is known of that door. */
export function saidOpen(doors: OpenDoors, { source, observedAt }: Observation): boolean {
  return doors.some(([door, saidAt]) => door === source && isRepeated(saidAt, observedAt));
}

/** What is known of doors after a reading of one; the same object where it changes nothing. */
export function doorTold(doors: OpenDoors, { source, value, observedAt }: Observation): OpenDoors {
  const known = doors.find(([door]) => door === source);
  if (known !== undefined ? observedAt <= known[1] : value !== 'open') return doors;
  const others = doors.filter((one) => one !== known);
  return value === 'open' ? [...others, [source, observedAt]] : others;
}
