import type { z } from 'zod';
import type { agreementAreas } from './agreement.ts';
import type { Direction, EscalationPlan, Evidence, Severity } from './alert.ts';
import type { Observation, ObservationKind } from './observation.ts';
import type { DeviceContext, DeviceKind, PatientContext, ScenarioContext } from './patient.ts';
import { type Instant, type Interval, minute } from './time.ts';
import type { AskedToday, Attainment } from './today.ts';

/**
 * Whose reading it is. `own`: from the patient's own device or entered for them; `sole`: from the home, where nobody else lives;
 * `shared`: from the home of several, so it cannot be put down to one of them.
 */
export type Attribution = 'own' | 'sole' | 'shared';

/** What a scenario can be told. A time-out is an input like any other. */
export type ScenarioInput =
  | {
      readonly type: 'observation';
      readonly at: Instant;
      readonly observation: Observation;
      /** null for what a person entered. */
      readonly device: DeviceContext | null;
      readonly attribution: Attribution;
    }
  /** The wake that the scenario asked for has come; `at` may be later than asked. */
  | { readonly type: 'deadline'; readonly at: Instant; readonly dueAt: Instant }
  /** Something agreed has changed: devices, presence, parameters. Comes first in the life of every instance. */
  | { readonly type: 'context'; readonly at: Instant }
  /** A person closed this scenario's alert; a new episode may begin. */
  | { readonly type: 'alert-closed'; readonly at: Instant };

export type ScenarioEffect =
  /**
   * Opens an alert, or joins the open one as new evidence. `severity`: when this episode is graver than the agreement's own;
   * `direction`: which way a value has left its limits, so that a snooze for the one hides nothing of the other.
   */
  | {
      readonly type: 'raise-alert';
      readonly reason: string;
      readonly evidence: readonly Evidence[];
      readonly severity?: Severity;
      readonly direction?: Direction;
    }
  /** Adds to the open alert; `worse` resumes escalation even if someone owns it. */
  | { readonly type: 'add-evidence'; readonly evidence: Evidence; readonly worse: boolean; readonly direction?: Direction }
  /** The expected behaviour came. */
  | { readonly type: 'clear-condition'; readonly reason: string }
  /** Words to the patient outside any alert (a dose reminder, "please measure again"). `values`: what stands in the text as `{word}`, besides `{name}`. */
  | {
      readonly type: 'prompt';
      readonly deviceKind: DeviceKind;
      readonly text: string;
      readonly values?: Readonly<Record<string, string>>;
      readonly expectsReading: ObservationKind | null;
    }
  /** Words of a prompt of then, not older than `promptLifeMs`, are no longer true: a device that has been away does not say them when it is back. */
  | {
      readonly type: 'withdraw-prompt';
      readonly saidAt: Instant;
      readonly text: string;
      readonly values?: Readonly<Record<string, string>>;
      readonly reason: string;
    };

/** How long words outside an alert are worth saying. */
export const promptLifeMs = 30 * minute;

/** What is behind this hub could not be heard. */
export interface HubOutage {
  readonly hubId: string;
  readonly fromAt: Instant;
  /** null: still so. */
  readonly toAt: Instant | null;
}

export interface Stepped<S> {
  readonly state: S;
  readonly effects: readonly ScenarioEffect[];
  /** When the scenario must be looked at again whatever arrives; null: only when something arrives. */
  readonly wakeAt: Instant | null;
}

export interface ScenarioStepContext<P> {
  readonly patient: PatientContext;
  readonly scenario: ScenarioContext;
  readonly params: P;
  /**
   * When we could not see into this home (an outage of ours, or of its hub), in order, not overlapping. What did not come meanwhile
   * is not absent: `blindness.ts` takes such time out of a wait.
   */
  readonly blind: readonly Interval[];
}

/** One condition of an agreement at an instant: the answer to "why" and to "why not". */
export interface Condition {
  /** What has to be so for an alert, as a plain sentence: "The fridge was not opened since 07:00." */
  readonly text: string;
  /** null: cannot be known. */
  readonly met: boolean | null;
  /** What is known about it: "Last opened at 08:12." */
  readonly found: string;
  /** The limit compared with, and who set it. */
  readonly limit?: string;
}

export type ScenarioArea = (typeof agreementAreas)[number];

/**
 * When each device was last heard: what nearly every reading changes, and all that most change. The engine writes these instants in place
 * instead of replacing the state of the agreement.
 */
export interface LastHeard<S> {
  /** The devices of a state. */
  readonly ids: (state: S) => readonly string[];
  /** When each of them was last heard. */
  readonly instants: (state: S) => Instant[];
  /**
   * Whether as things stand `step` would do no more with a sign of life than move on to its `receivedAt` the instant of its device, and that
   * of the hub which the device is behind, where they are among the devices and earlier.
   */
  readonly isQuiet: (state: S) => boolean;
  /** Whether a reading is a sign of life, and no more. */
  readonly isSign: (observation: Observation) => boolean;
  /** The state with instants of its own, for whoever keeps it while the engine writes on. */
  readonly copy: (state: S) => S;
}

/**
 * A kind of agreement, in one file of `rules/scenarios/`. Pure: state is plain JSON data, everything else comes as arguments.
 * A deadline that comes before it is due, or twice, changes nothing.
 */
export interface ScenarioTemplate<P, S> {
  /** Stable name, used in the API and stored with every instance. */
  readonly id: string;
  readonly title: string;
  readonly area: ScenarioArea;
  /** Parameters with units in their names, defaults, and plain English in `.describe()`. */
  readonly params: z.ZodType<P>;
  /** Readings that reach `step`; others do not wake it. */
  readonly kinds: readonly ObservationKind[];
  /** Fewer of them, where the parameters say which: a limit on the pulse is not woken by a door. */
  readonly kindsOf?: (params: P) => readonly ObservationKind[];
  /** Of `contact` readings only those of these devices; left out: all. A home has many doors, and most agreements are about one. */
  readonly contactOf?: readonly DeviceKind[];
  /**
   * Readings that would change nothing as the state stands, so that the engine need not bring them: no state, no effect, no other wake.
   * Only what a glance at the state tells; always the same array for the same answer.
   */
  readonly ignores?: (state: S, params: P) => readonly ObservationKind[];
  readonly defaultSeverity: (params: P) => Severity;
  readonly defaultPlan: (params: P) => EscalationPlan;
  /** Refuses activation without a recorded consent or best-interest decision (door monitoring). */
  readonly needsConsent: boolean;
  /** The patient agrees too, not only the clinician: it is about their own life. */
  readonly needsPatient: boolean;
  /** One sentence for the patient and the family: what is agreed. */
  readonly describe: (params: P) => string;
  readonly initial: S;
  readonly step: (state: S, input: ScenarioInput, context: ScenarioStepContext<P>) => Stepped<S>;
  /** For the agreement that watches the kit: when hubs could not be reached. The others of this person get it as their `blind`. */
  readonly outages?: (state: S) => readonly HubOutage[];
  /** For the same agreement: the part of its state that the engine writes by itself. */
  readonly lastHeard?: LastHeard<S>;
  /** Every condition of an alert as it stands at `at`, in the order in which a person would ask; an alert is raised when all are met. */
  readonly explain: (state: S, context: ScenarioStepContext<P>, at: Instant) => readonly Condition[];
  /** What it still asks of the person on the local day of `at`. Left out: it asks for nothing. */
  readonly today?: (state: S, context: ScenarioStepContext<P>, at: Instant) => readonly AskedToday[];
  /** For a goal: how far it was reached by `at`; null: it has not begun. Left out: it is no goal. */
  readonly attained?: (state: S, context: ScenarioStepContext<P>, at: Instant) => Attainment | null;
}
