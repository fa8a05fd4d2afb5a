import type { Actor, AlertState, Evidence, TimelineType } from '../model/alert.ts';
import type { Recorded } from '../model/answering.ts';
import type { Effect, Task } from '../model/effect.ts';
import { type Instant, localDate } from '../model/time.ts';
import { evidenceKept, lateMs } from './limits.ts';
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
  readonly recorded?: Recorded;
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
      ...(options.recorded && { recorded: options.recorded }),
    },
  });
}

/** Adds facts to the alert; of many, the first and the newest stay. */
export function addEvidence(draft: Draft, more: readonly Evidence[]): void {
  const all = [...draft.alert.evidence, ...more];
  change(draft, { evidence: all.length <= evidenceKept ? all : [all[0] as Evidence, ...all.slice(1 - evidenceKept)] });
}

/** Asks a person to mend what stands in the way of this alert; the same obstacle on the same local day is one task. */
export function createTask(draft: Draft, kind: Task['kind'], obstacle: string, text: string): void {
  const { alert, at, people } = draft;
  const id = `${alert.id}/${kind}/${obstacle}/${localDate(people.patient.zone, at)}`;
  draft.effects.push({ type: 'create-task', task: { id, kind, patientId: alert.patientId, alertId: alert.id, text, createdAt: at } });
}
