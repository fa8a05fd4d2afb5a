import { day, type Instant, minute, second } from '../../rules/model/time.ts';

/** What is remembered of a movement sensor that says "moving" over and over. */
export interface Movement {
  /** Last movement that counted. */
  readonly movedAt: Instant | null;
  /** Last time that it was said again without anything else being reported. */
  readonly againAt: Instant | null;
  /** It has said "moving" since then without taking it back, and without a movement that counted; null: it does not say so now. */
  readonly sinceAt: Instant | null;
  readonly isStuck: boolean;
}

export const noMovement: Movement = { movedAt: null, againAt: null, sinceAt: null, isStuck: false };

/** Common sensors hold "moving" for about so long by a timer of their own. */
const ownTimerMs = 90 * second;
/** Regular reports of a battery come hours or most of an hour apart; whoever moves about is told of more often. */
const togetherWithinMs = 10 * minute;
/** Longer than any night and any outing of a day. */
const stuckAfterMs = day;

/**
 * "Moving" is said again while it was never taken back: the message that ends it may be lost, or never be sent. One such message may be
 * a report of the battery that repeats the state, so it is nobody moving; two within ten minutes are. `isUpkeep`: the message tells
 * of battery or voltage.
 */
export function movedAgain(before: Movement, at: Instant, isUpkeep: boolean): { readonly movement: Movement; readonly moved: boolean } {
  const { movedAt, againAt } = before;
  if (isUpkeep) return { movement: before, moved: false };
  const together = againAt !== null && at >= againAt && at - againAt <= togetherWithinMs;
  const moved = together && (movedAt === null || at - movedAt >= ownTimerMs);
  return { movement: moved ? { ...before, movedAt: at, againAt: at, sinceAt: null } : { ...before, againAt: at }, moved };
}

/** Whether the sensor is stuck at "moving", or is no longer; `fault` null: that has not changed. To be asked after every report. */
export function stillMoving(
  before: Movement,
  isMoving: boolean,
  at: Instant,
): { readonly movement: Movement; readonly fault: 'faulty' | 'recovered' | null } {
  const sinceAt = isMoving ? (before.sinceAt ?? at) : null;
  const isStuck = sinceAt !== null && at - sinceAt >= stuckAfterMs;
  const fault = isStuck === before.isStuck ? null : isStuck ? 'faulty' : 'recovered';
  return { movement: { ...before, sinceAt, isStuck }, fault };
}
