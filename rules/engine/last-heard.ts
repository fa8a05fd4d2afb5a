import type { Observation } from '../model/observation.ts';
import type { Instant } from '../model/time.ts';
import type { PatientState } from './patient-state.ts';
import { hubKeptAt, keptAt, kindAt, mostKept, sourceAt } from './sources.ts';

/** An instant that was written over, and what it was. */
export interface Heard {
  readonly instants: Instant[];
  readonly place: number;
  readonly before: Instant;
}

type Listening = Pick<PatientState, 'interest' | 'scenarios' | 'templates' | 'states'>;

/** The devices whose instants the agreement that watches the kit keeps. */
export function heardDevices({ interest: { watcher }, templates, states }: Listening): readonly string[] {
  return templates[watcher]?.lastHeard?.ids(states[watcher]) ?? [];
}

/** The instants that the engine may write by itself as things stand; null: the agreement is told of every reading, or there is none. */
export function writtenInstants({ interest: { watcher }, scenarios, templates, states }: Listening): Instant[] | null {
  const lastHeard = templates[watcher]?.lastHeard;
  const state = states[watcher];
  if (!lastHeard?.isQuiet(state) || scenarios[watcher]!.pausedUntilAt !== undefined || lastHeard.ids(state).length > mostKept) return null;
  return lastHeard.instants(state);
}

/**
 * Judges a reading that concerns nobody, or only the agreement that watches the kit, which it tells that the device is alive: most readings
 * of a home. false: nothing was done, and the reading has to be judged in full.
 */
export function isOnlyHeard(state: PatientState, observation: Observation, log: Heard[]): boolean {
  const { interest, sources } = state;
  const { kind, source, observedAt, receivedAt } = observation;
  if (observedAt > receivedAt || kind === 'sos' || kind === 'ok') return false;
  const i = sourceAt(sources, source);
  const device = i < 0 ? undefined : kindAt(sources, i);
  if (device === undefined) return false;
  const concerned = interest.in(kind, device);
  if (concerned.length === 0) return true;
  return concerned.length === 1 && concerned[0] === interest.watcher && writeHeard(state, i, observation, log);
}

/**
 * Writes down that the device at a place (-1: none) was heard, and its hub, if that is all that the agreement that watches them would do; false: it
 * is not.
 */
export function writeHeard(
  { interest, templates, sources, instants }: Pick<PatientState, 'interest' | 'templates' | 'sources' | 'instants'>,
  i: number,
  observation: Observation,
  log: Heard[],
): boolean {
  if (i < 0 || instants === null || !templates[interest.watcher]!.lastHeard!.isSign(observation)) return false;
  const at = observation.receivedAt;
  writeInstant(instants, keptAt(sources, i), at, log);
  writeInstant(instants, hubKeptAt(sources, i), at, log);
  return true;
}

function writeInstant(instants: Instant[], place: number, at: Instant, log: Heard[]): void {
  if (place < 0) return;
  const before = instants[place]!;
  if (at <= before) return;
  log.push({ instants, place, before });
  instants[place] = at;
}

/** Puts back what was written over. */
export function unwrite(log: readonly Heard[]): void {
  for (let i = log.length - 1; i >= 0; i--) log[i]!.instants[log[i]!.place] = log[i]!.before;
}
