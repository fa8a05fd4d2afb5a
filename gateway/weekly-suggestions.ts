import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, defer, repeat, retry, startWith, timer } from 'rxjs';
import { addDays, wallClockAt } from '../rules/model/time.ts';
import type { Templates } from './agreements.ts';
import type { Clock } from './clock.ts';
import { country, weekAt, weeklySuggestions } from './fatigue.ts';

const retryMs = 60_000;

/**
 * Makes the suggestions of each week as it begins, by the care clock, and at start those of the week that is under way: so they are those of
 * the four weeks before, whether anybody looks at them then or not. What is made stays. Never gives up.
 */
export function makeSuggestionsWeekly(parts: {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly templates: Templates;
  readonly log: Pick<Logger, 'warn'>;
}): { close(): void } {
  const { pool, clock, templates, log } = parts;
  const nextMonday = () => wallClockAt(country, addDays(weekAt(clock.now()), 7), '00:00');
  const monday$ = defer(() => timer(nextMonday() - clock.now(), clock.scheduler)).pipe(repeat());
  const make = () => weeklySuggestions(pool, templates, weekAt(clock.now()), clock.now());
  const again = (error: Error) => {
    log.warn({ err: error }, 'the suggestions of this week could not be made');
    return timer(retryMs, clock.wallScheduler);
  };
  const making = monday$
    .pipe(
      startWith(undefined),
      concatMap(() => defer(make).pipe(retry({ delay: again }))),
    )
    .subscribe();
  return { close: () => making.unsubscribe() };
}
