import type { AlertState, EscalationStep } from '../model/alert.ts';
import type { ContactContext, Replacement } from '../model/patient.ts';
import type { Instant } from '../model/time.ts';
import { isAtWork, quietHoursEndAt, unavailableAt } from './availability.ts';
import { turnsAt } from './duty.ts';
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
  /** Contacts of the step who may be told and whom nobody is known to reach: no way to them has been checked. */
  readonly unchecked: readonly ContactContext[];
}

type Found = Omit<FamilyStep, 'unchecked'>;

function quietUntil(contact: ContactContext, alert: Asked, { patient }: PeopleContext, at: Instant): Instant | null {
  return alert.severity === 'high' ? null : quietHoursEndAt(contact, patient, at);
}

const nobody: Found = { reached: [], passedOver: [] };

/** One contact, or whoever stands in for them; `asIf` are those for whom this one stands in already. */
function ask(contact: ContactContext, alert: Asked, people: PeopleContext, at: Instant, asIf: readonly string[] = []): Found {
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
  if (isAtWork(contact, people.patient, alert.severity, sendAt ?? at))
    return { reached: [], passedOver: [{ contact, because: 'work', instead: [] }] };
  return { reached: [{ recipient: { kind: 'contact', id, name }, channels, sendAt }], passedOver: [] };
}

function standIn(replacement: Replacement, alert: Asked, people: PeopleContext, at: Instant, asIf: readonly string[]): Found {
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
  const turns = turnsAt(people.patient.contacts, at);
  const named = people.patient.contacts.filter(
    ({ id, mayBeTold }) => mayBeTold && (step.contactOrder === null || turns.get(id) === step.contactOrder),
  );
  const all = named
    .filter(({ channels }) => channels.length > 0)
    .toSorted((a, b) => turns.get(a.id)! - turns.get(b.id)!)
    .map((contact) => ask(contact, alert, people, at));
  const reached = new Map<string, Reachable>();
  for (const one of all.flatMap((each) => each.reached)) {
    const key = `${one.recipient.kind}:${one.recipient.id}`;
    if (!reached.has(key)) reached.set(key, one);
  }
  return {
    reached: [...reached.values()],
    passedOver: all.flatMap((each) => each.passedOver),
    unchecked: named.filter((one) => one.unchecked),
  };
}
