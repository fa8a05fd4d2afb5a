import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, defer, merge, repeat, retry, Subject, startWith, timer } from 'rxjs';
import { gapsBetween } from '../rules/model/rota.ts';
import { day, type Instant, nextWallClock } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { loadDirectory } from './store/patient-context.ts';
import { recordEndOfCalendar, recordGaps, type TeamGap } from './store/rota-gaps.ts';
import { inTransaction } from './store/transaction.ts';
import { somebodyAnswers } from './store/watch.ts';

/** How far ahead gaps are looked for: long enough to find somebody (anchors.md). */
export const lookAheadMs = 14 * day;

const country = 'Europe/London';
/** Before the day begins: who mends gaps sees them in the morning. */
const lookAt = '06:00';
const retryMs = 60_000;

/** Every gap of every team from `fromAt` until `untilAt`, as the rotas stand now. A console reaches nobody while nobody can sign in there. */
export async function findGaps(pool: pg.Pool, fromAt: Instant, untilAt: Instant): Promise<TeamGap[]> {
  const { teams } = await loadDirectory(pool);
  const consoleReaches = await somebodyAnswers(pool);
  return teams.flatMap((team) =>
    gapsBetween(team, fromAt, untilAt, ({ kind }) => consoleReaches || kind !== 'console').map((gap) => ({
      teamId: team.id,
      teamName: team.name,
      zone: team.rota?.zone ?? country,
      fromAt: gap.fromAt,
      untilAt: gap.toAt,
      emptyConsole: !consoleReaches && team.channels.some(({ kind }) => kind === 'console'),
    })),
  );
}

export interface RotaWatch {
  /** A rota may have changed: look now. */
  check(): void;
  close(): void;
}

/** Looks for gaps at start, every morning of care time, and when told to; each becomes a task, once. Never gives up. */
export function watchRotas(parts: { readonly pool: pg.Pool; readonly clock: Clock; readonly log: Pick<Logger, 'warn'> }): RotaWatch {
  const { pool, clock, log } = parts;
  const asked$ = new Subject<void>();
  const morning$ = defer(() => timer(nextWallClock(country, clock.now() + 1, lookAt) - clock.now(), clock.scheduler)).pipe(repeat());
  const look = async () => {
    const at = clock.now();
    const gaps = await findGaps(pool, at, at + lookAheadMs);
    await inTransaction(pool, '', async (db) => {
      await recordGaps(db, gaps, at);
      await recordEndOfCalendar(db, at);
    });
  };
  const again = (error: Error) => {
    log.warn({ err: error }, 'rotas could not be looked at');
    return timer(retryMs, clock.wallScheduler);
  };
  const looks = merge(asked$, morning$)
    .pipe(
      startWith(undefined),
      concatMap(() => defer(look).pipe(retry({ delay: again }))),
    )
    .subscribe();
  return { check: () => asked$.next(), close: () => looks.unsubscribe() };
}
