import type { Logger } from 'pino';
import { firstValueFrom, timer } from 'rxjs';
import type { Notification } from '../../rules/model/effect.ts';
import type { Clock } from '../clock.ts';
import type { DeviceCommand } from '../contract/messages.ts';
import { deviceTopics } from '../contract/topics.ts';
import type { ChannelAdapter, DevicePublisher } from '../ports.ts';
import type { NotificationStore } from '../store/notifications.ts';
import { commandIdOf } from './command-id.ts';
import { DeliveryError } from './delivery-error.ts';

/**
 * A device that has just connected has no subscription yet, and the broker drops what nobody has subscribed to: it gets this long,
 * in real milliseconds.
 */
const subscribeMs = 1_000;
/** A device that has been away this long (care time) is not there to speak; after a restart of ours all are back sooner. */
const awayMs = 60_000;
/** Commands remembered for a device that has not connected yet; older ones have been overtaken. */
const maxWaiting = 20;

interface Deps {
  readonly publisher: DevicePublisher;
  readonly store: Pick<NotificationStore, 'unansweredCommands'>;
  readonly clock: Pick<Clock, 'now' | 'scheduler' | 'wallScheduler'>;
  readonly log: Pick<Logger, 'warn'>;
  /** The device of this notification was away when it was sent, and still is. */
  readonly unreached: (notificationId: string) => void;
}

export interface MqttChannel extends ChannelAdapter {
  /** Reads which commands of an earlier process wait for their device; to be called before the broker listens. */
  load(): Promise<void>;
  /**
   * The broker's queues do not outlive the process: when a device connects for the first time in this one, what it was sent
   * before and has not answered goes out again, once. Later on its session keeps what it misses. Resolves when that is done.
   */
  deviceConnected(deviceId: string): Promise<void>;
}

function commandOf(notification: Notification): DeviceCommand {
  const { command, body, expiresAt } = notification;
  return {
    id: commandIdOf(notification.id),
    type: command?.type ?? 'prompt',
    text: body,
    ...(command?.kind ? { kind: command.kind } : {}),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}

/**
 * Words to a device at home, on its commands topic at QoS 1, not retained; the channel's address is the device id. `sent` is all
 * that is known until the device answers. The command's id is the same each time, so that a second copy does no harm.
 */
export function createMqttChannel({ publisher, store, clock, log, unreached }: Deps): MqttChannel {
  const waiting = new Map<string, string[]>();
  const seen = new Set<string>();

  function publish(notification: Notification): Promise<void> {
    const topic = deviceTopics(notification.channel.address).commands;
    return publisher.publish(topic, JSON.stringify(commandOf(notification)), { qos: 1, retain: false });
  }

  /** A device that stays away cannot speak: the alert must not wait for it as if it had (design §5, unreachable). */
  function watch({ id, channel }: Notification): void {
    timer(awayMs, clock.scheduler).subscribe(() => {
      if (!publisher.isConnected(channel.address)) unreached(id);
    });
  }

  function wait({ id, channel }: Notification): void {
    const ids = waiting.get(channel.address);
    if (!ids) waiting.set(channel.address, [id]);
    else if (ids.push(id) > maxWaiting) ids.shift();
  }

  return {
    kind: 'mqtt',

    async send(notification) {
      const deviceId = notification.channel.address;
      const here = publisher.isConnected(deviceId);
      try {
        await publish(notification);
      } catch (error) {
        throw new DeliveryError('the broker did not take the command', { cause: error });
      }
      if (!seen.has(deviceId)) wait(notification);
      if (!here) watch(notification);
      return { fate: 'sent', detail: here ? 'to the device' : 'waits for the device, which is not connected' };
    },

    async takeBack({ id, channel, expiresAt }) {
      const topic = deviceTopics(channel.address).commands;
      const commandId = commandIdOf(id);
      publisher.takeBack(topic, (payload) => (JSON.parse(payload) as DeviceCommand).id === commandId);
      if (!publisher.isConnected(channel.address)) return;
      const cancel: DeviceCommand = { id: commandId, type: 'cancel', expiresAt: new Date(expiresAt).toISOString() };
      await publisher.publish(topic, JSON.stringify(cancel), { qos: 1, retain: false });
    },

    async load() {
      for (const notification of await store.unansweredCommands(clock.now(), null)) wait(notification);
    },

    async deviceConnected(deviceId) {
      if (seen.has(deviceId)) return;
      await firstValueFrom(timer(subscribeMs, clock.wallScheduler));
      if (!publisher.isConnected(deviceId)) return;
      seen.add(deviceId);
      const ids = waiting.get(deviceId);
      if (!ids) return;
      waiting.delete(deviceId);
      try {
        // Read again: it may have been withdrawn, answered or overtaken since.
        for (const notification of await store.unansweredCommands(clock.now(), ids)) await publish(notification);
      } catch (error) {
        waiting.set(deviceId, ids);
        seen.delete(deviceId);
        log.warn({ err: error, deviceId }, 'commands could not be sent again; they wait for the next connection');
      }
    },
  };
}
