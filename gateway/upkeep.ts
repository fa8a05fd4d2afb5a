import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, defer, merge, type Observable, repeat, retry, Subject, timer } from 'rxjs';
import { deviceHealth, upkeepDue, upkeepKinds } from '../rules/model/device-health.ts';
import { provesWorking } from '../rules/model/device-test.ts';
import type { Observation } from '../rules/model/observation.ts';
import { type Instant, nextWallClock } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { chasePlans } from './store/care-plan-tasks.ts';
import { type DeviceUpkeep, everyUpkeep, forgetDays } from './store/device-days.ts';
import { loansToChase } from './store/loan-tasks.ts';
import { inTransaction } from './store/transaction.ts';
import { endUpkeepOf, endUpkeepOfRevoked, recordUpkeep, type UpkeepFound } from './store/upkeep-tasks.ts';

const country = 'Europe/London';
/** Before the working day begins: who goes out sees it in the morning. */
const lookAt = '06:00';
/** Every device in use is looked at; a start has better things to do. */
const firstLookMs = 60_000;
const retryMs = 60_000;

export interface UpkeepOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly readings$: Observable<{ readonly readings: readonly { readonly observation: Observation }[] }>;
}

export interface UpkeepWatch {
  /** Looks now. */
  check(): void;
  close(): void;
}

/**
 * Looks soon after the start, every morning of care time, and when told to, what has to be done about devices, loans and plans of care; each is a task,
 * once. It tells nobody else: none of it is an alert. A press or test that comes in ends the task for it at once. Never gives up.
 */
export function watchUpkeep({ pool, clock, log, readings$ }: UpkeepOptions): UpkeepWatch {
  const asked$ = new Subject<void>();
  const morning$ = defer(() => timer(nextWallClock(country, clock.now() + 1, lookAt) - clock.now(), clock.scheduler)).pipe(repeat());
  const again = (error: Error) => {
    log.warn({ err: error }, 'what has to be done about devices could not be looked at');
    return timer(retryMs, clock.wallScheduler);
  };
  const looks = merge(timer(firstLookMs, clock.wallScheduler), asked$, morning$)
    .pipe(concatMap(() => defer(() => look(pool, clock.now())).pipe(retry({ delay: again }))))
    .subscribe();
  const proofs = readings$
    .pipe(
      concatMap(async ({ readings }) => {
        const proved = readings.filter(({ observation }) => provesWorking(observation)).map(({ observation }) => observation.source);
        if (proved.length === 0) return;
        // The next morning's look ends what could not be ended now.
        const late = (error: Error) => log.warn({ err: error }, 'the task of a test could not be ended');
        await endUpkeepOf(pool, proved, clock.now(), ['device-test']).catch(late);
      }),
    )
    .subscribe();
  return {
    check: () => asked$.next(),
    close() {
      looks.unsubscribe();
      proofs.unsubscribe();
    },
  };
}

async function look(pool: pg.Pool, at: Instant): Promise<void> {
  for await (const page of everyUpkeep(pool, at))
    await inTransaction(pool, '', (db) =>
      recordUpkeep(
        db,
        { kinds: upkeepKinds, subjects: page.map(({ id }) => id) },
        page.flatMap((one) => foundOf(one, at)),
        at,
      ),
    );
  const loans = await loansToChase(pool, at);
  await inTransaction(pool, '', async (db) => {
    await recordUpkeep(db, loans.looked, loans.found, at);
    await chasePlans(db, at);
    await endUpkeepOfRevoked(db, at);
    await forgetDays(db, at);
  });
}

function foundOf(device: DeviceUpkeep, at: Instant): UpkeepFound[] {
  const { id, address, zone, patientId } = device;
  return upkeepDue(device, address, zone, deviceHealth(device, at), at).map((one) => ({ ...one, subject: id, deviceId: id, patientId }));
}
