import type pg from 'pg';
import type { Logger } from 'pino';
import type { Templates } from './agreements.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { keepNoLonger } from './retention.ts';
import type { Shutdown } from './shutdown.ts';
import { makeSuggestionsWeekly } from './weekly-suggestions.ts';

/** What is done because a week or a night begins: suggestions, and the end of what has been kept long enough. */
export function workByCalendar(parts: {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly templates: Templates;
  readonly log: Logger;
  readonly config: Config;
  readonly shutdown: Shutdown;
}): void {
  const { pool, clock, templates, log, config, shutdown } = parts;
  const weeks = makeSuggestionsWeekly({ pool, clock, templates, log });
  shutdown.opened('weekly suggestions', () => weeks.close());
  const retention = keepNoLonger({ pool, clock, log, periods: config });
  shutdown.opened('retention', () => retention.close());
}
