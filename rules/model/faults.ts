import { clockFaultAheadMs, type Observation } from './observation.ts';
import type { FaultCause } from './stream.ts';
import { day, hour, type Instant } from './time.ts';

/** What we see of a device that cannot be believed, from what it sends. */
export type SeenCause = Exclude<FaultCause, 'reported'>;

/** What is remembered of one device. */
export interface Sanity {
  /** When the last values that cannot be came, oldest first. */
  readonly badAt: readonly Instant[];
  /** Movement has been told since then with no pause, and last at; null: there was a pause. */
  readonly movingSinceAt: Instant | null;
  readonly movingAt: Instant;
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

export const sane: Sanity = { badAt: [], movingSinceAt: null, movingAt: 0, faults: [] };

/** What is known of a device whose faults were found before, each then: they are over when it has shown so from `at` on. */
export function stillFaulty(found: readonly (readonly [SeenCause, Instant])[], at: Instant): Sanity {
  const since = new Map(found);
  const badSinceAt = since.get('impossible-values');
  return {
    badAt: badSinceAt === undefined ? [] : [badSinceAt],
    movingSinceAt: since.get('stuck') ?? null,
    movingAt: since.has('stuck') ? at : 0,
    faults: [...since.keys()],
  };
}

/** What is known after a message. The same object when nothing has changed. */
export function heardSaid(known: Sanity, said: Said): Sanity {
  let { badAt, movingSinceAt, movingAt } = known;
  const faults = new Set(known.faults);
  if (said.impossible > 0) {
    badAt = [...badAt, ...Array.from({ length: said.impossible }, () => said.receivedAt)].slice(-badValues);
    if (badAt.length === badValues && said.receivedAt - badAt[0]! <= badWithinMs) faults.add('impossible-values');
  } else if (badAt.length > 0 && said.receivedAt - badAt.at(-1)! > badWithinMs) {
    badAt = [];
    faults.delete('impossible-values');
  }
  for (const { kind, value, observedAt, snapshot } of said.observations) {
    if (observedAt - said.receivedAt > clockFaultAheadMs) faults.add('clock');
    // A reading without a time of its own says nothing about the clock.
    else if (observedAt !== said.receivedAt) faults.delete('clock');
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
  if (same && badAt === known.badAt && movingSinceAt === known.movingSinceAt && movingAt === known.movingAt) return known;
  return { badAt, movingSinceAt, movingAt, faults: same ? known.faults : [...faults] };
}
