import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, defer, repeat, retry, timer } from 'rxjs';
import { nextWallClock } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { deleteDue, type Periods } from './store/retention.ts';

const country = 'Europe/London';
/** In the night, when little comes in. */
const deleteAt = '03:30';
const retryMs = 600_000;

/** Every night of care time deletes what has been kept long enough. Never gives up. */
export function keepNoLonger({
  pool,
  clock,
  log,
  periods,
}: {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly periods: Periods;
}): { close(): void } {
  const again = (error: Error) => {
    log.warn({ err: error }, 'what has been kept long enough could not be deleted');
    return timer(retryMs, clock.wallScheduler);
  };
  const nightly = defer(() => timer(nextWallClock(country, clock.now() + 1, deleteAt) - clock.now(), clock.scheduler))
    .pipe(
      repeat(),
      concatMap(() => defer(() => deleteDue(pool, periods, { at: clock.now(), wallAt: clock.wallNow() })).pipe(retry({ delay: again }))),
    )
    .subscribe((gone) => {
      for (const { what, rows, keptDays } of gone) log.info({ what, rows, keptDays }, 'kept long enough, and deleted');
    });
  return { close: () => nightly.unsubscribe() };
}
