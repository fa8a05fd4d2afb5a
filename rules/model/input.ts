import type { Actor, AlertQueue, OutcomeCode } from './alert.ts';
import type { Recorded } from './answering.ts';
import type { Observation } from './observation.ts';
import type { Directory, PatientContext } from './patient.ts';
import type { Instant, Interval } from './time.ts';

/** What a person does to an alert. Each is refused with a reason when the state does not allow it. */
export type AlertCommand =
  | { readonly type: 'acknowledge'; readonly actor: Actor }
  | { readonly type: 'unacknowledge'; readonly actor: Actor }
  /** To a named person, who gets the lease; to a rung of the ladder, which is called at once; or to a queue, and the centre is called. */
  | {
      readonly type: 'hand-over';
      readonly actor: Actor;
      readonly to: Actor | { readonly level: 'coordination' | 'rapid-response' | 'emergency' } | { readonly queue: AlertQueue };
    }
  /** "I can't": the next person is asked at once. */
  | { readonly type: 'decline'; readonly actor: Actor }
  /** The whole alert rests, or only the actor is not asked again, until then. */
  | {
      readonly type: 'snooze';
      readonly actor: Actor;
      readonly scope: 'alert' | 'recipient';
      readonly untilAt: Instant;
      readonly reason: string;
    }
  | { readonly type: 'unsnooze'; readonly actor: Actor }
  /** Looks on and helps; who has it still has it. */
  | { readonly type: 'join'; readonly actor: Actor }
  | { readonly type: 'leave'; readonly actor: Actor }
  /** From now on it follows another alert of the same patient. */
  | { readonly type: 'merge'; readonly actor: Actor; readonly into: string }
  | { readonly type: 'unmerge'; readonly actor: Actor }
  /** `recorded`: what this note says in words, as data; the same one twice is one. Left out: free words. */
  | { readonly type: 'note'; readonly actor: Actor; readonly text: string; readonly recorded?: Recorded }
  /**
   * What became of a visit by rapid response: told by its job, not by a page. `line` goes up from line to line of an alert. `rest`: a crew is on
   * its way or there until then, or the visit is over.
   */
  | {
      readonly type: 'visit';
      readonly actor: Actor;
      readonly line: number;
      readonly text: string;
      readonly rest: Instant | 'resume' | null;
    }
  | { readonly type: 'close'; readonly actor: Actor; readonly outcome: OutcomeCode; readonly note: string };

/** Everything that can change what we decide about one patient, in the order in which it was judged. */
export type PatientInput =
  | { readonly type: 'observation'; readonly at: Instant; readonly observation: Observation }
  | {
      readonly type: 'deadline';
      readonly at: Instant;
      readonly dueAt: Instant;
      readonly subject: { readonly scenarioId: string } | { readonly alertId: string };
    }
  | { readonly type: 'command'; readonly at: Instant; readonly alertId: string; readonly command: AlertCommand }
  | {
      readonly type: 'notification-fate';
      readonly at: Instant;
      readonly alertId: string;
      readonly notificationId: string;
      readonly fate: 'sent' | 'delivered' | 'confirmed' | 'failed';
      readonly detail: string;
    }
  /** The agreement with the patient as it stands from now on; also how a patient becomes known to the engine. */
  | { readonly type: 'context'; readonly at: Instant; readonly context: PatientContext };

/** We could see into no home: an outage of the gateway. Reaches every patient. */
export interface BlindInput {
  readonly type: 'blind';
  readonly at: Instant;
  readonly stretch: Interval;
}

/** Teams and their rotas; reaches every patient. */
export interface DirectoryInput {
  readonly type: 'directory';
  readonly at: Instant;
  readonly directory: Directory;
}
