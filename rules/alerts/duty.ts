import type { AlertState, EscalationStep } from '../model/alert.ts';
import type { ContactContext } from '../model/patient.ts';
import type { Instant } from '../model/time.ts';
import { unavailableAt } from './availability.ts';
import type { PeopleContext, Reachable } from './recipients.ts';

/** Has said that they are there for the family at an instant. Dates on which nothing reaches them win. */
export function isOnDuty(contact: ContactContext, at: Instant): boolean {
  const said = contact.onDuty?.some(({ fromAt, untilAt }) => fromAt <= at && at < untilAt) ?? false;
  return said && unavailableAt(contact, at) === null;
}

/**
 * Whose turn it is at which order of a step. Whoever is on duty comes first, two of them in their own order, and the others move back: the
 * same orders, dealt out anew. Contacts whom nothing may reach keep out of it.
 */
export function turnsAt(contacts: readonly ContactContext[], at: Instant): ReadonlyMap<string, number> {
  const inOrder = contacts.filter(({ mayBeTold }) => mayBeTold).toSorted((a, b) => a.order - b.order);
  const first = inOrder.filter((one) => isOnDuty(one, at));
  const dealt = [...first, ...inOrder.filter((one) => !first.includes(one))];
  return new Map(dealt.map(({ id }, i) => [id, inOrder[i]!.order]));
}

/**
 * Of a family step that asks everybody, those who are on duty, and alone: the others are asked when half of its wait is over, or as soon as
 * none of the first can. A high alert waits for nobody. Nobody on duty who hears it now: everybody.
 */
export function askedFirst(
  step: EscalationStep,
  { severity }: Pick<AlertState, 'severity'>,
  reached: readonly Reachable[],
  { patient }: PeopleContext,
  at: Instant,
): readonly Reachable[] {
  if (step.level !== 'family' || step.contactOrder !== null || step.waitMs === 0 || severity === 'high') return reached;
  const onDuty = new Set(patient.contacts.filter((one) => isOnDuty(one, at)).map(({ id }) => id));
  const first = reached.filter(({ recipient, sendAt }) => recipient.kind === 'contact' && sendAt === null && onDuty.has(recipient.id));
  return first.length > 0 ? first : reached;
}
