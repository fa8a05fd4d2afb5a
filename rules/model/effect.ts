import type { AlertState, Recipient, Severity, TimelineEntry } from './alert.ts';
import type { Channel } from './patient.ts';
import type { Language } from './speech.ts';
import type { Instant } from './time.ts';

/**
 * One attempt to reach one person on one channel, ready to be handed over: nothing has to be looked up to send it,
 * so that a high alert can go out while the database is away.
 */
export interface Notification {
  /** Deterministic: alert, generation, step, recipient, channel, attempt. The same decision twice is the same id. */
  readonly id: string;
  /** null for what is said outside any alert. */
  readonly alertId: string | null;
  readonly patientId: string;
  readonly recipient: Recipient;
  readonly channel: Channel;
  readonly severity: Severity;
  /** `rest`: the person is away and nothing is expected, or is expected again. `check`: whether this way leads to its recipient. */
  readonly purpose: 'prompt' | 'escalation' | 'resolved' | 'handed-over' | 'reminder' | 'rest' | 'check';
  /** Without health detail: fit for a lock screen. */
  readonly subject: string;
  readonly body: string;
  /** In which its recipient is written to, a contact; left out: English. */
  readonly language?: Language;
  /** Its recipient chose to read `body` where others may see it: in a text message, on a locked screen, in a telephone call. Left out: no. */
  readonly detailsOnLockScreen?: true;
  /** What the device should do, for `mqtt` channels. */
  readonly command: {
    readonly type: 'prompt' | 'request-measurement' | 'test';
    readonly kind: string | null;
    /** Of the words; left out: English. */
    readonly language?: Language;
  } | null;
  readonly createdAt: Instant;
  /** Not before then (quiet hours); null: now. */
  readonly sendAt: Instant | null;
  /** No use after then: a prompt that has been overtaken is not spoken. */
  readonly expiresAt: Instant;
}

/** Something a person has to mend that is no alert: a step of the ladder with nobody in it, an unreachable contact. */
export interface Task {
  readonly id: string;
  readonly kind: 'rota-gap' | 'unreachable' | 'pharmacist' | 'clock-fault' | 'scenario-fault';
  readonly patientId: string;
  readonly alertId: string | null;
  readonly text: string;
  readonly createdAt: Instant;
}

/** What the shell must do, in imperative. All of it is stored in the transaction that stores the input. */
export type Effect =
  | { readonly type: 'save-alert'; readonly alert: AlertState }
  | { readonly type: 'append-timeline'; readonly entry: TimelineEntry }
  | { readonly type: 'notify'; readonly notification: Notification }
  /** A notification that is no longer true, and is not known to have reached anybody. */
  | { readonly type: 'withdraw-notification'; readonly notificationId: string; readonly reason: string }
  | { readonly type: 'create-task'; readonly task: Task };
