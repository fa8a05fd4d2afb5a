import type { Logger } from 'pino';
import type { Notification } from '../../rules/model/effect.ts';
import type { ChannelAdapter } from '../ports.ts';
import type { NotificationStore } from '../store/notifications.ts';
import type { Outbox } from './outbox.ts';

interface Options {
  readonly outbox: Pick<Outbox, 'save'>;
  readonly store: Pick<NotificationStore, 'find'>;
  readonly adapterOf: ReadonlyMap<string, ChannelAdapter>;
  readonly log: Pick<Logger, 'warn'>;
}

/** Calls back what was sent: a command may still wait in the broker's queue, for a device that comes back, or be about to be spoken. */
export function createTakeBack({ outbox, store, adapterOf, log }: Options) {
  return async function takeBack(id: string, reason: string, known: Notification | undefined): Promise<void> {
    try {
      if (!(await outbox.save(id, { status: 'suppressed', detail: reason }))) return;
      const notification = known ?? (await store.find(id));
      if (notification) await adapterOf.get(notification.channel.kind)?.takeBack?.(notification);
    } catch (error) {
      log.warn({ err: error, notificationId: id }, 'outbox: what was sent could not be called back');
    }
  };
}
