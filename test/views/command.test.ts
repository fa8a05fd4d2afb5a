import { describe, expect, it } from 'vitest';
import type { CommandState } from '../../gateway/contract/commands.ts';
import type { CommandRow } from '../../gateway/store/device-commands.ts';
import type { NotificationStatus } from '../../gateway/store/notifications.ts';
import { commandState, toCommandView } from '../../gateway/views/command.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { aNotification } from '../notify/support.ts';

const askedAt = Date.UTC(2026, 0, 5, 8, 0);
const expiresAt = askedAt + 1_800_000;

function row(status: NotificationStatus, changes: Partial<CommandRow> = {}): CommandRow {
  return {
    notification: aNotification({ id: 'cmd-1', alertId: null, channel: { kind: 'mqtt', address: 'radio' }, createdAt: askedAt, expiresAt }),
    status,
    answer: null,
    detail: '',
    changedAt: askedAt,
    askedBy: 'Asha Rahman',
    deviceName: 'Radio',
    template: null,
    ...changes,
  };
}

describe('a command stands', () => {
  const just = expiresAt - 1;
  it.each<[CommandState, number, NotificationStatus, Partial<CommandRow>]>([
    ['queued', just, 'queued', {}],
    ['queued', just, 'sending', {}],
    ['expired', expiresAt, 'queued', {}],
    ['sent', just, 'sent', {}],
    ['expired', expiresAt, 'sent', {}],
    ['delivered', just, 'sent', { answer: 'delivered' }],
    ['delivered', expiresAt, 'sent', { answer: 'delivered' }],
    ['done', expiresAt, 'delivered', {}],
    ['done', expiresAt, 'delivered', { answer: 'delivered' }],
    ['failed', expiresAt, 'failed', { changedAt: just }],
    ['expired', expiresAt, 'failed', { changedAt: expiresAt }],
    ['expired', just, 'failed', { answer: 'expired' }],
    ['taken-back', expiresAt, 'suppressed', {}],
  ])('%s at %d when its row says %s %o', (state, at, status, changes) => {
    expect(commandState(row(status, changes), at)).toBe(state);
  });

  it('expired since its time was over', () => {
    expect(toCommandView(row('sent'), templates, expiresAt + 60_000).changedAt).toBe('2026-01-05T08:30:00.000Z');
  });
});
