import type pg from 'pg';
import type { Logger } from 'pino';
import type { CallEvent } from './contract/calls.ts';
import { linkActor } from './identity/link-token.ts';
import type { Notifier } from './notify/notifier.ts';
import { voiceKeys } from './notify/voice-words.ts';
import type { AlertCommands } from './ports.ts';
import { askedByCall } from './store/calls.ts';

interface Parts {
  readonly pool: pg.Pool;
  readonly alerts: AlertCommands;
  readonly notifier: Pick<Notifier, 'report'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** What became of what a telephone service told: null: we asked for no such call. */
export type CallFate = 'noted' | 'acknowledge' | 'decline' | 'delivered' | 'failed' | null;

const failures = { 'no-answer': 'nobody answered', busy: 'engaged', voicemail: 'voicemail answered', failed: 'the call failed' } as const;

/**
 * Takes what a telephone service tells of a call. A key alone answers: that somebody picked up stops nothing, and voicemail is nobody.
 * Rejects without a database.
 */
export function createVoiceAnswers({ pool, alerts, notifier, log }: Parts) {
  return async function called({ callId, event, key }: CallEvent): Promise<CallFate> {
    const notification = await askedByCall(pool, callId);
    if (notification === null) {
      log.warn({}, 'a telephone service told of a call that we did not ask for');
      return null;
    }
    if (event === 'ringing') return 'noted';
    if (event === 'answered') {
      await notifier.report(callId, 'delivered', 'the call was answered');
      return 'delivered';
    }
    if (event !== 'key') {
      await notifier.report(callId, 'failed', failures[event]);
      return 'failed';
    }
    const answer = voiceKeys[key as keyof typeof voiceKeys];
    const actor = linkActor(notification.recipient);
    const isAsked = notification.alertId !== null && notification.purpose !== 'resolved' && actor !== null;
    const outcome = isAsked && answer ? await alerts.command(notification.alertId, { type: answer, actor }, null) : null;
    log.info({ notificationId: callId, answer, ok: outcome?.ok ?? false }, 'a key was pressed in a call');
    if (answer && outcome?.ok) {
      await notifier.report(callId, 'confirmed', `pressed ${key}`);
      return answer;
    }
    await notifier.report(callId, 'delivered', `pressed ${key}, which answers nothing`);
    return 'delivered';
  };
}
