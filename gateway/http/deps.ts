import type pg from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { PatientState } from '../../rules/engine/patient-state.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { Templates } from '../agreements.ts';
import type { AuditTrail } from '../audit-trail.ts';
import type { Backtests } from '../backtest/worker-pool.ts';
import type { Clock } from '../clock.ts';
import type { ContactCode } from '../contact-codes.ts';
import type { CallEvent } from '../contract/calls.ts';
import type { Identity } from '../identity/auth.ts';
import type { KeySafeLock } from '../identity/key-safe.ts';
import type { Organisation } from '../identity/organisation.ts';
import type {
  AlertCommands,
  ContextChanges,
  DevicePublisher,
  Fate,
  HubMapping,
  Intake,
  IntegrationIdentity,
  MachineRegistry,
  PostLetter,
} from '../ports.ts';
import type { ResponseDesk } from '../response/desk.ts';
import type { Training } from '../training/player.ts';

/** What the HTTP side is made of; `app.ts` brings the parts. */
export interface HttpDeps {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now' | 'wallNow' | 'speed'>;
  readonly intake: Intake;
  readonly alerts: AlertCommands;
  readonly changes: ContextChanges;
  readonly devices: DevicePublisher;
  readonly hubs: HubMapping;
  readonly machines: MachineRegistry;
  readonly identity: Identity;
  /** By which staff sign in; null: none is set. */
  readonly organisation: Organisation | null;
  readonly templates: Templates;
  /** Writes down who was shown something about people; what is shown waits for it. */
  readonly looked: AuditTrail['looked'];
  /** Answers questions about the past beside the judge. */
  readonly backtests: Pick<Backtests, 'ask'>;
  readonly metrics: Registry;
  /** What is silent or faulty as the judge knows it, each since when: ids of devices. */
  readonly kitInTrouble: () => ReadonlyMap<string, Instant>;
  /** What an integration's topic filter opens, in words; null: nothing of ours. */
  readonly describeFilter: (filter: string) => string | null;
  /** Whether this integration may have this device speak. */
  readonly mayCommand: (machine: IntegrationIdentity, deviceId: string) => boolean;
  /** Hands stored words for a device to the outbox; gives the id under which the device answers. */
  readonly sendCommand: (notification: Notification) => string;
  /** Writes down what became of a message. */
  readonly report: (notificationId: string, fate: Fate, detail: string) => Promise<unknown>;
  /** Writes to somebody about their own account. */
  readonly postLetter: PostLetter;
  /** Sends a code to a number or address of a contact; why that was not possible, null: it was. */
  readonly sendCode: (code: ContactCode) => Promise<string | null>;
  /** With which the telephone service signs what it tells. */
  readonly voiceKey: string;
  /** Takes what a telephone service tells of a call; null: we asked for no such call. */
  readonly called: (event: CallEvent) => Promise<string | null>;
  /** Takes a reply by text message from a number (E.164); says what it did. */
  readonly replied: (number: string, text: string) => Promise<string>;
  /** What the judge remembers of a person; undefined: there is no such person. */
  readonly patientState: (patientId: string) => PatientState | undefined;
  /** Tells open pages that something about a person is otherwise than before that no alert or reading tells of. */
  readonly toldPeople: (patientId: string) => void;
  /** Readings are not being judged or stored, whatever the database says. */
  readonly isStalled: () => boolean;
  /** Plays exercises; null: this gateway was not started for training. */
  readonly training: Training | null;
  /** Decides about visits of rapid response. */
  readonly desk: ResponseDesk;
  /** Seals the codes of key safes. */
  readonly keySafe: KeySafeLock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly config: HttpConfig;
}

export interface HttpConfig {
  /** Address that people open in a browser, without a slash at the end. */
  readonly publicUrl: string;
  /** Where devices find the broker from outside: mqtts where TLS is set, else mqtt. */
  readonly brokerUrl: string;
  /** Of the callbacks of GOV.UK Notify; null: they are refused. */
  readonly notifyCallbackToken: string | null;
  /** The public key under which push services know us, base64url. */
  readonly pushKey: string;
  /** Of the care centre, to be rung by patients and families (E.164); null: it is not told. */
  readonly careCentreNumber: string | null;
  /** Hosts to which notices of the app may be sent. */
  readonly pushServices: readonly string[];
  /** The homes are a demonstration. */
  readonly demo: boolean;
  /** Folder of the built page. */
  readonly pageDir: string;
  /** Beyond this many readings under way no more are taken over HTTP. */
  readonly maxWaitingReadings: number;
  /** How long a sender waits for its reading to be stored before it is told to come again, in milliseconds of wall clock. */
  readonly answerWithinMs: number;
  /** That one person may make: who works for the service, and patients, families and carers. */
  readonly requestsPerMinute: { readonly staff: number; readonly others: number };
}
