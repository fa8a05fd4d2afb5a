import type { Observation } from '../model/observation.ts';
import type { PatientContext } from '../model/patient.ts';
import { type Instant, minute } from '../model/time.ts';
import { type Stirring, still, stirred, stirringSince } from './stirring.ts';

/** What front door and movement sensors tell of somebody leaving the house and coming back. */
export interface Outing {
  /** The front door was opened then and nobody has moved indoors since; null: at home, as far as we know. */
  readonly outAt: Instant | null;
  /** The last opening after that one. */
  readonly backAt: Instant | null;
  /** Sensors that have told of movement without a pause since then. */
  readonly moving: Stirring;
}

export const inside: Outing = { outAt: null, backAt: null, moving: still };

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

/**
 * What a movement sensor tells of somebody who is out, and whether it ends the outing. A sensor that goes on as it did when they left has
 * seen nobody come home, unless the door was opened once more.
 */
export function seenMoving<S extends Outing>(before: S, observation: Observation): { readonly state: S; readonly isHome: boolean } {
  const { outAt, backAt } = before;
  if (outAt === null || observation.observedAt <= outAt) return { state: before, isHome: false };
  const moving = stirred(before.moving, observation);
  const state = moving === before.moving ? before : { ...before, moving };
  if (observation.value !== true || !isAfterLeaving(outAt, observation.observedAt)) return { state, isHome: false };
  const doorAgain = backAt !== null && isAfterLeaving(outAt, backAt) && observation.observedAt > backAt;
  return { state, isHome: doorAgain || isAfterLeaving(outAt, stirringSince(moving, observation.source) ?? outAt) };
}

/** Whether `at` is late enough for movement to be more than the way out. */
export function isAfterLeaving(outAt: Instant, at: Instant): boolean {
  return at > outAt + leavingMs;
}

/**
 * Whether the outing lasted that long. It takes a second opening of the door to come home: somebody who answers the door and then sits
 * still has not been out.
 */
export function wasOutFor({ outAt, backAt }: Outing, ms: number): boolean {
  return outAt !== null && backAt !== null && backAt - outAt >= ms;
}
