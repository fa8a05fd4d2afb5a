import type { PeopleContext } from '../../../rules/alerts/recipients.ts';
import type { Actor, EscalationStep } from '../../../rules/model/alert.ts';
import type { Channel, ContactContext, OnCallPerson, PatientContext, TeamContext, TeamKind } from '../../../rules/model/patient.ts';
import { minute } from '../../../rules/model/time.ts';

export const email = (address: string): Channel => ({ kind: 'email', address: `${address}@example.org` });
export const webhook = (address: string): Channel => ({ kind: 'webhook', address: `http://127.0.0.1/${address}` });

export function contact(id: string, name: string, more: Partial<ContactContext> = {}): ContactContext {
  return { id, name, relationship: 'daughter', order: 1, mayBeTold: true, channels: [email(id)], quietHours: null, ...more };
}
export function onCall(id: string, name: string, more: Partial<OnCallPerson> = {}): OnCallPerson {
  return { id, name, channels: [email(id)], fromAt: 0, untilAt: null, ...more };
}
export function team(kind: TeamKind, onDuty: readonly OnCallPerson[], more: Partial<TeamContext> = {}): TeamContext {
  return { id: kind, kind, name: kind, channels: [], onCall: onDuty, ...more };
}

const speaker = {
  id: 'speaker',
  kind: 'speaker',
  name: 'Speaker',
  room: null,
  patientId: null,
  heartbeatMs: null,
  prompts: true,
  enrolledAt: 0,
} as const;

export const patient: PatientContext = {
  patientId: 'k',
  homeId: 'home',
  knownAs: 'Kathleen',
  zone: 'Europe/London',
  sharedHome: false,
  presence: { mode: 'home', untilAt: null },
  devices: [speaker],
  contacts: [contact('mary', 'Mary')],
  teamIds: ['coordination', 'rapid-response', 'agency'],
  scenarios: [],
};

export const centre = team('coordination', [onCall('cara', 'Cara')]);
export const responders = team('rapid-response', [onCall('ravi', 'Ravi')]);

/** Kathleen with a speaker, Mary, and one person on duty in each team; `more` replaces parts of the patient. */
export function people(more: Partial<PatientContext> = {}, teams: readonly TeamContext[] = [centre, responders]): PeopleContext {
  return { patient: { ...patient, ...more }, directory: { teams } };
}

export function step(level: EscalationStep['level'], minutes: number, contactOrder: number | null = null): EscalationStep {
  return { level, waitMs: minutes * minute, contactOrder, message: `Please see to {name} (${level}).` };
}

/** Patient 30 min, family 20, centre 30, rapid response 45. */
export const steps = [step('patient', 30), step('family', 20), step('coordination', 30), step('rapid-response', 45)];

export const mary: Actor = { kind: 'contact', id: 'mary', name: 'Mary', tier: 'family' };
export const nell: Actor = { kind: 'contact', id: 'nell', name: 'Nell', tier: 'family' };
export const cara: Actor = { kind: 'on-call', id: 'cara', name: 'Cara', tier: 'professional' };
export const ravi: Actor = { kind: 'on-call', id: 'ravi', name: 'Ravi', tier: 'professional' };
export const amin: Actor = { kind: 'user', id: 'u1', name: 'Amin', tier: 'professional' };
export const bea: Actor = { kind: 'user', id: 'u2', name: 'Bea', tier: 'professional' };
export const kathleen: Actor = { kind: 'patient', id: 'k', name: 'Kathleen', tier: 'patient' };
