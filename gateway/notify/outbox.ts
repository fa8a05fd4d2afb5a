import type { Logger } from 'pino';
import { firstValueFrom, from, map, race } from 'rxjs';
import type { Clock } from '../clock.ts';
import { noAnswerFor } from '../no-answer.ts';
import type { Claim, FateWrite, NotificationStore } from '../store/notifications.ts';
import { createBatch } from './batch.ts';
import type { Job } from './job.ts';

/** How long a high one waits for its row to be marked before it goes out without: the database is away. */
const claimPatienceMs = 500;
/** What the log says of one that goes out so: a process that ends before its row is marked leaves the next one to send it unsaid. */
const unmarked = 'outbox: the database is slow or away; sent before it was marked as being sent';

/** The rows behind the jobs: written in batches, and again until the database takes them. */
export interface Outbox {
  /** Marks the job's row as being sent. False: it is no longer to be sent. A high one does not wait for a database that is away. */
  claim(job: Job, bundle?: string): Promise<boolean>;
  /** Resolves when stored: true when it is news. */
  save(id: string, write: Pick<FateWrite, 'status' | 'detail'> & Partial<Pick<FateWrite, 'tries' | 'nextTryAt'>>): Promise<boolean>;
  close(): Promise<void>;
}

interface Options {
  readonly store: NotificationStore;
  readonly clock: Pick<Clock, 'now' | 'wallScheduler'>;
  readonly log: Pick<Logger, 'warn'>;
}

export function createOutbox({ store, clock, log }: Options): Outbox {
  const claims = createBatch<Claim, boolean>({
    write: async (items) => {
      const claimed = await store.claim(items, clock.now());
      return (item) => claimed.has(item.id);
    },
    scheduler: clock.wallScheduler,
    onError: (error, waiting) => log.warn({ err: error, waiting }, 'outbox: cannot mark notifications as being sent; trying again'),
  });
  const fates = createBatch<FateWrite, boolean>({
    write: async (items) => {
      const changed = await store.saveFates(items);
      return (item) => changed.has(item.id);
    },
    scheduler: clock.wallScheduler,
    onError: (error, waiting) => log.warn({ err: error, waiting }, 'outbox: cannot store fates; trying again'),
  });

  return {
    claim(job, bundle) {
      const claimed = claims.add({ id: job.notification.id, tries: job.tries, again: job.claimed, bundle: bundle ?? null });
      job.claimed = true;
      if (job.notification.severity !== 'high') return claimed;
      const tooLate$ = noAnswerFor(claimPatienceMs, clock.wallScheduler).pipe(
        map(() => {
          log.warn({ notificationId: job.notification.id }, unmarked);
          return true;
        }),
      );
      return firstValueFrom(race(from(claimed), tooLate$));
    },
    save: (id, write) => fates.add({ tries: null, nextTryAt: null, ...write, id, at: clock.now() }),
    async close() {
      await Promise.all([claims.close(), fates.close()]);
    },
  };
}
