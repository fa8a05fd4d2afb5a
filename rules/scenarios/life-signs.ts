import type { Observation } from '../model/observation.ts';
import type { ScenarioStepContext } from '../model/scenario.ts';
import { hour, type Instant } from '../model/time.ts';
import { doorTold, noDoors, type OpenDoors, saidOpen } from './open-doors.ts';
import { pauseMs, type Stirring, still, stirred, stirringSince } from './stirring.ts';
import { clockTime } from './words.ts';

/** What the equipment of a home said last. A sign of life is a change of it, not its being said again. */
export interface Equipment {
  readonly inBed: boolean | null;
  /** Plugs that draw more than agreed. */
  readonly on: readonly string[];
  readonly doors: OpenDoors;
  /** Movement without a pause. */
  readonly runs: Stirring;
}
export const noEquipment: Equipment = { inBed: null, on: [], doors: noDoors, runs: still };

interface Agreed {
  /** Milliseconds. */
  readonly noSignFor: number;
  readonly powerAboveW: number;
}

/** How long one sensor may tell of movement without a pause and be believed. */
const believedMs = ({ noSignFor }: Agreed): number => Math.max(noSignFor, 2 * hour);
/** A plug that is on stays on until it draws less than this part of the limit: what trembles on it is not switched on again and again. */
const stillOn = 0.8;

/** What is known after a reading, also of state that is sent again. */
export function remembered<S extends Equipment>(state: S, observation: Observation, { powerAboveW }: Agreed): S {
  const { kind, value, source, snapshot } = observation;
  if (kind === 'bed-occupancy') return { ...state, inBed: value === true };
  if (kind === 'motion') return snapshot ? state : { ...state, runs: stirred(state.runs, observation) };
  if (kind === 'contact') return snapshot ? state : { ...state, doors: doorTold(state.doors, observation) };
  if (kind !== 'power') return state;
  const isOn = state.on.includes(source);
  if (Number(value) >= (isOn ? stillOn * powerAboveW : powerAboveW) === isOn) return state;
  return { ...state, on: isOn ? state.on.filter((one) => one !== source) : [...state.on, source] };
}

/** Whether a reading shows somebody alive. `before` and `known`: what was known before and after it. */
export function isSign(before: Equipment, known: Equipment, observation: Observation, agreed: Agreed): boolean {
  const { kind, value, source, observedAt } = observation;
  if (kind === 'bed-occupancy') return before.inBed !== null && before.inBed !== value;
  if (kind === 'power') return known.on.includes(source) && !before.on.includes(source);
  if (kind === 'motion') return value === true && observedAt - (stirringSince(known.runs, source) ?? observedAt) <= believedMs(agreed);
  // A door may be blown shut, and its sensor may repeat "closed", or "open" while it stands open.
  return kind === 'contact' ? value === 'open' && !saidOpen(before.doors, observation) : value !== false;
}

/** Sentences to follow another one: which movement sensors are not believed. */
export function stuckWords({ runs }: Equipment, at: Instant, { patient, params }: ScenarioStepContext<Agreed>): string {
  return runs
    .filter(([, sinceAt, lastAt]) => lastAt - sinceAt > believedMs(params) && at - lastAt <= pauseMs)
    .map(([source, sinceAt]) => {
      const name = patient.devices.find(({ id }) => id === source)?.name ?? 'A sensor';
      return ` ${name} has told of movement without a pause since ${clockTime(patient.zone, sinceAt, at)}: it may be stuck.`;
    })
    .join('');
}
