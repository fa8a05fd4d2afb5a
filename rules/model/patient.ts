import type { EscalationPlan, Severity } from './alert.ts';
import type { Rota } from './rota.ts';
import type { Language, Speech } from './speech.ts';
import type { Instant, LocalWindow } from './time.ts';

/** What a device is in the home; the scenario asks for a role, never for a device id. */
export const deviceKinds = [
  'fridge',
  'front-door',
  'motion',
  'bed',
  'plug',
  'dispenser',
  'cuff',
  'sos-button',
  'speaker',
  'app',
  'hub',
  'door',
  'fall-detector',
  'smoke-alarm',
  'carbon-monoxide-alarm',
  'water-sensor',
  'gas-sensor',
  'house-alarm',
  'room-thermometer',
  'scales',
  'oximeter',
  'thermometer',
  'glucose-meter',
  'cup',
  'wearable',
  'infusion-pump',
  'alarm-unit',
] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** Where a device hangs, as far as that matters to an agreement. */
export const rooms = ['kitchen', 'bathroom', 'bedroom', 'living-room', 'hall', 'other'] as const;
export type Room = (typeof rooms)[number];

export interface DeviceContext {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly name: string;
  /** null: not said. */
  readonly room: Room | null;
  /** The one patient whose device this is; null: it belongs to the home. */
  readonly patientId: string | null;
  /** How often the device is heard from when all is well; null: only when used. */
  readonly heartbeatMs: number | null;
  /** From how many gaps between its messages, or of others of its model, `heartbeatMs` was learned; left out: it is as declared. */
  readonly heartbeatGaps?: number;
  /** The hub that speaks for it; left out: it speaks for itself. */
  readonly hubId?: string;
  /** Paused or being repaired until then: nothing is expected of it. */
  readonly pausedUntilAt?: Instant;
  /** It can speak or show a prompt. */
  readonly prompts: boolean;
  /** What devices of its model make of words; left out: what its kind does. */
  readonly speech?: Speech;
  readonly enrolledAt: Instant;
}

/**
 * Ways to reach someone. `console` is the coordination console itself and has no address; `push` goes to whatever the person reads their
 * app on, and its address is the id of the user; `voice` is a telephone call.
 */
export const channelKinds = ['mqtt', 'sms', 'email', 'webhook', 'console', 'push', 'voice'] as const;
export type ChannelKind = (typeof channelKinds)[number];

export interface Channel {
  readonly kind: ChannelKind;
  readonly address: string;
}

/** Who is asked in somebody's place: another contact, or teams of a kind, in other words than the step's own (`{name}`: the patient). */
export type Replacement =
  | { readonly kind: 'contact'; readonly contactId: string }
  | { readonly kind: 'team'; readonly teamKind: TeamKind; readonly message: string };

/** Dates on which nothing at all reaches a contact: an operation, a holiday. */
export interface Unavailability {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly reason: string;
  /** null: nobody; a step that asks only them is empty meanwhile. */
  readonly replacement: Replacement | null;
}

/** When a contact is at work and not asked. */
export interface Work {
  /** In the contact's zone. */
  readonly windows: readonly LocalWindow[];
  /** A high alert is told all the same. */
  readonly highGoesThrough: boolean;
}

/** Family, friend or neighbour (FHIR RelatedPerson), in the order in which the patient wants them asked. */
export interface ContactContext {
  readonly id: string;
  readonly name: string;
  readonly relationship: string;
  readonly order: number;
  /** The patient agreed that this person is told. Without it nothing reaches them. */
  readonly mayBeTold: boolean;
  /** Ways that are known to reach this person, best first. */
  readonly channels: readonly Channel[];
  /** There are ways to this person, and nobody has checked a single one: they count as unreachable. Left out: not so. */
  readonly unchecked?: true;
  /** In which they are written to, as far as we have the words; left out: English. */
  readonly language?: Language;
  /** They chose to read what it is about in a text message and on a locked screen. Left out: no health detail stands there. */
  readonly detailsOnLockScreen?: true;
  /** IANA zone of their quiet hours and of their work; left out: the patient's. */
  readonly zone?: string;
  readonly quietHours: LocalWindow | null;
  /** In order of their start. Left out: none. */
  readonly unavailable?: readonly Unavailability[];
  /** Left out or null: they may be asked at any time. */
  readonly work?: Work | null;
  /** When they have said that they are there for the family: they are asked first. In order of their start; left out: never. */
  readonly onDuty?: readonly { readonly fromAt: Instant; readonly untilAt: Instant }[];
}

export const teamKinds = ['coordination', 'rapid-response', 'agency'] as const;
export type TeamKind = (typeof teamKinds)[number];

export interface OnCallPerson {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly Channel[];
  readonly fromAt: Instant;
  /** null: until changed. */
  readonly untilAt: Instant | null;
}

export interface TeamContext {
  readonly id: string;
  readonly kind: TeamKind;
  readonly name: string;
  /** Reached whoever is on duty: the coordination console, a shared mailbox. */
  readonly channels: readonly Channel[];
  readonly onCall: readonly OnCallPerson[];
  /** Who is on duty by the rota, besides `onCall`. Left out or null: there is none. */
  readonly rota?: Rota | null;
}

/** People who serve many patients. Changes to it are inputs of the engine, like readings. */
export interface Directory {
  readonly teams: readonly TeamContext[];
}

/** An agreement with this patient, frozen at a version. */
export interface ScenarioContext {
  readonly id: string;
  readonly version: number;
  readonly template: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly plan: EscalationPlan;
  readonly severity: Severity;
  readonly approvedBy: string;
  readonly activeFromAt: Instant;
  /** Who set a parameter, by its path (`window.from`), where that was not the approver of this version. */
  readonly sources?: Readonly<Record<string, string>>;
  /** Until then it raises nothing new; it is judged all the while, and ends the pause by itself. Left out: not paused. */
  readonly pausedUntilAt?: Instant;
}

/** `respite`: cared for elsewhere for a while, so that the carer can rest or be treated. */
export const presenceModes = ['home', 'hospital', 'away', 'holiday', 'respite'] as const;

/** Where the patient is by agreement; `untilAt` ends it by itself. */
export interface Presence {
  readonly mode: (typeof presenceModes)[number];
  readonly untilAt: Instant | null;
  /** When it was said, so that two absences with one end are two; left out: before that was remembered. */
  readonly sinceAt?: Instant;
}

/** Everything that the judge may know about a patient. Plain data: it is stored with each change, so that replay sees what we saw. */
export interface PatientContext {
  readonly patientId: string;
  readonly homeId: string;
  readonly knownAs: string;
  /** IANA zone, for example `Europe/London`. */
  readonly zone: string;
  /** In which they are spoken to, as far as we have the words; left out: English. */
  readonly language?: Language;
  /** Left out: they hear what is spoken as loud as usual. */
  readonly hardOfHearing?: true;
  /** More than one patient lives here: what the home's own devices say cannot be put down to one of them. */
  readonly sharedHome: boolean;
  readonly presence: Presence;
  readonly devices: readonly DeviceContext[];
  readonly contacts: readonly ContactContext[];
  /** Team ids that serve this patient. */
  readonly teamIds: readonly string[];
  readonly scenarios: readonly ScenarioContext[];
  /** Agreements that ended because consent was taken back. Left out: none. */
  readonly withdrawn?: readonly WithdrawnConsent[];
}

export interface WithdrawnConsent {
  readonly scenarioId: string;
  /** Who took it back, by name. */
  readonly by: string;
  /** By name, or as the writer of the change. */
  readonly recordedBy: string;
}

/** Where the patient is at an instant; an absence whose end has passed is over. */
export function presenceAt(patient: PatientContext, at: Instant): Presence['mode'] {
  const { mode, untilAt } = patient.presence;
  return untilAt !== null && at >= untilAt ? 'home' : mode;
}
