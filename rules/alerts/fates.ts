import type { Attempt } from '../model/alert.ts';
import { change, type Draft, record } from './draft.ts';
import { nextChannel } from './ladder.ts';

const rank: Readonly<Record<Attempt['fate'], number>> = {
  planned: 0,
  queued: 1,
  sent: 2,
  delivered: 3,
  confirmed: 4,
  failed: 4,
  suppressed: 5,
};

const words = {
  sent: 'has been sent to',
  delivered: 'has been delivered to',
  confirmed: 'was confirmed by',
  failed: 'did not reach',
} as const;

/**
 * What became of an attempt. Delivery stops nothing (design §1.5); failure uses the next way at once.
 * News that is older than what is known is dropped.
 */
export function fateTold(draft: Draft, notificationId: string, fate: keyof typeof words, detail: string): void {
  const index = draft.alert.attempts.findIndex((attempt) => attempt.notificationId === notificationId);
  const known = draft.alert.attempts[index];
  if (!known || rank[fate] <= rank[known.fate]) return;
  const settled = fate === 'confirmed' || fate === 'failed';
  const confirmByAt = settled ? null : known.confirmByAt;
  change(draft, { attempts: draft.alert.attempts.with(index, { ...known, fate, confirmByAt }) });
  const way = known.channels[known.channel]?.kind;
  const by = way === 'mqtt' ? 'The spoken message' : `The message by ${way}`;
  record(draft, 'fate', `${by} ${words[fate]} ${known.recipient.name}${detail ? ` (${detail})` : ''}.`);
  const waiting = draft.alert.status === 'open' && draft.alert.stepDueAt !== null;
  if (fate === 'failed' && waiting && known.step === draft.alert.step) nextChannel(draft, index, 'failed');
}
