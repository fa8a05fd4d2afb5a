import { type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs';
import type { Instant } from '../rules/model/time.ts';

/**
 * The only source of time in the gateway. Care time is what readings, deadlines and leases live in; in time-lapse it runs
 * `speed` times faster than the wall clock. Sockets, sessions and delivery retries stay on the wall clock.
 */
export interface Clock {
  /** Care time now, in milliseconds since 1970. Never goes backwards while the process lives. */
  now(): Instant;
  /** The machine's own clock now, in milliseconds since 1970; may be set back. */
  wallNow(): Instant;
  readonly speed: number;
  /** Delays in milliseconds of care time; any length. */
  readonly scheduler: SchedulerLike;
  /** Delays in real milliseconds; any length. */
  readonly wallScheduler: SchedulerLike;
}

/**
 * Timers look at the time at least this often: Node's own overflow at 24.8 days, and they stand still while a machine sleeps,
 * so that without a look a deadline would come late by as long as it slept.
 */
const longestNap = 60_000;

/**
 * Time that follows the wall clock `speed` times faster, from `startAt` on. When the wall clock is set back it goes on with
 * the processor's own count: deadlines neither wait for the clock to catch up nor fire twice.
 */
function runningTime(startAt: Instant, speed: number): () => Instant {
  let at = startAt;
  let wall = Date.now();
  let uptime = performance.now();
  return () => {
    const wallNow = Date.now();
    const uptimeNow = performance.now();
    at += (wallNow < wall ? uptimeNow - uptime : wallNow - wall) * speed;
    wall = wallNow;
    uptime = uptimeNow;
    return Math.floor(at);
  };
}

class TimerAction<T> extends Subscription implements SchedulerAction<T> {
  private timer: NodeJS.Timeout | undefined;
  private readonly owner: TimerScheduler;
  private readonly work: (this: SchedulerAction<T>, state?: T) => void;

  constructor(owner: TimerScheduler, work: (this: SchedulerAction<T>, state?: T) => void) {
    super(() => clearTimeout(this.timer));
    this.owner = owner;
    this.work = work;
  }

  schedule(state?: T, delay = 0): Subscription {
    if (this.closed || delay === Number.POSITIVE_INFINITY) return this;
    clearTimeout(this.timer);
    this.wait(this.owner.now() + Math.max(delay, 0), state);
    return this;
  }

  private wait(dueAt: number, state: T | undefined): void {
    // In fast time it may be due by the time that we have looked.
    const nap = Math.max(0, Math.min(Math.ceil((dueAt - this.owner.now()) / this.owner.speed), longestNap));
    this.timer = setTimeout(() => {
      if (this.owner.now() < dueAt) return this.wait(dueAt, state);
      this.timer = undefined;
      this.work(state);
      if (this.timer === undefined) this.unsubscribe();
    }, nap);
  }
}

class TimerScheduler implements SchedulerLike {
  readonly now: () => Instant;
  readonly speed: number;

  constructor(now: () => Instant, speed: number) {
    this.now = now;
    this.speed = speed;
  }

  schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T): Subscription {
    return new TimerAction<T>(this, work).schedule(state, delay);
  }
}

/**
 * The clock of a running gateway. `careFrom` is the latest care time known from an earlier run: care time begins there when
 * it is ahead of the wall clock (it ran faster), otherwise at the wall clock.
 */
export function createClock(options: { readonly speed: number; readonly careFrom?: Instant | null }): Clock {
  const startAt = Math.max(Date.now(), options.careFrom ?? 0);
  const scheduler = new TimerScheduler(runningTime(startAt, options.speed), options.speed);
  const wallScheduler = new TimerScheduler(runningTime(Date.now(), 1), 1);
  return { now: scheduler.now, wallNow: () => Date.now(), speed: options.speed, scheduler, wallScheduler };
}
