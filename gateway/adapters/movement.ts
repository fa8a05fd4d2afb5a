import { type Instant, minute, second } from '../../rules/model/time.ts';

/** What is remembered of a movement sensor that says "moving" over and over. */
export interface Movement {
  /** Last movement that counted. */
  readonly movedAt: Instant | null;
  /** Last time that it was said again without anything else being reported. */
  readonly againAt: Instant | null;
}

export const noMovement: Movement = { movedAt: null, againAt: null };

/** Common sensors hold "moving" for about so long by a timer of their own. */
const ownTimerMs = 90 * second;
/** Regular reports of a battery come hours or most of an hour apart; whoever moves about is told of more often. */
const togetherWithinMs = 10 * minute;

/**
 * "Moving" is said again while it was never taken back: the message that ends it may be lost, or never be sent. One such message may be
 * a report of the battery that repeats the state, so it is nobody moving; two within ten minutes are. `isUpkeep`: the message tells
 * of battery or voltage.
 */
export function movedAgain({ movedAt, againAt }: Movement, at: Instant, isUpkeep: boolean): { movement: Movement; moved: boolean } {
  if (isUpkeep) return { movement: { movedAt, againAt }, moved: false };
  const together = againAt !== null && at >= againAt && at - againAt <= togetherWithinMs;
  const moved = together && (movedAt === null || at - movedAt >= ownTimerMs);
  return { movement: { movedAt: moved ? at : movedAt, againAt: at }, moved };
}
