import type { AlertState, TimelineEntry } from '../../rules/model/alert.ts';
import type { Notification, Task } from '../../rules/model/effect.ts';
import type { Observation } from '../../rules/model/observation.ts';
import type { Instant } from '../../rules/model/time.ts';

import type { StoredState } from './scenario-states.ts';

/** Everything that one transaction of a lane holds. */
export interface CommitRows {
  /** The highest place in the order of judgement among them; names the batch. */
  readonly seq: number;
  readonly observations: readonly {
    readonly observation: Observation;
    readonly patientId: string | null;
    readonly homeId: string;
    readonly seq: number;
    /** Known again by its id alone. */
    readonly timeless: boolean;
  }[];
  readonly unreadable: readonly {
    readonly source: string;
    readonly topic: string;
    readonly payload: Buffer;
    readonly reason: string;
    /** Sent by something behind the hub `source` that is not mapped. */
    readonly nativeId?: string;
    readonly at: Instant;
  }[];
  readonly states: readonly StoredState[];
  readonly alerts: readonly { readonly alert: AlertState; readonly wakeAt: Instant | null; readonly seq: number }[];
  readonly timeline: readonly { readonly entry: TimelineEntry; readonly text: string; readonly hash: string }[];
  readonly notifications: readonly { readonly notification: Notification; readonly seq: number }[];
  readonly withdrawals: readonly { readonly notificationId: string; readonly reason: string }[];
  readonly tasks: readonly { readonly task: Task; readonly seq: number }[];
  /** Inputs that are no readings, as JSON text. */
  readonly journal: readonly { readonly seq: number; readonly patientId: string | null; readonly type: string; readonly input: string }[];
  /** The judge has now been told of the patient as of this revision. */
  readonly applied: readonly { readonly patientId: string; readonly revision: number }[];
}
