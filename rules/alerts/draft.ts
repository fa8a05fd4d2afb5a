import type { Actor, AlertState, TimelineType } from '../model/alert.ts';
import type { Effect, Task } from '../model/effect.ts';
import type { Instant } from '../model/time.ts';
import { lateMs } from './limits.ts';
import type { PeopleContext } from './recipients.ts';

/** The work in progress of one input on one alert. Lives only inside `stepAlert`; what comes out of it is immutable. */
export interface Draft {
  alert: AlertState;
  readonly effects: Effect[];
  readonly at: Instant;
  readonly people: PeopleContext;
}

export function change(draft: Draft, fields: Partial<AlertState>): void {
  draft.alert = { ...draft.alert, ...fields };
}

export interface RecordOptions {
  readonly actor?: Actor;
  /** The deadline that this entry answers; found late, it says so. */
  readonly dueAt?: Instant;
}

/** Appends one sentence to the alert's timeline. */
export function record(draft: Draft, type: TimelineType, text: string, options: RecordOptions = {}): void {
  const n = draft.alert.entries + 1;
  const behindMs = options.dueAt === undefined ? 0 : draft.at - options.dueAt;
  change(draft, { entries: n });
  draft.effects.push({
    type: 'append-timeline',
    entry: {
      alertId: draft.alert.id,
      n,
      at: draft.at,
      type,
      text,
      actor: options.actor ?? null,
      lateMs: behindMs >= lateMs ? behindMs : null,
    },
  });
}

/** Asks a person to mend what stands in the way of this alert. */
export function createTask(draft: Draft, kind: Task['kind'], key: string, text: string): void {
  const { alert, at } = draft;
  draft.effects.push({
    type: 'create-task',
    task: { id: `${alert.id}/${kind}/${key}`, kind, patientId: alert.patientId, alertId: alert.id, text, createdAt: at },
  });
}
