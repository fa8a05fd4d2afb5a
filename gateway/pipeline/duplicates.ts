import type { Observation } from '../../rules/model/observation.ts';
import type { ReadingKey } from '../store/known-readings.ts';
import type { LaneItem, StoredReading } from './work.ts';

/**
 * The youngest instant that a source has told of, and what it told then: a burst may hold several readings of one millisecond. With as many
 * as are kept, whatever else it tells of that instant is looked up: a device whose clock stands still would have us remember its life.
 */
interface Newest {
  readonly at: number;
  readonly keys: readonly string[];
}

const keysKept = 32;

/** A reading that may have come before: of which arrival, its place there, and what it is known by. */
interface Doubtful {
  readonly item: LaneItem;
  readonly index: number;
  readonly key: ReadingKey;
}

/**
 * Tells new readings from those that may have come before. A reading younger than everything its source has sent is new without
 * asking; only what comes late, again or with a source not heard of since the start is looked up in the database. Should it be
 * mistaken about one from before the start, the unique key of the table says so, and then all of the batch is looked up.
 */
export class Newness {
  readonly #newest = new Map<string, Newest>();

  /** The readings of these arrivals that must be looked up, as if the arrivals were judged in this order; `all`: whatever is known of their sources. */
  doubtful(items: readonly LaneItem[], all: boolean): Doubtful[] {
    const newest = new Map<string, Newest>();
    const doubtful: Doubtful[] = [];
    for (const item of items) {
      if (item.kind !== 'arrival') continue;
      const { source, observations, timeless } = item.arrival;
      const before = newest.get(source) ?? this.#newest.get(source);
      observations.forEach((observation, index) => {
        const byId = timeless.includes(index);
        if (all || byId || !isNew(observation, before))
          doubtful.push({ item, index, key: { source, observedAt: observation.observedAt, key: observation.key, timeless: byId } });
      });
      newest.set(source, newestOf(observations, before));
    }
    return doubtful;
  }

  /** Younger than everything its source has sent before this arrival, or new at the youngest instant. */
  isNewest(observation: Observation): boolean {
    return isNew(observation, this.#newest.get(observation.source));
  }

  /** These have been judged. */
  heard(source: string, observations: readonly Observation[]): void {
    this.#newest.set(source, newestOf(observations, this.#newest.get(source)));
  }

  /** Nothing is taken for new without looking until it has been heard again. */
  forget(): void {
    this.#newest.clear();
  }
}

/** Which readings of which arrivals are stored; `stored`: as indexes of the doubtful ones. */
export function ofItems(doubtful: readonly Doubtful[], stored: Iterable<number>): Map<LaneItem, Set<number>> {
  const known = new Map<LaneItem, Set<number>>();
  for (const i of stored) {
    const { item, index } = doubtful[i]!;
    known.set(item, (known.get(item) ?? new Set()).add(index));
  }
  return known;
}

function isNew({ observedAt, key }: Observation, before: Newest | undefined): boolean {
  if (before === undefined || observedAt < before.at) return false;
  return observedAt > before.at || (before.keys.length < keysKept && !before.keys.includes(key));
}

function newestOf(observations: readonly Observation[], before: Newest | undefined): Newest {
  let newest = before ?? { at: Number.NEGATIVE_INFINITY, keys: [] };
  for (const { observedAt, key } of observations) {
    if (observedAt > newest.at) newest = { at: observedAt, keys: [key] };
    else if (observedAt === newest.at && newest.keys.length < keysKept && !newest.keys.includes(key))
      newest = { at: observedAt, keys: [...newest.keys, key] };
  }
  return newest;
}

/** Whether the reading is already among those judged and not yet stored. */
export function isAmong(readings: readonly StoredReading[], source: string, observation: Observation, timeless: boolean): boolean {
  return readings.some(
    ({ observation: other, timeless: byId }) =>
      other.source === source && other.key === observation.key && (timeless ? byId : other.observedAt === observation.observedAt),
  );
}
