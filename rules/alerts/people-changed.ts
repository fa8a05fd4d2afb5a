import type { Attempt } from '../model/alert.ts';
import { isInForce, stillAsked, withdraw } from './attempts.ts';
import { unavailableAt } from './availability.ts';
import { endWithConsent } from './closing.ts';
import { change, type Draft, record } from './draft.ts';
import { fireStep } from './ladder.ts';
import { mayBeTold, reachableUntil } from './recipients.ts';

/** Has not gone out, and may not reach its recipient when it would. */
function isLost({ fate, recipient, sendAt }: Attempt, { people, at }: Draft): boolean {
  return (fate === 'planned' || fate === 'queued') && !mayBeTold(recipient, people, sendAt ?? at);
}

/**
 * An acknowledgement ends with the consent to tell the one who gave it: they hear and see nothing of the alert any more, and nobody else would
 * look. It does not last into dates on which nothing may reach them. One that was given in those lasts: somebody who says that they see to it
 * is there, whatever their calendar says.
 */
function endLease(draft: Draft): void {
  const { alert, people, at } = draft;
  if (alert.owner?.actor.kind !== 'contact') return;
  const contact = people.patient.contacts.find(({ id }) => id === alert.owner?.actor.id);
  const away = contact?.mayBeTold ? unavailableAt(contact, at) : null;
  if (away && alert.owner.sinceAt >= away.fromAt) return;
  const endsAt = away || !contact?.mayBeTold ? at : (reachableUntil(alert.owner.actor, people, at) ?? alert.owner.untilAt);
  if (endsAt < alert.owner.untilAt) change(draft, { owner: { ...alert.owner, untilAt: endsAt } });
}

/**
 * Contacts are others than before. What waits for somebody who may not be told is taken back; when nobody is left who could answer at the
 * step in force, it is called out again to whoever can. Where consent for the agreement has been taken back, the alert ends with it.
 */
export function peopleChanged(draft: Draft): void {
  const { people, at } = draft;
  const withdrawn = people.patient.withdrawn?.find(({ scenarioId }) => scenarioId === draft.alert.scenarioId);
  if (withdrawn && draft.alert.status === 'open') return endWithConsent(draft, withdrawn);
  const canAnswer = (attempt: Attempt) => stillAsked(attempt) && mayBeTold(attempt.recipient, people, attempt.sendAt ?? at);
  const inForce = draft.alert.attempts.filter((attempt) => isInForce(draft.alert, attempt) && stillAsked(attempt));
  withdraw(draft, (attempt) => isLost(attempt, draft), 'may no longer be told');
  endLease(draft);
  if (draft.alert.status !== 'open' || draft.alert.stepDueAt === null) return;
  if (inForce.length === 0 || inForce.some(canAnswer)) return;
  record(draft, 'gap', 'Nobody who was asked at this step can answer any more; it is called out again.');
  change(draft, { generation: draft.alert.generation + 1 });
  fireStep(draft, draft.alert.step);
}
