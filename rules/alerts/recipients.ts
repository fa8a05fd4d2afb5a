import type { AlertState, EscalationStep, Recipient } from '../model/alert.ts';
import type { Channel, ContactContext, Directory, PatientContext, TeamKind } from '../model/patient.ts';
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

function team(kind: TeamKind, people: PeopleContext, at: Instant): Reachable[] {
  const reached: Reachable[] = [];
  for (const member of people.directory.teams) {
    if (member.kind !== kind || !people.patient.teamIds.includes(member.id)) continue;
    if (member.channels.length > 0)
      reached.push({ recipient: { kind: 'team', id: member.id, name: member.name }, channels: member.channels, sendAt: null });
    for (const person of member.onCall) {
      const onDuty = person.fromAt <= at && (person.untilAt === null || at < person.untilAt);
      if (onDuty && person.channels.length > 0)
        reached.push({ recipient: { kind: 'on-call', id: person.id, name: person.name }, channels: person.channels, sendAt: null });
    }
  }
  return reached;
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
