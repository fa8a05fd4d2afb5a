import type { Observation } from '../model/observation.ts';
import type { PatientContext } from '../model/patient.ts';
import type { Condition, ScenarioInput } from '../model/scenario.ts';
import type { Instant } from '../model/time.ts';

/** What a bed sensor tells. It may repeat itself, and its readings may come out of order. */
export interface Bed {
  /** null: nothing is known. */
  readonly inBed: boolean | null;
  /** Got in then, last; before the first reading that told so at the latest. */
  readonly enteredAt: Instant | null;
  /** Got out then, last. */
  readonly leftAt: Instant | null;
  /** The newest reading. */
  readonly toldAt: Instant | null;
}

export const unknownBed: Bed = { inBed: null, enteredAt: null, leftAt: null, toldAt: null };

/**
 * The bed after a reading. One that is older than the newest and says something else tells of a time out (or in) that has been missed:
 * the state of the newest then began with that one at the latest. A cached state is as good as a new one: nobody asks for the moment.
 */
export function bedTold<S extends Bed>(bed: S, { value, observedAt }: Observation): S {
  const isIn = value === true;
  if (bed.toldAt !== null && observedAt <= bed.toldAt) {
    const sinceAt = bed.inBed ? bed.enteredAt : bed.leftAt;
    if (isIn === bed.inBed || (sinceAt !== null && observedAt < sinceAt)) return bed;
    return bed.inBed ? { ...bed, leftAt: observedAt, enteredAt: bed.toldAt } : { ...bed, enteredAt: observedAt, leftAt: bed.toldAt };
  }
  if (isIn === bed.inBed) return { ...bed, toldAt: observedAt };
  const moved = isIn ? { enteredAt: observedAt } : { leftAt: observedAt };
  return { ...bed, inBed: isIn, ...moved, toldAt: observedAt };
}

/** Whether a reading is about this person's bed. */
export function isOwnBed({ observation, attribution }: Extract<ScenarioInput, { type: 'observation' }>): boolean {
  return observation.kind === 'bed-occupancy' && attribution !== 'shared';
}

/** For `explain`: whether a bed sensor is there that tells of this person. */
export function bedIsWatched({ devices, patientId, sharedHome, knownAs }: PatientContext): Condition {
  const met = devices.some((one) => one.kind === 'bed' && (one.patientId === patientId || (one.patientId === null && !sharedHome)));
  const found = met ? 'There is one.' : 'There is none.';
  return { text: `A bed sensor tells of ${knownAs} alone.`, met: met || null, found };
}
