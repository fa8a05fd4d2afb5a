import { VirtualAction, VirtualTimeScheduler } from 'rxjs';
import type { Clock } from '../../gateway/clock.ts';
import type { Instant } from '../../rules/model/time.ts';

export interface VirtualClock extends Clock {
  /** Runs everything that is due up to and including `at`, in order, each at its own time; then it is `at`. Never goes back. */
  advanceTo(at: Instant): void;
  advanceBy(ms: number): void;
}

/** A clock that only moves when told. Care time and wall time are the same. */
export function virtualClock(startAt: Instant = Date.UTC(2026, 0, 5, 8, 0)): VirtualClock {
  const scheduler = new VirtualTimeScheduler(VirtualAction, 0);
  const now = () => startAt + scheduler.frame;
  scheduler.now = now;
  const advanceTo = (at: Instant) => {
    if (at < now()) throw new RangeError(`It is already ${new Date(now()).toISOString()}`);
    scheduler.maxFrames = at - startAt;
    scheduler.flush();
    scheduler.frame = at - startAt;
  };
  return { now, wallNow: now, speed: 1, scheduler, wallScheduler: scheduler, advanceTo, advanceBy: (ms) => advanceTo(now() + ms) };
}
