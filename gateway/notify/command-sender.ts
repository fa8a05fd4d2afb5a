import type { Notification } from '../../rules/model/effect.ts';
import { commandIdOf } from './command-id.ts';
import type { Notifier } from './notifier.ts';

/** Hands stored words for a device to the outbox; gives the id under which the device answers. */
export function commandSender(notifier: Pick<Notifier, 'enqueue'>): (notification: Notification) => string {
  return (notification) => {
    notifier.enqueue([notification]);
    return commandIdOf(notification.id);
  };
}
