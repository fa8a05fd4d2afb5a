import type { Actor, AlertState, EscalationStep, Recipient } from '../model/alert.ts';
import type { Channel, ContactContext, Directory, OnCallPerson, PatientContext, TeamKind } from '../model/patient.ts';
import { presenceAt } from '../model/patient.ts';
import type { Instant } from '../model/time.ts';
import { currentOrNextWindow, isWithin } from '../model/time.ts';

/** Who is reached at a step and how, best way first. */
export interface Reachable {
  readonly recipient: Recipient;
  readonly channels: readonly Channel[];
  /** Quiet hours: not before then; null: now. */
  readonly sendAt: Instant | null;
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

function quietUntil(contact: ContactContext, alert: Pick<AlertState, 'severity'>, people: PeopleContext, at: Instant): Instant | null {
  const quiet = contact.quietHours;
  if (!quiet || alert.severity === 'high' || !isWithin(people.patient.zone, at, quiet)) return null;
  return currentOrNextWindow(people.patient.zone, at, quiet).toAt;
}

function contacts(step: EscalationStep, alert: Pick<AlertState, 'severity'>, people: PeopleContext, at: Instant): Reachable[] {
  return people.patient.contacts
    .filter((contact) => contact.mayBeTold && contact.channels.length > 0)
    .filter((contact) => step.contactOrder === null || contact.order === step.contactOrder)
    .toSorted((a, b) => a.order - b.order)
    .map((contact) => ({
      recipient: { kind: 'contact', id: contact.id, name: contact.name },
      channels: contact.channels,
      sendAt: quietUntil(contact, alert, people, at),
    }));
}

function onDuty(person: OnCallPerson, at: Instant): boolean {
  return person.fromAt <= at && (person.untilAt === null || at < person.untilAt);
}

/** Teams of a kind and who is on duty there, each once, even if two teams name the same person. */
function team(kind: TeamKind, people: PeopleContext, at: Instant): Reachable[] {
  const reached = new Map<string, Reachable>();
  const add = (as: 'team' | 'on-call', { id, name, channels }: { id: string; name: string; channels: readonly Channel[] }) => {
    if (channels.length > 0) reached.set(`${as}:${id}`, { recipient: { kind: as, id, name }, channels, sendAt: null });
  };
  for (const one of people.directory.teams) {
    if (one.kind !== kind || !people.patient.teamIds.includes(one.id)) continue;
    add('team', one);
    for (const person of one.onCall) if (onDuty(person, at)) add('on-call', person);
  }
  return [...reached.values()];
}

/** Whether this person may still be told: consent can be withdrawn while an alert is open. */
export function mayBeTold(recipient: Recipient, { patient }: PeopleContext): boolean {
  return recipient.kind !== 'contact' || patient.contacts.some((contact) => contact.id === recipient.id && contact.mayBeTold);
}

/** A way to somebody who was not called by the ladder: a contact or somebody of a rota; null: none that we know. */
export function wayTo(actor: Actor, { patient, directory }: PeopleContext): Reachable | null {
  const contact = patient.contacts.find((one) => one.id === actor.id && one.mayBeTold);
  const person = contact ?? directory.teams.flatMap((one) => one.onCall).find((one) => one.id === actor.id);
  if (!person || person.channels.length === 0) return null;
  const { id, name, channels } = person;
  return { recipient: { kind: contact ? 'contact' : 'on-call', id, name }, channels, sendAt: null };
}

/** When the turn of duty ends in which this person stands at `at`; null: they are on no rota now, or it has no end. */
export function dutyEndsAt(actor: Actor, { directory }: PeopleContext, at: Instant): Instant | null {
  const turns = directory.teams.flatMap((one) => one.onCall).filter((one) => one.id === actor.id && onDuty(one, at));
  if (turns.length === 0 || turns.some((turn) => turn.untilAt === null)) return null;
  return Math.max(...turns.map((turn) => turn.untilAt as Instant));
}

/** The people of a step as they are at this moment: the plan is frozen, the people are not (design §5). */
export function recipientsOf(
  step: EscalationStep,
  alert: Pick<AlertState, 'template' | 'severity'>,
  people: PeopleContext,
  at: Instant,
): Reachable[] {
  switch (step.level) {
    case 'patient':
      return presenceAt(people.patient, at) === 'home' ? devices(alert, people) : [];
    case 'family':
      return contacts(step, alert, people, at);
    case 'agency':
    case 'rapid-response':
      return team(step.level, people, at);
    // 999 is called by a person at the centre, never by a machine.
    case 'coordination':
    case 'emergency':
      return team('coordination', people, at);
  }
}
