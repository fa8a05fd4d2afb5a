import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, defer, interval, retry, type Subscription, timer } from 'rxjs';
import { hour, minute } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { raiseWaiting } from './store/my/messages.ts';

/** How soon the team answers; what waits longer is a task. It is what the app promises as well. */
export const answerWithinMs = 4 * hour;
const retryMs = 60_000;

/** Looks every minute of care time whether a message to the team has waited too long, and makes a task of it, once. Never gives up. */
export function watchMessages({
  pool,
  clock,
  log,
}: {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}): Subscription {
  const look = () => raiseWaiting(pool, clock.now(), clock.now() - answerWithinMs);
  const again = (error: Error) => {
    log.warn({ err: error }, 'messages that wait could not be looked for');
    return timer(retryMs, clock.wallScheduler);
  };
  return interval(minute, clock.scheduler)
    .pipe(concatMap(() => defer(look).pipe(retry({ delay: again }))))
    .subscribe();
}
