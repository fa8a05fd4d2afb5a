import type { Observation } from '../model/observation.ts';
import type { Instant } from '../model/time.ts';
import type { Hazard } from './hazards.ts';

/**
 * What a detector said last. `kept`: in alarm, which only a kept message has told; `settling`: it went off and is quiet again, but not yet for
 * long enough to be over.
 */
type Says = 'alarm' | 'kept' | 'settling' | 'clear';

/** A detector, what it detects, what it said last, and since when: of `clear` the last time that it said so. */
export type Detector = readonly [source: string, hazard: Hazard, says: Says, sinceAt: Instant];

/** What is known of the detector that a reading comes from; undefined: nothing. */
export function detectorOf(all: readonly Detector[], { source, kind }: Observation): Detector | undefined {
  return all.find((one) => one[0] === source && one[1] === kind);
}

/** All, with `now` in the place of what was known of that detector. */
export function withDetector(all: readonly Detector[], now: Detector): readonly Detector[] {
  return [...all.filter((one) => one[0] !== now[0] || one[1] !== now[1]), now];
}

export const inAlarm = ([, , says]: Detector): boolean => says === 'alarm' || says === 'kept';
export const isSettling = ([, , says]: Detector): boolean => says === 'settling';
export const isClear = ([, , says]: Detector): boolean => says === 'clear';
