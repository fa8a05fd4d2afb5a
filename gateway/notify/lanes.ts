import type { Logger } from 'pino';
import { mergeMap, Subject } from 'rxjs';
import type { Notification } from '../../rules/model/effect.ts';
import type { Job } from './job.ts';

type ChannelKind = Notification['channel']['kind'];
export type Concurrency = Readonly<Record<ChannelKind, number>>;

/** Tries under way at a time on one kind of channel, besides the high ones. */
export const defaultConcurrency: Concurrency = { mqtt: 200, sms: 20, email: 10, webhook: 50, console: 100, push: 50, voice: 20 };

export interface Lanes {
  push(job: Job): void;
  /** Resolves when the tries under way now have ended. */
  ended(): Promise<unknown>;
}

/** One lane for each kind of channel, and one for high alerts that has no limit and so never waits behind anything. */
export function createLanes(attempt: (job: Job) => Promise<void>, concurrency: Concurrency, log: Pick<Logger, 'error'>): Lanes {
  const underWay = new Set<Promise<void>>();

  // A lane that ended with an error would send nothing ever after.
  async function tracked(job: Job): Promise<void> {
    const work = attempt(job).catch((error) => {
      log.error({ err: error, notificationId: job.notification.id }, 'outbox: a notification was dropped half-way');
    });
    underWay.add(work);
    await work;
    underWay.delete(work);
  }

  function lane(limit: number): Subject<Job> {
    const jobs$ = new Subject<Job>();
    jobs$.pipe(mergeMap(tracked, limit)).subscribe();
    return jobs$;
  }
  const high = lane(Number.POSITIVE_INFINITY);
  const others: Readonly<Record<ChannelKind, Subject<Job>>> = {
    mqtt: lane(concurrency.mqtt),
    sms: lane(concurrency.sms),
    email: lane(concurrency.email),
    webhook: lane(concurrency.webhook),
    console: lane(concurrency.console),
    push: lane(concurrency.push),
    voice: lane(concurrency.voice),
  };

  return {
    push: (job) => (job.notification.severity === 'high' ? high : others[job.notification.channel.kind]).next(job),
    ended: () => Promise.all(underWay),
  };
}
