import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, defer, EMPTY, expand, type Observable, retry, type Subscription, startWith, switchMap, timer } from 'rxjs';
import type { Clock } from './clock.ts';
import { chaseFollowUps, nextFollowUpAt } from './store/follow-ups.ts';

const retryMs = 60_000;

export interface FollowUpWatchOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  /** A follow-up was made, or something else about a person. */
  readonly told$: Observable<unknown>;
}

/** Gives every follow-up that is overdue back to everybody, at its instant by the care clock, once. Never gives up. */
export function watchFollowUps({ pool, clock, log, told$ }: FollowUpWatchOptions): Subscription {
  async function look(): Promise<number | null> {
    await chaseFollowUps(pool, clock.now());
    return await nextFollowUpAt(pool);
  }
  const again = (error: Error) => {
    log.warn({ err: error }, 'follow-ups that are overdue could not be looked for');
    return timer(retryMs, clock.wallScheduler);
  };
  const next = (dueAt: number | null) =>
    dueAt === null ? EMPTY : timer(Math.max(0, dueAt - clock.now()), clock.scheduler).pipe(concatMap(look));
  return told$
    .pipe(
      startWith(null),
      switchMap(() => defer(look).pipe(expand(next), retry({ delay: again }))),
    )
    .subscribe();
}
