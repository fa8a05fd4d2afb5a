import type pg from 'pg';
import type { Logger } from 'pino';
import { mergeMap, repeat, timer } from 'rxjs';
import type { Clock } from './clock.ts';
import { sealAudit } from './store/audit-chain.ts';
import { isDatabaseAway } from './store/availability.ts';
import { insertLooks, type Look } from './store/looks.ts';

/** Who was shown what about whom. */
export interface AuditTrail {
  /**
   * Resolves once it is written down. While the database is away it resolves at once and is written when it is back: what is shown
   * then comes from memory, and an alert must not wait for its record. Rejects when too much waits.
   */
  looked(look: Omit<Look, 'at'>): Promise<void>;
  /** Writes what waits, and chains it. */
  close(): Promise<void>;
}

interface Waiting {
  readonly look: Look;
  readonly written: () => void;
  readonly failed: (error: Error) => void;
}

const retryMs = 1_000;
const sealEveryMs = 5_000;
/** A few megabytes: hours of many open pages. */
const maxWaiting = 100_000;

/** Looks that come together are written together; all of the audit is chained every few seconds. */
export function createAuditTrail({
  pool,
  clock,
  log,
}: {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Logger;
}): AuditTrail {
  let waiting: Waiting[] = [];
  /** Answered already, still to be written. */
  let owed: Look[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    while (waiting.length + owed.length > 0) {
      const batch = waiting;
      const looks = [...owed, ...batch.map(({ look }) => look)];
      waiting = [];
      owed = [];
      try {
        await insertLooks(pool, looks);
        for (const { written } of batch) written();
      } catch (error) {
        if (!isDatabaseAway(error)) {
          log.error({ err: error, looks: looks.length }, 'who was shown what could not be written down');
          for (const { failed } of batch) failed(error as Error);
          continue;
        }
        owed = looks;
        for (const { written } of batch) written();
        return;
      }
    }
  }

  function write(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = null;
    });
    return writing;
  }

  const seal = () =>
    sealAudit(pool).catch((error: Error) => void (isDatabaseAway(error) || log.error({ err: error }, 'the audit could not be chained')));
  // Begun anew each time: what ticks for months must not remember its ticks.
  const every = (ms: number, work: () => Promise<unknown>) => timer(ms, clock.wallScheduler).pipe(mergeMap(work), repeat()).subscribe();
  const again = every(retryMs, async () => owed.length > 0 && write());
  const sealing = every(sealEveryMs, seal);

  return {
    looked(look) {
      if (waiting.length + owed.length >= maxWaiting) return Promise.reject(new Error('too many looks wait to be written down'));
      return new Promise((written, failed) => {
        waiting.push({ look: { ...look, at: clock.now() }, written, failed });
        void write();
      });
    },
    async close() {
      again.unsubscribe();
      sealing.unsubscribe();
      await write();
      await seal();
    },
  };
}
