import { clockFaultAheadMs, type Observation } from './observation.ts';
import type { FaultCause } from './stream.ts';
import { day, hour, type Instant, minute } from './time.ts';

/** What we see of a device that cannot be believed, from what it sends. */
export type SeenCause = Exclude<FaultCause, 'reported'>;

/** What is remembered of one device. */
export interface Sanity {
  /** When the last values that cannot be came, oldest first. */
  readonly badAt: readonly Instant[];
  /** Movement has been told since then with no pause, and last at; null: there was a pause. */
  readonly movingSinceAt: Instant | null;
  readonly movingAt: Instant;
  /** What it told last of itself as open or closed, on or off, and when that last went to and fro, oldest first. */
  readonly told: Observation['value'] | null;
  readonly turnsAt: readonly Instant[];
  readonly faults: readonly SeenCause[];
}

/** One message, as far as it matters here. */
export interface Said {
  readonly receivedAt: Instant;
  readonly observations: readonly Pick<Observation, 'kind' | 'value' | 'observedAt' | 'snapshot'>[];
  /** How many values in it cannot be. */
  readonly impossible: number;
}

const badValues = 3;
const badWithinMs = day;
/** Nobody moves in one room at least every two hours for a whole day and night; a sensor that is stuck does. */
const stuckAfterMs = day;
const pauseMs = 2 * hour;
/**
 * A loose magnet in the draught, or a sensor at the edge of its range. A door that bounces when it is shut turns some thirty times in
 * seconds, and is no fault. Over after a quiet hour.
 */
const turnsOfFlapping = 60;
const flappingWithinMs = 10 * minute;
const quietAfterFlappingMs = hour;
const turning: readonly Observation['kind'][] = [
  'contact',
  'bed-occupancy',
  'smoke',
  'carbon-monoxide',
  'water-leak',
  'gas-leak',
  'house-alarm',
];

export const sane: Sanity = { badAt: [], movingSinceAt: null, movingAt: 0, told: null, turnsAt: [], faults: [] };

/** What is known of a device whose faults were found before, each then: they are over when it has shown so from `at` on. */
export function stillFaulty(found: readonly (readonly [SeenCause, Instant])[], at: Instant): Sanity {
  const since = new Map(found);
  const badSinceAt = since.get('impossible-values');
  return {
    badAt: badSinceAt === undefined ? [] : [badSinceAt],
    movingSinceAt: since.get('stuck') ?? null,
    movingAt: since.has('stuck') ? at : 0,
    told: null,
    turnsAt: since.has('flapping') ? [at] : [],
    faults: [...since.keys()],
  };
}

/** What is known after a message. The same object when nothing has changed. */
export function heardSaid(known: Sanity, said: Said): Sanity {
  let { badAt, movingSinceAt, movingAt, told, turnsAt } = known;
  const faults = new Set(known.faults);
  if (said.impossible > 0) {
    badAt = [...badAt, ...Array.from({ length: said.impossible }, () => said.receivedAt)].slice(-badValues);
    if (badAt.length === badValues && said.receivedAt - badAt[0]! <= badWithinMs) faults.add('impossible-values');
  } else if (badAt.length > 0 && said.receivedAt - badAt.at(-1)! > badWithinMs) {
    badAt = [];
    faults.delete('impossible-values');
  }
  if (turnsAt.length > 0 && said.receivedAt - turnsAt.at(-1)! > quietAfterFlappingMs) {
    turnsAt = [];
    faults.delete('flapping');
  }
  for (const { kind, value, observedAt, snapshot } of said.observations) {
    if (observedAt - said.receivedAt > clockFaultAheadMs) faults.add('clock');
    // A reading without a time of its own says nothing about the clock.
    else if (observedAt !== said.receivedAt) faults.delete('clock');
    if (turning.includes(kind) && !snapshot && value !== told) {
      // By its own clock: what was kept while there was no connection comes all at once.
      if (told !== null) turnsAt = [...turnsAt, observedAt].slice(-turnsOfFlapping);
      told = value;
      if (turnsAt.length === turnsOfFlapping && Math.abs(observedAt - turnsAt[0]!) <= flappingWithinMs) faults.add('flapping');
    }
    if (kind !== 'motion' || snapshot) continue;
    if (value !== true || said.receivedAt - movingAt > pauseMs) {
      faults.delete('stuck');
      movingSinceAt = null;
    }
    if (value !== true) continue;
    movingSinceAt ??= said.receivedAt;
    movingAt = said.receivedAt;
    if (said.receivedAt - movingSinceAt >= stuckAfterMs) faults.add('stuck');
  }
  const same = faults.size === known.faults.length && known.faults.every((cause) => faults.has(cause));
  const moved = movingSinceAt !== known.movingSinceAt || movingAt !== known.movingAt;
  if (same && badAt === known.badAt && !moved && told === known.told && turnsAt === known.turnsAt) return known;
  return { badAt, movingSinceAt, movingAt, told, turnsAt, faults: same ? known.faults : [...faults] };
}
