import { alertWakeAt } from '../../rules/alerts/deadlines.ts';
import { copiedMemoryAt, type PatientState } from '../../rules/engine/patient-state.ts';
import { type Batch, emptyBatch, type World } from '../../rules/engine/world.ts';
import type { AlertState } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { BlindInput, DirectoryInput, PatientInput } from '../../rules/model/input.ts';
import type { Observation } from '../../rules/model/observation.ts';
import type { Arrival } from '../ports.ts';
import type { CommitRows } from '../store/commit-rows.ts';
import type { TimelineHeads } from './timeline-chain.ts';

/** How an input that is no reading ended. */
export interface InputOutcome {
  /** Why a command was not carried out; null when it was. */
  readonly refused: string | null;
  /** Somebody was faster: the alert has another version than the one that was seen. */
  readonly conflict: boolean;
  /** The alert as it is now; null when it is not open. */
  readonly alert: AlertState | null;
  readonly error: Error | null;
}

export type LaneItem =
  | { readonly kind: 'arrival'; readonly arrival: Arrival; readonly receivedAt: number; readonly done: (error: Error | null) => void }
  | {
      readonly kind: 'input';
      readonly patientId: string;
      readonly input: PatientInput;
      /** The alert's version that the person saw; null: any. */
      readonly version: number | null;
      /** For `context` inputs: which revision of the patient it is. */
      readonly revision: number | null;
      readonly done: (outcome: InputOutcome) => void;
    }
  | EverybodyItem;

/** Something that everybody's judge was told, and the worlds follow already; the row goes into the log before anything decided with it. */
export interface EverybodyItem {
  readonly kind: 'everybody';
  readonly seq: number;
  readonly input: DirectoryInput | BlindInput;
  readonly done: (error: Error | null) => void;
}

export interface StoredReading {
  readonly observation: Observation;
  readonly patientId: string | null;
  readonly homeId: string;
  readonly seq: number;
  readonly timeless: boolean;
}

/** A batch on its way to the database: judged in memory, not yet stored. */
export interface Work {
  readonly id: string;
  readonly items: LaneItem[];
  readonly batch: Batch;
  readonly readings: StoredReading[];
  readonly answers: (() => void)[];
  /** Decisions whose urgent messages went out before they were stored: so many, from the first one on. */
  told: number;
}

export function newWork(id: string): Work {
  return { id, items: [], batch: emptyBatch(), readings: [], answers: [], told: 0 };
}

/** The same message with nothing in it that could be read, and why. */
export function asUnreadable(item: Extract<LaneItem, { kind: 'arrival' }>, reason: string): LaneItem {
  const { arrival } = item;
  const kept = { topic: '', payload: Buffer.from(JSON.stringify(arrival.observations)), reason };
  return { ...item, arrival: { ...arrival, observations: [], timeless: [], unreadable: [...arrival.unreadable, kept] } };
}

/** What others are told once the batch is stored. */
export interface Committed {
  readonly alerts: readonly AlertState[];
  readonly notifications: readonly Notification[];
  readonly withdrawals: readonly { readonly patientId: string; readonly notificationId: string; readonly reason: string }[];
  readonly readings: readonly StoredReading[];
}

/** The rows of one transaction, from what was judged. Call it before anything else is judged: it compares with the world as it is. */
export function rowsOf(
  work: Work,
  batchSeq: number,
  world: World,
  heads: TimelineHeads,
): { rows: CommitRows; committed: Committed; heads: ReadonlyMap<string, string> } {
  const alerts = new Map<string, { alert: AlertState; wakeAt: number | null; seq: number }>();
  const timeline = [];
  const notifications = [];
  const withdrawals = [];
  const tasks = [];
  const journal = [];
  for (const { seq, patientId, input, effects, refused } of work.batch.decisions) {
    if (input.type !== 'observation' && refused === null) journal.push({ seq, patientId, type: input.type, input: JSON.stringify(input) });
    for (const effect of effects) {
      switch (effect.type) {
        case 'save-alert':
          alerts.set(effect.alert.id, { alert: effect.alert, wakeAt: alertWakeAt(effect.alert), seq });
          break;
        case 'append-timeline':
          timeline.push(effect.entry);
          break;
        case 'notify':
          notifications.push({ notification: effect.notification, seq });
          break;
        case 'withdraw-notification':
          withdrawals.push({ patientId, notificationId: effect.notificationId, reason: effect.reason });
          break;
        case 'create-task':
          tasks.push({ task: effect.task, seq });
      }
    }
  }
  for (const item of work.items)
    if (item.kind === 'everybody')
      journal.push({ seq: item.seq, patientId: null, type: item.input.type, input: JSON.stringify(item.input) });
  const linked = heads.link(timeline);
  const rows: CommitRows = {
    seq: batchSeq,
    observations: work.readings,
    unreadable: work.items.flatMap((item) =>
      item.kind === 'arrival' ? item.arrival.unreadable.map((bad) => ({ ...bad, source: item.arrival.source, at: item.receivedAt })) : [],
    ),
    states: changedStates(work, world),
    alerts: [...alerts.values()],
    timeline: linked.rows,
    notifications,
    withdrawals,
    tasks,
    journal,
    applied: work.items.flatMap((item) =>
      item.kind === 'input' && item.revision !== null ? [{ patientId: item.patientId, revision: item.revision }] : [],
    ),
  };
  const committed = {
    alerts: rows.alerts.map((row) => row.alert),
    notifications: notifications.map((row) => row.notification),
    withdrawals,
    readings: work.readings,
  };
  return { rows, committed, heads: linked.heads };
}

function changedStates(work: Work, world: World): CommitRows['states'] {
  const seq = work.batch.decisions.at(-1)?.seq ?? 0;
  const rows: CommitRows['states'][number][] = [];
  for (const { patientId, before, heard } of work.batch.changed) {
    const after = world.patient(patientId);
    if (!after) continue;
    after.scenarios.forEach(({ id: scenarioId }, i) => {
      const was = before?.scenarios[i]?.id === scenarioId ? i : (before?.scenarios.findIndex((one) => one.id === scenarioId) ?? -1);
      const wasHeard = heard && i === after.interest.watcher;
      if (before && was >= 0 && !wasHeard && sameMemory(before, was, after, i)) return;
      rows.push({ scenarioId, patientId, ...copiedMemoryAt(after, i), seq });
    });
  }
  return rows;
}

const sameMemory = (before: PatientState, was: number, after: PatientState, is: number): boolean =>
  before.states[was] === after.states[is] && before.wakes[was] === after.wakes[is] && before.episodes[was] === after.episodes[is];
