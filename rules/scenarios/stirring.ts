import type { Observation } from '../model/observation.ts';
import { type Instant, minute } from '../model/time.ts';

/**
 * Movement sensors that tell of movement without a pause: which, since when, and when last. Somebody who is there pauses, or moves on to
 * another room; what goes on and on is a sensor that is stuck, or sees a curtain.
 */
export type Stirring = readonly (readonly [source: string, sinceAt: Instant, lastAt: Instant])[];

export const still: Stirring = [];

/** Movement after more than this is new, also of a sensor that never says that nobody is there. */
export const pauseMs = 5 * minute;
/** That a sensor goes on is remembered so often in a pause: some tell of movement every few seconds. */
const notedInPause = 5;

/** What is known after a reading of a movement sensor. The same object where there is nothing to remember. */
export function stirred(known: Stirring, { source, value, observedAt }: Observation, pause = pauseMs): Stirring {
  const run = known.find((one) => one[0] === source);
  if (value !== true) return run !== undefined && observedAt > run[2] ? known.filter((one) => one !== run) : known;
  const goesOn = run !== undefined && observedAt - run[2] <= pause;
  if (goesOn && observedAt < run[2] + pause / notedInPause) return known;
  const others = known.filter((one) => one !== run && observedAt - one[2] <= pause);
  return [...others, [source, goesOn ? run[1] : observedAt, observedAt]];
}

/** Since when a sensor has told of movement without a pause; null: it has not. */
export function stirringSince(known: Stirring, source: string): Instant | null {
  return known.find((one) => one[0] === source)?.[1] ?? null;
}
