import type { Logger } from 'pino';
import type { Notification } from '../../rules/model/effect.ts';
import type { ChannelAdapter } from '../ports.ts';
import type { NotificationStore } from '../store/notifications.ts';
import type { Job } from './job.ts';
import type { Outbox } from './outbox.ts';

interface Options {
  readonly outbox: Pick<Outbox, 'save'>;
  readonly store: Pick<NotificationStore, 'find' | 'isTakenBack'>;
  readonly adapterOf: ReadonlyMap<string, ChannelAdapter>;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Calls back what was sent: a command may still wait in the broker's queue, for a device that comes back, or be about to be spoken. By every way a
 * try that is under way is the last.
 */
export function createTakeBack({ outbox, store, adapterOf, log }: Options) {
  async function callBack(id: string, reason: string, known: Notification | undefined): Promise<void> {
    try {
      // The decision that withdrew it may have marked its row already.
      if (!(await outbox.save(id, { status: 'suppressed', detail: reason })) && !(await store.isTakenBack(id))) return;
      const notification = known ?? (await store.find(id));
      if (notification) await adapterOf.get(notification.channel.kind)?.takeBack?.(notification);
    } catch (error) {
      log.warn({ err: error, notificationId: id }, 'outbox: what was sent could not be called back');
    }
  }

  return async function takeBack(id: string, reason: string, job: Job | undefined): Promise<void> {
    if (job) job.withdrawn = { fate: 'suppressed', detail: reason };
    if (job && !adapterOf.get(job.notification.channel.kind)?.takeBack) return;
    const isOnItsWay = job?.phase === 'sending';
    await callBack(id, reason, job?.notification);
    // Once it is there, it is called back from there.
    if (isOnItsWay && (await job.settled.promise).fate === 'sent') await callBack(id, reason, job.notification);
  };
}
