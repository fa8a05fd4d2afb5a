import { withStretch } from '../model/blindness.ts';
import type { Effect } from '../model/effect.ts';
import type { BlindInput, DirectoryInput, PatientInput } from '../model/input.ts';
import type { Directory } from '../model/patient.ts';
import type { Condition } from '../model/scenario.ts';
import type { Instant, Interval } from '../model/time.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import { explainAgreement } from './explain.ts';
import { type Catalogue, dueSubjects, type PatientState } from './patient-state.ts';
import { blindFor, noIntervals } from './sight.ts';
import { type PatientEnvironment, stepPatient, unknownPatient } from './step-patient.ts';

/** One judged input and what came of it. */
export interface Decision {
  readonly seq: number;
  readonly patientId: string;
  readonly input: PatientInput;
  readonly effects: readonly Effect[];
  /** Why a command was not carried out; null otherwise. */
  readonly refused: string | null;
}

/** What a batch changed, and how to take it back if it cannot be stored. */
export interface Batch {
  readonly decisions: Decision[];
  /** The patients that it changed, each once, with the state before; undefined: not known before. */
  readonly changed: { readonly patientId: string; readonly before: PatientState | undefined }[];
}

/** Where a patient's state lies, so that it is looked for once an input. */
interface Place {
  state: PatientState;
  /** The place of this patient's entry in `changed` of the last batch that changed them. */
  change: number;
}

/** Who lives where, and all that is remembered of them: the engine's whole memory of one lane. */
export class World {
  readonly #patients = new Map<string, Place>();
  readonly #homes = new Map<string, readonly string[]>();
  readonly #deadlines = new DeadlineQueue();
  #environment: PatientEnvironment;

  constructor(catalogue: Catalogue, directory: Directory = { teams: [] }, blind: readonly Interval[] = noIntervals) {
    this.#environment = { catalogue, directory, blind };
  }

  get size(): number {
    return this.#patients.size;
  }

  patient(id: string): PatientState | undefined {
    return this.#patients.get(id)?.state;
  }

  *patients(): IterableIterator<PatientState> {
    for (const { state } of this.#patients.values()) yield state;
  }

  /** Who a reading of this home concerns: the one person it can be put down to, or everybody who lives there. */
  concerned(homeId: string, patientId: string | null): readonly string[] {
    return patientId === null ? (this.#homes.get(homeId) ?? []) : [patientId];
  }

  /** Takes a stored patient in, as at start. */
  restore(state: PatientState): void {
    this.#put(state.context.patientId, state);
  }

  /** Judges one input and adds it to the batch. Skipped are aggregates, and a patient who is not known unless the input makes them known. */
  judge(batch: Batch, seq: number, patientId: string, input: PatientInput): Decision | null {
    const place = this.#patients.get(patientId);
    const known = place?.state;
    const state = known ?? (input.type === 'context' ? unknownPatient(input.context) : undefined);
    if (!state || isAggregate(input)) return null;
    const stepped = stepPatient(state, input, this.#environment);
    if (stepped.state !== known) {
      const change =
        batch.changed[place?.change ?? 0]?.patientId === patientId ? place!.change : batch.changed.push({ patientId, before: known }) - 1;
      // A reading that only moves deadlines back need not tell the queue: it looks again when the old time comes.
      const later =
        known && input.type === 'observation' && known.wakeAt !== null && known.wakeAt <= (stepped.state.wakeAt ?? known.wakeAt);
      if (later) [place!.state, place!.change] = [stepped.state, change];
      else this.#put(patientId, stepped.state, change);
    } else if (input.type === 'deadline') {
      // The queue forgot the patient when it named them. Whoever does not move a deadline on must not keep everybody busy.
      const { wakeAt } = state;
      this.#deadlines.note(patientId, wakeAt === null ? null : Math.max(wakeAt, input.at + 1_000));
    }
    const decision: Decision = { seq, patientId, input, effects: stepped.effects, refused: stepped.refused };
    batch.decisions.push(decision);
    return decision;
  }

  directory(input: DirectoryInput): void {
    this.#environment = { ...this.#environment, directory: input.directory };
  }

  /** We were blind: every wait, of everybody, is judged with that time taken out. Steps of alerts are not: they fire at once. */
  blinded({ stretch, at }: BlindInput): void {
    this.#environment = { ...this.#environment, blind: withStretch(this.#environment.blind, stretch, at) };
  }

  /** Every condition of the agreement at a place of a patient's as it stands, and when it could not see. */
  explain(
    state: PatientState,
    place: number,
    at: Instant,
  ): { readonly conditions: readonly Condition[]; readonly blind: readonly Interval[] } {
    const blind = blindFor({ ...state, environment: this.#environment }, place, at);
    return { conditions: explainAgreement(state, place, blind, at), blind };
  }

  /** Takes back what a batch changed. Batches are taken back in the reverse of the order in which they were judged. */
  undo(batch: Batch): void {
    for (const { patientId, before } of batch.changed) {
      if (before) this.#put(patientId, before);
      else this.#forget(patientId);
    }
  }

  nextDeadlineAt(): Instant | null {
    return this.#deadlines.nextAt();
  }

  /** Has a patient looked at again by then, whatever their state says. */
  lookAgain(patientId: string, at: Instant): void {
    this.#deadlines.note(patientId, at);
  }

  /** The deadline inputs that are due, at most `limit` patients' worth. Each is named once; judging it names the patient's next. */
  takeDue(now: Instant, limit: number): { readonly patientId: string; readonly inputs: PatientInput[] }[] {
    const taken: { patientId: string; inputs: PatientInput[] }[] = [];
    while (taken.length < limit) {
      const patientId = this.#deadlines.take(now);
      if (patientId === undefined) break;
      const state = this.#patients.get(patientId)?.state;
      if (!state) continue;
      const due = dueSubjects(state, now);
      if (due.length === 0) this.#deadlines.note(patientId, state.wakeAt);
      else taken.push({ patientId, inputs: due.map(({ dueAt, subject }) => ({ type: 'deadline', at: now, dueAt, subject })) });
    }
    return taken;
  }

  #put(patientId: string, state: PatientState, change = 0): void {
    const place = this.#patients.get(patientId);
    const known = place?.state;
    if (place) [place.state, place.change] = [state, change];
    else this.#patients.set(patientId, { state, change });
    this.#deadlines.note(patientId, state.wakeAt);
    const { homeId } = state.context;
    if (known?.context.homeId === homeId) return;
    if (known) this.#leaveHome(known);
    // In one order, whoever came first: after a restart nobody knows any more.
    this.#homes.set(homeId, [...(this.#homes.get(homeId) ?? []), patientId].toSorted());
  }

  #forget(patientId: string): void {
    const known = this.#patients.get(patientId)?.state;
    if (known) this.#leaveHome(known);
    this.#patients.delete(patientId);
  }

  /** What is read in a home that somebody has left does not concern them any more. */
  #leaveHome({ context: { homeId, patientId } }: PatientState): void {
    const left = (this.#homes.get(homeId) ?? []).filter((resident) => resident !== patientId);
    if (left.length > 0) this.#homes.set(homeId, left);
    else this.#homes.delete(homeId);
  }
}

/** An average of a day is no reading: a value in it may never have been measured. */
const isAggregate = (input: PatientInput): boolean => input.type === 'observation' && input.observation.detail?.statistic !== undefined;

export function emptyBatch(): Batch {
  return { decisions: [], changed: [] };
}
