import type pg from 'pg';
import type { Logger } from 'pino';
import { hour } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { linkActor } from './identity/link-token.ts';
import type { Notifier } from './notify/notifier.ts';
import { type Reply, readReply, replyCode } from './notify/text-words.ts';
import type { AlertCommands } from './ports.ts';
import { mayStillAnswer } from './store/consents.ts';
import { askedByText } from './store/text-messages.ts';

interface Parts {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly alerts: AlertCommands;
  readonly notifier: Pick<Notifier, 'report'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** As long as the link in the same message. */
const answerableMs = 72 * hour;

/** What became of a reply. `noted`: it stands in the record of each alert that it may be about, for a person to read. */
export type ReplyFate = 'acknowledge' | 'decline' | 'noted' | 'nobody-asked';

/**
 * Takes a reply by text message from a number (E.164). It answers the message whose digits it names; without digits, the only alert about
 * which this number was asked. What cannot be told apart, or comes from somebody who may no longer be told, answers nothing: the ladder goes
 * on. Rejects without a database.
 */
export function createTextReplies({ pool, clock, alerts, notifier, log }: Parts) {
  return async function replied(number: string, text: string): Promise<ReplyFate> {
    const asked = await askedByText(pool, number, clock.now() - answerableMs);
    if (asked.length === 0) {
      log.warn({}, 'a text message came from a number that was asked nothing');
      return 'nobody-asked';
    }
    const reply = readReply(text, asked[0]?.language);
    const meant = reply === null ? [] : fitting(asked, reply);
    const [notification] = meant;
    const actor = notification && linkActor(notification.recipient);
    const isOne = new Set(meant.map(({ alertId }) => alertId)).size === 1;
    if (reply !== null && notification && actor && isOne && (await mayStillAnswer(pool, actor, clock.now()))) {
      const outcome = await alerts.command(notification.alertId!, { type: reply.answer, actor }, null);
      if (outcome.ok) await notifier.report(notification.id, 'confirmed', 'answered by text message');
      log.info({ notificationId: notification.id, answer: reply.answer, ok: outcome.ok }, 'a reply by text message');
      if (outcome.ok) return reply.answer;
    }
    const newest = new Map(asked.toReversed().map((one) => [one.alertId!, one]));
    for (const [alertId, { recipient }] of newest) {
      const writer = linkActor(recipient);
      if (writer)
        await alerts.command(alertId, { type: 'note', actor: writer, text: `Replied by text message: “${text.slice(0, 500)}”` }, null);
    }
    return 'noted';
  };
}

const fitting = <N extends { readonly id: string }>(asked: readonly N[], { code }: Reply): N[] =>
  asked.filter(({ id }) => code === null || replyCode(id) === code);
