import type { Actor, AlertState, EscalationStep, Recipient } from '../model/alert.ts';
import type { Channel, Directory, PatientContext } from '../model/patient.ts';
import { presenceAt } from '../model/patient.ts';
import type { Instant } from '../model/time.ts';
import { nextUnavailableAt, unavailableAt } from './availability.ts';
import { family } from './family.ts';
import { onCallPerson, team } from './teams.ts';

/** Who is reached at a step and how, best way first. */
export interface Reachable {
  readonly recipient: Recipient;
  readonly channels: readonly Channel[];
  /** Quiet hours: not before then; null: now. */
  readonly sendAt: Instant | null;
  /** Said to them instead of the words of the step. */
  readonly message?: string;
}

export interface PeopleContext {
  readonly patient: PatientContext;
  readonly directory: Directory;
}

/** Which device speaks for which agreement; any other that can speak comes after it. */
const speaksFor: Readonly<Record<string, string>> = {
  fridge: 'fridge',
  pills: 'dispenser',
  'blood-pressure': 'cuff',
};

function devices(alert: Pick<AlertState, 'template'>, people: PeopleContext): Reachable[] {
  const { patient } = people;
  const best = speaksFor[alert.template] ?? 'speaker';
  const speaking = patient.devices
    .filter((device) => device.prompts && (device.patientId === null || device.patientId === patient.patientId))
    .toSorted((a, b) => Number(b.kind === best) - Number(a.kind === best));
  const first = speaking[0];
  if (!first) return [];
  const channels = speaking.map((device): Channel => ({ kind: 'mqtt', address: device.id }));
  return [{ recipient: { kind: 'device', id: first.id, name: patient.knownAs }, channels, sendAt: null }];
}

/**
 * Whether anything may reach this person at `at`: consent can be withdrawn while an alert is open, and on the dates on which a contact is
 * unavailable nothing reaches them, not even that it is over.
 */
export function mayBeTold(recipient: Recipient, { patient }: PeopleContext, at: Instant): boolean {
  if (recipient.kind !== 'contact') return true;
  const contact = patient.contacts.find((one) => one.id === recipient.id);
  return contact?.mayBeTold === true && unavailableAt(contact, at) === null;
}

/** From when on nothing may reach this person any more, for some time; null: that is not planned. */
export function reachableUntil(recipient: Recipient | Actor, { patient }: PeopleContext, at: Instant): Instant | null {
  const contact = recipient.kind === 'contact' ? patient.contacts.find((one) => one.id === recipient.id) : undefined;
  return contact ? nextUnavailableAt(contact, at) : null;
}

/** A notice of the app is welcome and nothing to rely on: nobody need be looking at it. */
export const isCourtesy = (channel: Channel | undefined): boolean => channel?.kind === 'push';

/** A way to somebody who was not called by the ladder: a contact or somebody of a rota; null: none that we know. */
export function wayTo(actor: Actor, people: PeopleContext, at: Instant): Reachable | null {
  const { patient, directory } = people;
  const contact = patient.contacts.find((one) => one.id === actor.id && one.mayBeTold && unavailableAt(one, at) === null);
  const person = contact ?? onCallPerson(directory, actor.id);
  if (!person || person.channels.length === 0) return null;
  const { id, name } = person;
  // What is told once goes by a way that can be relied on, where there is one.
  const channels = person.channels.toSorted((a, b) => Number(isCourtesy(a)) - Number(isCourtesy(b)));
  return { recipient: { kind: contact ? 'contact' : 'on-call', id, name }, channels, sendAt: null };
}

/** The people of a step as they are at this moment: the plan is frozen, the people are not (design §5). */
export function recipientsOf(
  step: EscalationStep,
  alert: Pick<AlertState, 'template' | 'severity'>,
  people: PeopleContext,
  at: Instant,
): readonly Reachable[] {
  switch (step.level) {
    case 'patient':
      return presenceAt(people.patient, at) === 'home' ? devices(alert, people) : [];
    case 'family':
      return family(step, alert, people, at).reached;
    case 'agency':
    case 'rapid-response':
      return team(step.level, people, at);
    // 999 is called by a person at the centre, never by a machine.
    case 'coordination':
    case 'emergency':
      return team('coordination', people, at);
  }
}
