import type pg from 'pg';
import type { Logger } from 'pino';
import type { Actor } from '../../rules/model/alert.ts';
import type { AlertCommand } from '../../rules/model/input.ts';
import type { Clock } from '../clock.ts';
import type { AlertCommands } from '../ports.ts';
import { lineTold, type WaitingLine, waitingLines } from '../store/response-jobs.ts';

/** In whose name a line stands that nobody said in person. */
const dispatch: Actor = { kind: 'on-call', id: 'rapid-response', name: 'Rapid response', tier: 'professional' };
const retryMs = 1_000;

export interface AlertLines {
  /** There may be lines to tell. */
  tell(): void;
  /** Resolves when what is under way is told. */
  close(): Promise<void>;
}

function commandOf({ n, line }: WaitingLine): AlertCommand {
  if (line.type === 'close-alert') return { type: 'close', actor: line.actor, outcome: line.outcome, note: line.note };
  return { type: 'visit', actor: line.actor ?? dispatch, line: n, text: line.text, rest: line.rest };
}

/**
 * Tells alerts what became of their visits, line by line, in the order in which it was stored. A line is told until the alert has it: one that
 * was told as the process died is told again, and the alert knows it. An alert that is closed takes none.
 */
export function createAlertLines(parts: {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now' | 'wallScheduler'>;
  readonly alerts: AlertCommands;
  readonly log: Pick<Logger, 'warn'>;
}): AlertLines {
  const { pool, clock, alerts, log } = parts;
  let closed = false;
  let again = false;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    do {
      again = false;
      for (let waiting = await waitingLines(pool); waiting.length > 0 && !closed; waiting = await waitingLines(pool))
        for (const one of waiting) {
          if (closed) return;
          await alerts.command(one.alertId, commandOf(one), null);
          await lineTold(pool, one.n, clock.now());
        }
    } while (again && !closed);
  }

  function tell(): void {
    again = true;
    if (closed || running) return;
    running = run()
      .catch((error: Error) => {
        log.warn({ err: error }, 'an alert could not be told of its visit yet');
        clock.wallScheduler.schedule(tell, retryMs);
      })
      .finally(() => {
        running = null;
      });
  }

  return {
    tell,
    async close() {
      closed = true;
      await running;
    },
  };
}
