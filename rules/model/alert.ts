import type { Recorded } from './answering.ts';
import type { Channel } from './patient.ts';
import type { Condition } from './scenario.ts';
import type { Instant } from './time.ts';

/** FHIR DetectedIssue.severity. `high` is what design.md calls critical: it goes through quiet hours and never waits behind others. */
export const severities = ['high', 'moderate', 'low'] as const;
export type Severity = (typeof severities)[number];

/** Who answers it at the centre: each alert is in exactly one. */
export const alertQueues = ['clinical', 'social', 'mental-health', 'technical'] as const;
export type AlertQueue = (typeof alertQueues)[number];

/** The ladder, lowest first. `emergency` asks the centre to call 999; no machine calls it. */
export const levels = ['patient', 'family', 'agency', 'coordination', 'rapid-response', 'emergency'] as const;
export type Level = (typeof levels)[number];

export interface EscalationStep {
  readonly level: Level;
  /** How long to wait for an answer or for the expected behaviour before the next step; 0: the next step is called together with this one. */
  readonly waitMs: number;
  /** For `family`: only the contact with this order; null: all who may be told. Ignored at other levels. */
  readonly contactOrder: number | null;
  /** What is said or written; `{name}` is the patient's name. */
  readonly message: string;
}

export interface EscalationPlan {
  readonly steps: readonly EscalationStep[];
  /** A family acknowledgement of a high alert also stops the way to the centre. Default false (design §5). */
  readonly familyHolds: boolean;
  /** "I'm OK" from the patient clears the condition. Never for SOS or falls. */
  readonly okClears: boolean;
  /** A high alert calls all steps up to the centre at once, together with it. Left out: it keeps the waits of the steps. */
  readonly togetherWhenHigh?: boolean;
}

/** Published telecare outcome codes (clinical.md, UK telecare practice), and `prompt-sufficed`, which only the engine gives. */
export const outcomeCodes = [
  'test',
  'accidental',
  'equipment-fault',
  'reassurance',
  'advice',
  'keyholder-attending',
  'responder',
  'urgent-community-response',
  '999',
  'police',
  'fire',
  'safeguarding',
  'unable-to-contact',
  'condition-settled',
] as const;
export type OutcomeCode = (typeof outcomeCodes)[number];

/** Who did something. `tier` decides what their acknowledgement stops. */
export interface Actor {
  readonly kind: 'patient' | 'contact' | 'on-call' | 'user';
  readonly id: string;
  readonly name: string;
  readonly tier: 'patient' | 'family' | 'professional';
}

export interface Recipient {
  readonly kind: 'device' | 'contact' | 'on-call' | 'team' | 'user';
  readonly id: string;
  readonly name: string;
}

/** One fact that made the alert, in words and as data. */
export interface Evidence {
  readonly text: string;
  readonly at: Instant;
  readonly observation?: { readonly source: string; readonly kind: string; readonly value: unknown };
  /** The limit that was compared, with its origin ("scenario version 2, approved by Dr Amin"). */
  readonly limit?: string;
}

/** What the engine knows of one attempt to reach one person on one channel. */
export interface Attempt {
  readonly notificationId: string;
  /** The pass of the ladder (`AlertState.generation`) and its step in which this person was asked. */
  readonly generation: number;
  readonly step: number;
  readonly recipient: Recipient;
  /** All ways to this person, best first; `channel` is the index in use. */
  readonly channels: readonly Channel[];
  readonly channel: number;
  readonly fate: 'planned' | 'queued' | 'sent' | 'delivered' | 'confirmed' | 'failed' | 'suppressed';
  /** Deferred by quiet hours until then. */
  readonly sendAt: Instant | null;
  /** If no human has confirmed by then, the next channel is used at once; null: does not apply. */
  readonly confirmByAt: Instant | null;
  /** This person has said that they cannot. */
  readonly declined: boolean;
  /** What they are asked instead of the words of the step, because they stand in for somebody. */
  readonly message?: string;
}

export interface Owner {
  readonly actor: Actor;
  readonly sinceAt: Instant;
  /** The acknowledgement is a lease: it ends here and escalation resumes. */
  readonly untilAt: Instant;
  /** A crew of rapid response has it because it is on its way or there. Left out: not so. */
  readonly onVisit?: true;
}

/** Which way a value has left its limits. */
export type Direction = 'above' | 'below';

/** A rest that somebody asked for. It always ends: at `untilAt`, or before, by worse news. */
export interface Snooze {
  /** `alert`: nobody is asked; `recipient`: only this person is not. */
  readonly scope: 'alert' | 'recipient';
  readonly actor: Actor;
  readonly sinceAt: Instant;
  readonly untilAt: Instant;
  readonly reason: string;
  /** The way in which the value had left its limits by then; left out: there is none. */
  readonly direction?: Direction;
}

/** A second professional who looks on and helps. Holds nothing; asked first when the time of who has it runs out. */
export interface Joined {
  readonly actor: Actor;
  readonly sinceAt: Instant;
}

/** Merged by a person into another alert of the same patient, which is at least as severe: seen to and closed together with it. */
export interface Following {
  /** Id of the alert that this one follows. */
  readonly into: string;
  readonly actor: Actor;
  readonly sinceAt: Instant;
  /** `held` and `snoozed`: owner and lease are those of the other alert. `no`: nobody has the other one, and this one's ladder runs. */
  readonly rests: 'no' | 'held' | 'snoozed';
}

/** One episode of one scenario. Immutable; the whole of it is stored with each change. */
export interface AlertState {
  readonly id: string;
  readonly patientId: string;
  readonly scenarioId: string;
  readonly scenarioVersion: number;
  readonly template: string;
  readonly approvedBy: string;
  readonly severity: Severity;
  readonly status: 'open' | 'cleared' | 'closed';
  /** Why, in one plain sentence. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  /** Every condition of the agreement as it stood when the alert opened; left out in alerts that are older than this field. */
  readonly conditions?: readonly Condition[];
  readonly openedAt: Instant;
  readonly clearedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly outcome: { readonly code: OutcomeCode | 'prompt-sufficed'; readonly by: string; readonly note: string } | null;
  readonly plan: EscalationPlan;
  /** Index of the step in force; -1 before the first. */
  readonly step: number;
  /** Goes up each time escalation starts again (lease over, worse evidence, end of the ladder). */
  readonly generation: number;
  /** When the step in force runs out; null while a professional owns the alert or the condition is cleared. */
  readonly stepDueAt: Instant | null;
  /** Cleared but not coded: when someone is reminded to code the outcome. */
  readonly reviewDueAt: Instant | null;
  readonly owner: Owner | null;
  /** What un-acknowledge goes back to. */
  readonly beforeAck: { readonly owner: Owner | null; readonly stepDueAt: Instant | null; readonly at: Instant } | null;
  readonly attempts: readonly Attempt[];
  /** The way in which the value was last said to have left its limits; left out: the alert is about no such value. */
  readonly direction?: Direction;
  /** Rests that are not over; at most one is of the whole alert, and then its owner gave it. Left out: there was never one. */
  readonly snoozes?: readonly Snooze[];
  /** Contacts of the step in force who are asked after those on duty (ids). Left out: there was never one. */
  readonly heldBack?: readonly string[];
  /** Ids of what was recorded while answering it. Left out: nothing was. */
  readonly recorded?: readonly string[];
  /** Where a person has moved it; left out: where its template belongs. */
  readonly queue?: AlertQueue;
  /** Since when a professional rung has been asked without an answer; null or left out: nobody waits for one. */
  readonly centreAskedAt?: Instant | null;
  /** Left out: there was never one. */
  readonly joined?: readonly Joined[];
  /** null or left out: it stands by itself. */
  readonly follows?: Following | null;
  /** The last line of a visit by rapid response that was written. Left out: there was none. */
  readonly visitLine?: number;
  /** Number of timeline entries written. */
  readonly entries: number;
  /** Goes up with every change; actions are conditional on it. */
  readonly version: number;
  /**
   * The version at which what a person decides on last changed. Later ones only say what became of messages: who saw this one, or a
   * later one, saw the alert as it is. Alerts of before 0.2 do not have it.
   */
  readonly decisiveVersion?: number;
}

export type TimelineType =
  | 'opened'
  | 'step'
  | 'notification'
  | 'fate'
  | 'gap'
  | 'acknowledged'
  | 'unacknowledged'
  | 'handed-over'
  | 'joined'
  | 'left'
  | 'merged'
  | 'unmerged'
  | 'declined'
  | 'lease-expired'
  | 'snoozed'
  | 'snooze-ended'
  | 'snooze-broken'
  | 'evidence'
  | 'worsened'
  | 'patient-ok'
  | 'cleared'
  | 'recurred'
  | 'review'
  | 'visit'
  | 'note'
  | 'closed';

export interface TimelineEntry {
  readonly alertId: string;
  /** 1, 2, 3, … without gaps in one alert. */
  readonly n: number;
  readonly at: Instant;
  readonly type: TimelineType;
  /** One plain sentence. */
  readonly text: string;
  readonly actor: Actor | null;
  /** Set when a stored deadline was found overdue: how much. */
  readonly lateMs: number | null;
  /** What of a call script, a call to a contact or an assessment this entry records; left out: nothing of it. */
  readonly recorded?: Recorded;
}
