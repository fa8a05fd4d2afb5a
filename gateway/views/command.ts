import type { Instant } from '../../rules/model/time.ts';
import type { Templates } from '../agreements.ts';
import type { CommandState, CommandView } from '../contract/commands.ts';
import { commandIdOf } from '../notify/command-id.ts';
import type { CommandRow } from '../store/device-commands.ts';
import { iso } from './instant.ts';

/** How a command stands at an instant: what its row says, and whether its time is over. */
export function commandState({ status, answer, notification, changedAt }: CommandRow, at: Instant): CommandState {
  const isOver = at >= notification.expiresAt;
  switch (status) {
    case 'delivered':
    case 'confirmed':
      return 'done';
    case 'suppressed':
      return 'taken-back';
    case 'failed':
      return answer === 'expired' || changedAt >= notification.expiresAt ? 'expired' : 'failed';
    case 'sent':
      return answer === 'delivered' ? 'delivered' : isOver ? 'expired' : 'sent';
    case 'planned':
    case 'queued':
    case 'sending':
      return isOver ? 'expired' : 'queued';
  }
}

/** A command as people see it at `at`. */
export function toCommandView(row: CommandRow, templates: Templates, at: Instant): CommandView {
  const { notification, detail, changedAt, askedBy, deviceName, template } = row;
  const state = commandState(row, at);
  const overAt = state === 'expired' ? Math.max(changedAt, notification.expiresAt) : changedAt;
  return {
    commandId: commandIdOf(notification.id),
    deviceId: notification.channel.address,
    deviceName,
    patientId: notification.patientId,
    type: notification.command?.type ?? 'prompt',
    kind: notification.command?.kind ?? null,
    text: notification.body,
    askedBy,
    agreement: template === null ? null : (templates.get(template)?.title ?? template),
    alertId: notification.alertId,
    askedAt: iso(notification.createdAt),
    expiresAt: iso(notification.expiresAt),
    state,
    detail,
    changedAt: iso(overAt),
  };
}
