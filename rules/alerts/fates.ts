import type { Attempt } from '../model/alert.ts';
import type { Channel } from '../model/patient.ts';
import { askByNextChannel, isInForce, somebodyIsAsked, stillAsked, stopWaitingForConfirmation, waysUsed } from './attempts.ts';
import { change, createTask, type Draft, record } from './draft.ts';
import { passOn } from './ladder.ts';
import { tellOver } from './telling.ts';
import { messageNames } from './words.ts';

export type ToldFate = 'sent' | 'delivered' | 'confirmed' | 'failed';

const words: Readonly<Record<ToldFate, string>> = {
  sent: 'has been sent to',
  delivered: 'has been delivered to',
  confirmed: 'was confirmed by',
  failed: 'did not reach',
};

/** What each piece of news may follow. News that is older than what is known is dropped; what was thought lost may prove delivered. */
const mayFollow: Readonly<Record<ToldFate, readonly Attempt['fate'][]>> = {
  sent: ['planned', 'queued', 'suppressed'],
  failed: ['planned', 'queued', 'sent'],
  delivered: ['planned', 'queued', 'suppressed', 'sent', 'failed'],
  confirmed: ['planned', 'queued', 'suppressed', 'sent', 'failed', 'delivered'],
};

/** What became of an attempt. Delivery stops nothing (design §1.5); failure uses the next way at once. */
export function fateTold(draft: Draft, notificationId: string, fate: ToldFate, detail: string): void {
  const index = draft.alert.attempts.findIndex((attempt) => attempt.notificationId === notificationId);
  const known = draft.alert.attempts[index];
  if (!known || !mayFollow[fate].includes(known.fate)) return;
  const attempt = { ...known, fate, sendAt: null, confirmByAt: fate === 'failed' ? null : known.confirmByAt };
  change(draft, { attempts: draft.alert.attempts.with(index, attempt) });
  const by = messageNames[(attempt.channels[attempt.channel] as Channel).kind];
  record(draft, 'fate', `${by} ${words[fate]} ${attempt.recipient.name}${detail ? ` (${detail})` : ''}.`);
  if (fate === 'failed') notReached(draft, attempt);
  // Withdrawn too late: they were told after all, and have not heard that it is over.
  else if (known.fate === 'suppressed' && draft.alert.status !== 'open') tellOver(draft, attempt);
  if (fate === 'confirmed') {
    const theirs = waysUsed(draft.alert, attempt);
    stopWaitingForConfirmation(draft, (one) => theirs.includes(one));
  }
}

/** The same person by another way at once; when nobody of the rung in force is left, the next rung at once. */
function notReached(draft: Draft, attempt: Attempt): void {
  const { alert, people } = draft;
  const ways = waysUsed(alert, attempt);
  // A newer pass of the ladder asks for itself, and who has declined or is being reached by another way is not missed.
  if (alert.status !== 'open' || attempt.generation !== alert.generation) return;
  if (ways.some((one) => one.declined || stillAsked(one))) return;
  const held = alert.stepDueAt === null;
  if (!held && askByNextChannel(draft, attempt)) return;
  const { id, name } = attempt.recipient;
  if (ways.length >= attempt.channels.length)
    createTask(draft, 'unreachable', `s${attempt.step}/${id}`, `${name} could not be reached for ${people.patient.knownAs}.`);
  if (held || !isInForce(alert, attempt) || somebodyIsAsked(alert)) return;
  passOn(draft, 'Nobody at this step could be reached');
}
