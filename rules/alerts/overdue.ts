import type { Attempt, EscalationStep } from '../model/alert.ts';
import type { Instant } from '../model/time.ts';
import { askByNextChannel } from './attempts.ts';
import { change, createTask, type Draft, record } from './draft.ts';
import { leaseOfBothIsOver } from './following.ts';
import { advance, resume } from './ladder.ts';
import { reviewMs } from './limits.ts';
import { recipientsOf } from './recipients.ts';
import { endWhole, restsOver } from './snooze.ts';
import { notify } from './telling.ts';

/** Quiet hours that are over: the outbox sends by itself at `sendAt`, the alert follows before it does anything else. */
export function followDeferred(draft: Draft): void {
  const isOver = ({ fate, sendAt }: Attempt) => fate === 'planned' && sendAt !== null && sendAt <= draft.at;
  if (!draft.alert.attempts.some(isOver)) return;
  change(draft, {
    attempts: draft.alert.attempts.map((attempt) => (isOver(attempt) ? { ...attempt, fate: 'queued', sendAt: null } : attempt)),
  });
}

function notConfirmed(draft: Draft, notificationId: string): void {
  const index = draft.alert.attempts.findIndex((attempt) => attempt.notificationId === notificationId);
  const attempt = draft.alert.attempts[index];
  if (!attempt || attempt.confirmByAt === null || attempt.confirmByAt > draft.at) return;
  const { confirmByAt: dueAt, recipient } = attempt;
  change(draft, { attempts: draft.alert.attempts.with(index, { ...attempt, confirmByAt: null }) });
  record(draft, 'fate', `${recipient.name} has not confirmed; trying the next way.`, { dueAt });
  askByNextChannel(draft, attempt);
}

function leaseOver(draft: Draft, dueAt: Instant): void {
  const name = draft.alert.owner?.actor.name ?? '';
  leaseOfBothIsOver(draft);
  const again = draft.alert.status === 'open' && draft.alert.stepDueAt === null;
  if (!endWhole(draft, 'it is called out again.', { dueAt }))
    record(draft, 'lease-expired', `${name} has not closed it in the agreed time${again ? '; it is called out again' : ''}.`, { dueAt });
  if (again) return resume(draft, { joinedFirst: true });
  change(draft, { owner: null, beforeAck: null });
  if (draft.alert.status === 'cleared') review(draft, null);
}

/** Cleared, and nobody has coded the outcome: the centre is reminded. */
function review(draft: Draft, dueAt: Instant | null): void {
  record(draft, 'review', 'The condition has cleared, but nobody has recorded the outcome.', dueAt === null ? {} : { dueAt });
  const step: EscalationStep = { level: 'coordination', waitMs: reviewMs, contactOrder: null, message: '' };
  const reached = recipientsOf(step, draft.alert, draft.people, draft.at);
  const body = `Please record the outcome. ${draft.alert.reason}`;
  for (const one of reached) notify(draft, one, 0, { purpose: 'reminder', body, key: `r${draft.alert.entries}`, lifeMs: reviewMs });
  if (reached.length === 0)
    createTask(draft, 'rota-gap', 'review', `${draft.people.patient.knownAs}: nobody to remind that an outcome is to be recorded.`);
  change(draft, { reviewDueAt: draft.at + reviewMs });
}

/** Everything of this alert that is due, in the order in which a person would want it: other channels, leases, steps, reminders. */
export function overdue(draft: Draft): void {
  const due = (at: Instant | null): at is Instant => at !== null && at <= draft.at;
  for (const { notificationId } of draft.alert.attempts) notConfirmed(draft, notificationId);
  const { owner } = draft.alert;
  if (owner && due(owner.untilAt)) leaseOver(draft, owner.untilAt);
  restsOver(draft);
  if (due(draft.alert.stepDueAt)) advance(draft, draft.alert.stepDueAt);
  if (due(draft.alert.reviewDueAt)) review(draft, draft.alert.reviewDueAt);
}
