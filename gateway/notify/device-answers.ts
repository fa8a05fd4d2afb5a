import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { CommandResult } from '../contract/messages.ts';
import type { Fate } from '../ports.ts';
import type { NotificationStore } from '../store/notifications.ts';
import type { MqttChannel } from './channel-mqtt.ts';
import { notificationIdOf } from './command-id.ts';
import type { Notifier } from './notifier.ts';

/** `delivered` means that the device has the command, and stops nobody from using another way; only `done` was spoken. */
const fateOf: Readonly<Record<Exclude<CommandResult['status'], 'delivered'>, { readonly fate: Fate; readonly detail: string }>> = {
  done: { fate: 'delivered', detail: 'spoken or shown' },
  failed: { fate: 'failed', detail: 'the device could not' },
  expired: { fate: 'failed', detail: 'it reached the device too late' },
};

interface Deps {
  readonly notifier: Pick<Notifier, 'report'>;
  readonly channel: Pick<MqttChannel, 'answered'>;
  readonly store: Pick<NotificationStore, 'noteCommand'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'warn'>;
}

/** Takes what a device says became of a command. Only the device that was asked is heard. */
export function createDeviceAnswers({ notifier, channel, store, clock, log }: Deps) {
  return async function commandResult(deviceId: string, commandId: string, { status, detail }: CommandResult): Promise<void> {
    const id = notificationIdOf(commandId);
    const asked = (one: { channel: { kind: string; address: string } }) => one.channel.kind === 'mqtt' && one.channel.address === deviceId;
    const note = (answer: 'delivered' | 'expired', said: string) =>
      store.noteCommand(id, deviceId, { answer, detail: said, at: clock.now() });
    try {
      if (status === 'delivered') {
        if (await note(status, detail ?? 'the device has it')) channel.answered(id, true);
        return;
      }
      const told = fateOf[status];
      const said = detail ? `${told.detail}: ${detail}` : told.detail;
      if (!(await notifier.report(id, told.fate, said, asked))) return;
      channel.answered(id, false);
      if (status === 'expired') await note(status, said);
    } catch (error) {
      log.warn({ err: error, deviceId }, "a device's answer to a command could not be stored");
    }
  };
}
