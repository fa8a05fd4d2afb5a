/**
 * What the parts of the shell ask of each other. `http`, `live`, `mqtt` and `notify` never import one another:
 * each takes the ports it needs, and `app.ts` joins them.
 */

import type { AlertState } from '../rules/model/alert.ts';
import type { Notification } from '../rules/model/effect.ts';
import type { AlertCommand } from '../rules/model/input.ts';
import type { Observation } from '../rules/model/observation.ts';
import type { DeviceKind } from '../rules/model/patient.ts';

/** Something that was sent and could not be read; kept with its reason, never dropped. */
export interface Unreadable {
  readonly topic: string;
  readonly payload: Buffer;
  readonly reason: string;
  /** Set when it was sent by something behind the hub that nobody has mapped yet: its name there. It is kept to be replayed. */
  readonly nativeId?: string;
}

/** One message as it arrived: what could be read and what could not. */
export interface Arrival {
  /** Device id, integration id, or `person:<patientId>`. */
  readonly source: string;
  /** Whose home it is; null when nothing can be judged (unreadable only). */
  readonly homeId: string | null;
  /** Set when it can be put down to one patient. */
  readonly patientId: string | null;
  readonly observations: readonly Observation[];
  readonly unreadable: readonly Unreadable[];
  /** Sender gave an id but no time: known again by the id alone (index into observations). */
  readonly timeless: readonly number[];
}

/**
 * Takes readings. `done(null)` comes after the transaction that holds them and all that follows from them has committed,
 * never before; `done(error)` means that nothing of it was kept. While the database is away `done` simply does not come.
 */
export interface Intake {
  accept(arrival: Arrival, done: (error: Error | null) => void): void;
  /** Arrivals taken and not yet answered. */
  readonly waiting: number;
}

export interface DeviceIdentity {
  readonly type: 'device';
  readonly id: string;
  readonly homeId: string;
  readonly patientId: string | null;
  readonly kind: DeviceKind;
  readonly name: string;
}
export interface IntegrationIdentity {
  readonly type: 'integration';
  readonly id: string;
  readonly name: string;
  readonly publishFilters: readonly string[];
  readonly subscribeFilters: readonly string[];
}
export type MachineIdentity = DeviceIdentity | IntegrationIdentity;

/** Knows every machine that may sign in; held in memory, so that it answers while the database is away. */
export interface MachineRegistry {
  /** null: no such machine, revoked, or wrong secret; all three look the same to the caller. */
  authenticate(username: string, secret: Buffer): Promise<MachineIdentity | null>;
  /** By the SHA-256 of a certificate whose key the caller has proved to hold; null as above. */
  authenticateCertificate(username: string, certificateSha256: Buffer): Promise<MachineIdentity | null>;
  device(id: string): DeviceIdentity | null;
}

export type CommandOutcome =
  | { readonly ok: true; readonly alert: AlertState }
  /** Somebody was faster: the alert as it is now. */
  | { readonly ok: false; readonly reason: 'version'; readonly alert: AlertState }
  | { readonly ok: false; readonly reason: 'not-found' | 'refused'; readonly detail: string };

/** What a person does to an alert, judged in the patient's lane; resolves after its transaction has committed. */
export interface AlertCommands {
  /** `version` null: whatever it is now (a link in an e-mail cannot know). */
  command(alertId: string, command: AlertCommand, version: number | null): Promise<CommandOutcome>;
}

/** Tells the judge that what is agreed has changed; resolves when it is in force. */
export interface ContextChanges {
  patientChanged(patientId: string): Promise<void>;
  directoryChanged(): Promise<void>;
  /** Devices or integrations were added, changed or revoked. */
  machinesChanged(): Promise<void>;
}

/** A message in the tree of a hub. */
export interface HubPublication {
  readonly hubId: string;
  /** As it was published, from the root. */
  readonly topic: string;
  readonly payload: Buffer;
  readonly isLastWill: boolean;
}

/** Understands what hubs publish in their own trees, in whatever dialect their bridges speak. */
export interface HubMessages {
  /** `done(null, …)` when everything of it is stored, with what of it could not be read; `done(error)` when nothing is. */
  take(publication: HubPublication, done: (error: Error | null, faults: readonly string[]) => void): void;
  /** A hub has connected: what its bridges have cached will come again. */
  connected(hubId: string): void;
}

/** Puts a device behind a hub into force. */
export interface HubMapping {
  /** The found thing is this device from now on. Resolves when what was kept of it is replayed, with the number of readings that are more than signs of life; never rejects. */
  mapped(hubId: string, nativeId: string, deviceId: string): Promise<number>;
  /** What the found thing says is not kept any more, or it is again. */
  ignored(hubId: string, nativeId: string, ignored: boolean): Promise<void>;
}

/** Messages to devices. */
export interface DevicePublisher {
  publish(topic: string, payload: string, options: { readonly qos: 0 | 1; readonly retain: boolean }): Promise<void>;
  /** Takes messages out of the queues of those who are away: on this topic, and with a payload that `isIt`. */
  takeBack(topic: string, isIt: (payload: string) => boolean): void;
  isConnected(deviceId: string): boolean;
  readonly connectedCount: number;
}

export type Fate = 'sent' | 'delivered' | 'confirmed' | 'failed';

/** One way to reach people. Resolves with what is known when the attempt was handed over; throws when it could not be. */
export interface ChannelAdapter {
  readonly kind: Notification['channel']['kind'];
  send(
    notification: Notification,
    options: { readonly repeat: boolean },
  ): Promise<{ readonly fate: 'sent' | 'delivered'; readonly detail: string }>;
  /** It was sent, nobody has answered, and it is no longer true. Left out: what is sent is sent. */
  takeBack?(notification: Notification): Promise<void>;
  /** Several of little urgency to one person in one message; `bundle` is its id, the same again for the same ones. Left out: it cannot. */
  sendTogether?(
    notifications: readonly Notification[],
    options: { readonly repeat: boolean; readonly bundle: string },
  ): Promise<{ readonly fate: 'sent' | 'delivered'; readonly detail: string }>;
}

/** What became of an attempt; stored, and told to the alert so that it can use the next channel. */
export interface FateSink {
  fate(notification: Notification, fate: Fate, detail: string): void;
}

/** What is written to somebody about their own account, by e-mail. */
export interface Letter {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** `before` stands before the address in plain text, `on` is what the link says. */
  readonly link: { readonly before: string; readonly on: string; readonly url: string } | null;
}

/** Sends a letter, once. Rejects where it could not be handed over. */
export type PostLetter = (letter: Letter) => Promise<void>;
