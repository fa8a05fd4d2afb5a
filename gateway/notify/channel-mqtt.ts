import type { Logger } from 'pino';
import { firstValueFrom, timer } from 'rxjs';
import type { Notification } from '../../rules/model/effect.ts';
import type { Observation } from '../../rules/model/observation.ts';
import type { Language, SpokenHow } from '../../rules/model/speech.ts';
import type { Clock } from '../clock.ts';
import type { DeviceCommand } from '../contract/messages.ts';
import { deviceTopics } from '../contract/topics.ts';
import type { ChannelAdapter, DevicePublisher } from '../ports.ts';
import type { NotificationStore } from '../store/notifications.ts';
import { commandIdOf } from './command-id.ts';
import { DeliveryError } from './delivery-error.ts';
import { type OpenCommand, OpenCommands } from './open-commands.ts';

/**
 * A device that has just connected has no subscription yet, and the broker drops what nobody has subscribed to: it gets this long,
 * in real milliseconds.
 */
const subscribeMs = 1_000;
/** A device that has been away this long (care time) is not there to speak; after a restart of ours all are back sooner. */
const awayMs = 60_000;
/** Of what a device has missed it is told the newest so many; older ones have been overtaken. */
const maxMissed = 20;

interface Deps {
  readonly publisher: DevicePublisher;
  readonly store: Pick<NotificationStore, 'openCommands' | 'noteCommand'>;
  readonly clock: Pick<Clock, 'now' | 'scheduler' | 'wallScheduler'>;
  readonly log: Pick<Logger, 'warn'>;
  /** How the device is to speak words of this notification, now. */
  readonly spokenHow: (notification: Notification, language: Language) => SpokenHow;
  /** The device was away when it was sent, and still is: whoever waits for it uses another way. It may hear it yet. */
  readonly unreached: (notification: Notification) => void;
  /** Its time is over and nobody knows that it was heard. */
  readonly expired: (notification: Notification) => void;
}

export interface MqttChannel extends ChannelAdapter {
  /** Reads which commands of an earlier process are still open; to be called before the broker listens. */
  load(): Promise<void>;
  /**
   * What the device has missed goes out now: while it was away, or before this process, whose broker knows no queue of an earlier one.
   * Resolves when that is done.
   */
  deviceConnected(deviceId: string): Promise<void>;
  /** The device has said that it has the command (`heard`), or what became of it: it is not told again. */
  answered(notificationId: string, heard: boolean): void;
  /** Open commands that asked the patient for this reading. */
  askedFor(patientId: string, reading: Observation): readonly Notification[];
  takeBack(notification: Notification): Promise<void>;
  close(): void;
}

const topicOf = ({ channel }: Notification) => deviceTopics(channel.address).commands;

/**
 * Words to a device at home, on its commands topic at QoS 1, not retained; the channel's address is the device id. `sent` is all
 * that is known until the device answers. The command's id is the same each time, so that a second copy does no harm.
 */
export function createMqttChannel({ publisher, store, clock, log, spokenHow, unreached, expired }: Deps): MqttChannel {
  const open = new OpenCommands();
  /** Connected for long enough to have subscribed. */
  const ready = new Set<string>();

  function commandOf(notification: Notification): DeviceCommand {
    const { type = 'prompt', kind, language = 'en' } = notification.command ?? {};
    return {
      id: commandIdOf(notification.id),
      type,
      ...(type === 'test' ? {} : { text: notification.body, language, ...spokenHow(notification, language) }),
      ...(kind ? { kind } : {}),
      expiresAt: new Date(notification.expiresAt).toISOString(),
    };
  }

  function publish(notification: Notification): Promise<void> {
    return publisher.publish(topicOf(notification), JSON.stringify(commandOf(notification)), { qos: 1, retain: false });
  }

  function takeFromQueue(notification: Notification): void {
    const commandId = commandIdOf(notification.id);
    publisher.takeBack(topicOf(notification), (payload) => (JSON.parse(payload) as DeviceCommand).id === commandId);
  }

  async function callBack(notification: Notification): Promise<void> {
    open.end(notification.id);
    takeFromQueue(notification);
    if (!publisher.isConnected(notification.channel.address)) return;
    const { id, expiresAt } = commandOf(notification);
    await publisher.publish(topicOf(notification), JSON.stringify({ id, type: 'cancel', expiresAt }), { qos: 1, retain: false });
  }

  function keep(notification: Notification, missed: boolean): void {
    const { id, channel, expiresAt } = notification;
    const alarms = timer(Math.max(0, expiresAt - clock.now()), clock.scheduler).subscribe(() => {
      open.end(id);
      takeFromQueue(notification);
      expired(notification);
    });
    // A device that stays away cannot speak: the alert must not wait for it as if it had (design §5, unreachable).
    const isGone = () => !publisher.isConnected(channel.address);
    if (isGone()) alarms.add(timer(awayMs, clock.scheduler).subscribe(() => isGone() && unreached(notification)));
    open.add({ notification, missed, alarms });
  }

  async function tellMissed(command: OpenCommand): Promise<void> {
    const { id, channel } = command.notification;
    await publish(command.notification);
    command.missed = false;
    await store.noteCommand(id, channel.address, { answer: null, detail: 'to the device, when it was back', at: clock.now() });
  }

  return {
    kind: 'mqtt',

    async send(notification) {
      const deviceId = notification.channel.address;
      const here = publisher.isConnected(deviceId);
      keep(notification, !here || !ready.has(deviceId));
      try {
        await publish(notification);
      } catch (error) {
        open.end(notification.id);
        throw new DeliveryError('the broker did not take the command', { cause: error });
      }
      return { fate: 'sent', detail: here ? 'to the device' : 'waits for the device, which is not connected' };
    },

    takeBack: callBack,

    async load() {
      for (const notification of await store.openCommands(clock.now())) keep(notification, true);
    },

    async deviceConnected(deviceId) {
      ready.delete(deviceId);
      const missed = () =>
        open
          .ofDevice(deviceId)
          .filter((one) => one.missed)
          .slice(-maxMissed);
      // A kept session would be given it at once, and again by us.
      for (const { notification } of missed()) takeFromQueue(notification);
      await firstValueFrom(timer(subscribeMs, clock.wallScheduler));
      if (!publisher.isConnected(deviceId)) return;
      ready.add(deviceId);
      try {
        for (const command of missed()) await tellMissed(command);
      } catch (error) {
        log.warn({ err: error, deviceId }, 'commands could not be sent again; they wait for the next connection');
      }
    },

    answered(notificationId, heard) {
      const command = open.get(notificationId);
      if (!command) return;
      if (heard) command.missed = false;
      else open.end(notificationId);
    },

    askedFor(patientId, { kind, observedAt, snapshot }) {
      const all = open.ofPatient(patientId);
      if (snapshot || all.length === 0) return [];
      return all.map(({ notification }) => notification).filter((one) => one.command?.kind === kind && one.createdAt <= observedAt);
    },

    close: () => open.close(),
  };
}
