import { withStretch } from '../model/blindness.ts';
import type { Effect } from '../model/effect.ts';
import type { BlindInput, DirectoryInput, PatientInput } from '../model/input.ts';
import type { Directory } from '../model/patient.ts';
import type { Condition } from '../model/scenario.ts';
import type { Instant, Interval } from '../model/time.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import type { PatientEnvironment } from './environment.ts';
import { explainAgreement } from './explain.ts';
import { type Heard, isOnlyHeard, unwrite } from './last-heard.ts';
import { type Catalogue, dueSubjects, type PatientState, unknownPatient } from './patient-state.ts';
import { blindFor, noIntervals } from './sight.ts';
import { stepPatient } from './step-patient.ts';

/** One judged input and what came of it. */
export interface Decision {
  readonly seq: number;
  readonly patientId: string;
  readonly input: PatientInput;
  readonly effects: readonly Effect[];
  /** Why a command was not carried out; null otherwise. */
  readonly refused: string | null;
}

export interface Change {
  readonly patientId: string;
  /** The state before; undefined: not known before. */
  readonly before: PatientState | undefined;
  /** It was written down in place when a device was last heard. */
  heard: boolean;
}

/** What a batch changed, and how to take it back if it cannot be stored. */
export interface Batch {
  readonly decisions: Decision[];
  /** The patients that it changed, each once. */
  readonly changed: Change[];
  /** Instants at which devices were last heard that it has written over, in order. */
  readonly heard: Heard[];
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
    const heardBefore = batch.heard.length;
    if (known && input.type === 'observation' && isOnlyHeard(known, input.observation, batch.heard)) {
      if (batch.heard.length > heardBefore) markHeard(batch, patientId, place!);
      return decided(batch, { seq, patientId, input, effects: nothing, refused: null });
    }
    const stepped = stepPatient(state, input, this.#environment, batch.heard);
    if (batch.heard.length > heardBefore) markHeard(batch, patientId, place!);
    if (stepped.state !== known) {
      const change = changeOf(batch, patientId, place);
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
    return decided(batch, { seq, patientId, input, effects: stepped.effects, refused: stepped.refused });
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
    unwrite(batch.heard);
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

const nothing: readonly Effect[] = [];

function decided(batch: Batch, decision: Decision): Decision {
  batch.decisions.push(decision);
  return decision;
}

/** The place of a patient's entry in what a batch changed, made if there is none yet. */
function changeOf({ changed }: Batch, patientId: string, place: Place | undefined): number {
  if (place && changed[place.change]?.patientId === patientId) return place.change;
  return changed.push({ patientId, before: place?.state, heard: false }) - 1;
}

/** The batch has written down that a device of the patient was heard. */
function markHeard(batch: Batch, patientId: string, place: Place): void {
  place.change = changeOf(batch, patientId, place);
  batch.changed[place.change]!.heard = true;
}

export function emptyBatch(): Batch {
  return { decisions: [], changed: [], heard: [] };
}
