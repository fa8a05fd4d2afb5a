import type { AlertState, EscalationStep } from '../model/alert.ts';
import type { ContactContext, Replacement } from '../model/patient.ts';
import { currentOrNextWindow, type Instant, isWithin } from '../model/time.ts';
import { isAtWork, unavailableAt } from './availability.ts';
import type { PeopleContext, Reachable } from './recipients.ts';
import { team } from './teams.ts';

type Asked = Pick<AlertState, 'severity'>;

/** A contact of a step who is not asked at it. */
export interface PassedOver {
  readonly contact: ContactContext;
  /** At work by agreement; or on dates on which nothing reaches them, until then. */
  readonly because: 'work' | { readonly reason: string; readonly untilAt: Instant };
  /** Names of those who are asked in their place; none: nobody. */
  readonly instead: readonly string[];
}

export interface FamilyStep {
  readonly reached: readonly Reachable[];
  readonly passedOver: readonly PassedOver[];
}

function quietUntil(contact: ContactContext, alert: Asked, { patient }: PeopleContext, at: Instant): Instant | null {
  const quiet = contact.quietHours;
  if (!quiet || alert.severity === 'high' || !isWithin(patient.zone, at, quiet)) return null;
  return currentOrNextWindow(patient.zone, at, quiet).toAt;
}

const nobody: FamilyStep = { reached: [], passedOver: [] };

/** One contact, or whoever stands in for them; `asIf` are those for whom this one stands in already. */
function ask(contact: ContactContext, alert: Asked, people: PeopleContext, at: Instant, asIf: readonly string[] = []): FamilyStep {
  const { id, name, channels } = contact;
  const sendAt = quietUntil(contact, alert, people, at);
  // What would go out after their quiet hours must be able to reach them then.
  const period = unavailableAt(contact, at) ?? (sendAt === null ? null : unavailableAt(contact, sendAt));
  if (period) {
    const { reason, untilAt, replacement } = period;
    const { reached, passedOver } = replacement ? standIn(replacement, alert, people, at, [...asIf, id]) : nobody;
    const over = { contact, because: { reason, untilAt }, instead: reached.map(({ recipient }) => recipient.name) };
    return { reached, passedOver: [over, ...passedOver] };
  }
  if (isAtWork(contact, people.patient.zone, alert.severity, sendAt ?? at))
    return { reached: [], passedOver: [{ contact, because: 'work', instead: [] }] };
  return { reached: [{ recipient: { kind: 'contact', id, name }, channels, sendAt }], passedOver: [] };
}

function standIn(replacement: Replacement, alert: Asked, people: PeopleContext, at: Instant, asIf: readonly string[]): FamilyStep {
  if (replacement.kind === 'team') {
    const { teamKind, message } = replacement;
    return { reached: team(teamKind, people, at).map((one) => ({ ...one, message })), passedOver: [] };
  }
  const other = people.patient.contacts.find((one) => one.id === replacement.contactId);
  const may = other?.mayBeTold && other.channels.length > 0 && !asIf.includes(other.id);
  return may ? ask(other, alert, people, at, asIf) : nobody;
}

/** The contacts of a step as they can be asked at `at`: those who are there, and who stands in for the others. Each person once. */
export function family(step: EscalationStep, alert: Asked, people: PeopleContext, at: Instant): FamilyStep {
  const all = people.patient.contacts
    .filter((contact) => contact.mayBeTold && contact.channels.length > 0)
    .filter((contact) => step.contactOrder === null || contact.order === step.contactOrder)
    .toSorted((a, b) => a.order - b.order)
    .map((contact) => ask(contact, alert, people, at));
  const reached = new Map<string, Reachable>();
  for (const one of all.flatMap((each) => each.reached)) {
    const key = `${one.recipient.kind}:${one.recipient.id}`;
    if (!reached.has(key)) reached.set(key, one);
  }
  return { reached: [...reached.values()], passedOver: all.flatMap((each) => each.passedOver) };
}
