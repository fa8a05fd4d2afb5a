import type { Logger } from 'pino';
import type { CommandResult } from '../contract/messages.ts';
import type { Fate } from '../ports.ts';
import { notificationIdOf } from './command-id.ts';
import type { Notifier } from './notifier.ts';

/** `delivered` means that the device has the command, which the broker's `sent` already stands for; only `done` was spoken. */
const fateOf: Readonly<Record<CommandResult['status'], { readonly fate: Fate; readonly detail: string } | null>> = {
  delivered: null,
  done: { fate: 'delivered', detail: 'spoken or shown' },
  failed: { fate: 'failed', detail: 'the device could not' },
  expired: { fate: 'failed', detail: 'it reached the device too late' },
};

/** Takes what a device says became of a command. Only the device that was asked is heard. */
export function createDeviceAnswers(notifier: Pick<Notifier, 'report'>, log: Pick<Logger, 'warn'>) {
  return async function commandResult(deviceId: string, commandId: string, result: CommandResult): Promise<void> {
    const told = fateOf[result.status];
    if (!told) return;
    const detail = result.detail ? `${told.detail}: ${result.detail}` : told.detail;
    const asked = ({ channel }: { channel: { kind: string; address: string } }) => channel.kind === 'mqtt' && channel.address === deviceId;
    try {
      await notifier.report(notificationIdOf(commandId), told.fate, detail, asked);
    } catch (error) {
      log.warn({ err: error, deviceId }, "a device's answer to a command could not be stored");
    }
  };
}
