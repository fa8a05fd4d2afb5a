import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, defer, EMPTY, expand, type Observable, retry, type Subscription, startWith, switchMap, timer } from 'rxjs';
import { hour } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { nextWaitingAt, raiseWaiting } from './store/my/messages.ts';

/** How soon the team answers; what waits longer is a task. It is what the app promises as well. */
export const answerWithinMs = 4 * hour;
const retryMs = 60_000;

export interface WaitingOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  /** A message was written or read. */
  readonly posted$: Observable<unknown>;
}

/** Makes a task of every message to the team that has waited too long, at the instant by the care clock, once. Never gives up. */
export function watchMessages({ pool, clock, log, posted$ }: WaitingOptions): Subscription {
  async function look(): Promise<number | null> {
    const before = clock.now() - answerWithinMs;
    await raiseWaiting(pool, clock.now(), before);
    const waitingAt = await nextWaitingAt(pool, before);
    return waitingAt === null ? null : waitingAt + answerWithinMs;
  }
  const again = (error: Error) => {
    log.warn({ err: error }, 'messages that wait could not be looked for');
    return timer(retryMs, clock.wallScheduler);
  };
  const next = (dueAt: number | null) =>
    dueAt === null ? EMPTY : timer(Math.max(0, dueAt - clock.now()), clock.scheduler).pipe(concatMap(look));
  return posted$
    .pipe(
      startWith(null),
      switchMap(() => defer(look).pipe(expand(next), retry({ delay: again }))),
    )
    .subscribe();
}
