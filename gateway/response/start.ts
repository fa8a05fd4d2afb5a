import type { Logger } from 'pino';
import { concatMap, from, merge, type Observable, Subject, startWith, switchMap, timer } from 'rxjs';
import { earlier } from '../../rules/alerts/deadlines.ts';
import { stepsOf } from '../../rules/alerts/steps.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { Clock } from '../clock.ts';
import type { AlertCommands } from '../ports.ts';
import { nextTurnEnd } from '../store/response-duty.ts';
import { nextJobWake } from '../store/response-jobs.ts';
import { createAlertLines } from './alert-lines.ts';
import { type DeskParts, ResponseDesk } from './desk.ts';

interface Parts extends Omit<DeskParts, 'lines' | 'clock' | 'log'> {
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly alerts: AlertCommands & { openAlerts(): readonly AlertState[] };
  /** Alerts as they are stored. */
  readonly alerts$: Observable<readonly AlertState[]>;
}

export interface Response {
  readonly desk: ResponseDesk;
  close(): Promise<void>;
}

const retryMs = 1_000;

/** The ladder of the alert has come to rapid response, or past it because nobody was on call there, and nobody has the alert. */
function asksForACrew(alert: AlertState): boolean {
  const rung = stepsOf(alert).findIndex(({ level }) => level === 'rapid-response');
  return alert.status === 'open' && alert.owner === null && rung >= 0 && alert.step >= rung;
}

/**
 * Starts rapid response: what was due while the gateway was away is done first. From then on deadlines fire, alerts hear of their visits, and an
 * alert whose ladder reaches rapid response asks for a crew.
 */
export function startResponse(parts: Parts): Response {
  const { pool, clock, log, alerts, alerts$ } = parts;
  const lines = createAlertLines({ pool, clock, alerts, log });
  const desk = new ResponseDesk({ ...parts, lines });
  const again$ = new Subject<void>();
  const retried$ = new Subject<readonly AlertState[]>();
  /** The pass of each alert's ladder that was looked at last, so that each asks once. */
  const asked = new Map<string, number>();
  let last: Promise<void> = Promise.resolve();

  const tried = async (work: () => Promise<unknown>, what: string) => {
    try {
      await work();
      return true;
    } catch (error) {
      log.warn({ err: error }, what);
      return false;
    }
  };

  async function nextAt(): Promise<Instant | null> {
    return earlier(await nextJobWake(pool), await nextTurnEnd(pool));
  }

  /** Looks when something is due; a database that is away is asked again. */
  const deadlines = merge(desk.changed$, again$)
    .pipe(
      startWith(undefined),
      switchMap(() => from(nextAt().catch(() => clock.now() + retryMs))),
      switchMap((at) => (at === null ? [] : timer(Math.max(0, at - clock.now()), clock.scheduler))),
      concatMap(async () => {
        if (!(await tried(() => desk.look(), 'visits could not be looked at'))) clock.wallScheduler.schedule(() => again$.next(), retryMs);
      }),
    )
    .subscribe();

  async function follow(alert: AlertState): Promise<void> {
    const { id, generation } = alert;
    if (alert.status === 'closed') {
      asked.delete(id);
      return await desk.alertClosed(alert);
    }
    if (!asksForACrew(alert) || asked.get(id) === generation) return;
    await desk.requestByLadder(alert);
    asked.set(id, generation);
  }

  const followed = merge(from([alerts.openAlerts()]), alerts$, retried$)
    .pipe(
      concatMap(async (changed) => {
        for (const alert of changed) {
          last = tried(() => follow(alert), 'the ladder of an alert could not ask for a crew').then((done) => {
            if (!done) clock.wallScheduler.schedule(() => retried$.next([alert]), retryMs);
          });
          await last;
        }
      }),
    )
    .subscribe();

  lines.tell();
  return {
    desk,
    async close() {
      deadlines.unsubscribe();
      followed.unsubscribe();
      await last;
      await lines.close();
    },
  };
}
