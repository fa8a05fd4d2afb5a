import type { VirtualTimeScheduler } from 'rxjs';
import { createClock } from '../../gateway/clock.ts';
import type { Instant } from '../../rules/model/time.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

export interface CareClock extends VirtualClock {
  /** When something in the homes happens next by itself; null: never. */
  nextAt(): Instant | null;
}

/** Care time that only moves when told, beside the machine's own wall clock: mail, sockets and sessions are as in real life. */
export function careClock(startAt: Instant): CareClock {
  const care = virtualClock(startAt);
  const { wallNow, wallScheduler } = createClock({ speed: 1 });
  const scheduled = () => (care.scheduler as VirtualTimeScheduler).actions.filter((action) => !action.closed);
  const nextAt = () => {
    const first = Math.min(...scheduled().map((action) => startAt + action.delay));
    return Number.isFinite(first) ? first : null;
  };
  return { ...care, wallNow, wallScheduler, nextAt };
}
