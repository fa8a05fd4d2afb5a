import type { Observation } from '../model/observation.ts';
import type { PatientContext } from '../model/patient.ts';
import { type Instant, minute } from '../model/time.ts';

/** What front door and movement sensors tell of somebody leaving the house and coming back. */
export interface Outing {
  /** The front door was opened then and nobody has moved indoors since; null: at home, as far as we know. */
  readonly outAt: Instant | null;
  /** The last opening after that one. */
  readonly backAt: Instant | null;
}

export const inside: Outing = { outAt: null, backAt: null };

/** Movement so soon after the door was opened may be the way out: sensors in a hall report late and hold for a minute. */
export const leavingMs = 2 * minute;

/** Nothing can be said about who is in where no sensor would see them move: then nobody is ever taken to be out. */
export function withoutMotion(patient: PatientContext): boolean {
  return !patient.devices.some((device) => device.kind === 'motion');
}

/** The front door was opened. An opening that is told late says nothing about now. */
export function goesOut<S extends Outing>(state: S, { observedAt, receivedAt }: Observation): S {
  if (receivedAt - observedAt > leavingMs) return state;
  if (state.outAt === null) return { ...state, outAt: observedAt };
  return observedAt > Math.max(state.outAt, state.backAt ?? 0) ? { ...state, backAt: observedAt } : state;
}

/** Whether movement at `at` ends the outing. */
export function comesHome({ outAt }: Outing, at: Instant): boolean {
  return outAt !== null && at > outAt + leavingMs;
}

/**
 * Whether the outing lasted that long. It takes a second opening of the door to come home: somebody who answers the door and then sits
 * still has not been out.
 */
export function wasOutFor({ outAt, backAt }: Outing, ms: number): boolean {
  return outAt !== null && backAt !== null && backAt - outAt >= ms;
}
