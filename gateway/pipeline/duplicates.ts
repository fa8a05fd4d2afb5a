import type { Observation } from '../../rules/model/observation.ts';
import type { ReadingKey } from '../store/known-readings.ts';
import type { LaneItem, StoredReading } from './work.ts';

/**
 * Tells new readings from those that may have come before. A reading younger than everything its source has sent is new without
 * asking; only what comes late, again or with a source not heard of since the start is looked up in the database.
 */
export class Newness {
  readonly #newest = new Map<string, number>();

  /** The readings of these arrivals that must be looked up, as if the arrivals were judged in this order. */
  doubtful(items: readonly LaneItem[]): { readonly item: LaneItem; readonly index: number; readonly key: ReadingKey }[] {
    const newest = new Map<string, number>();
    const doubtful: { item: LaneItem; index: number; key: ReadingKey }[] = [];
    for (const item of items) {
      if (item.kind !== 'arrival') continue;
      const { source, observations, timeless } = item.arrival;
      const before = newest.get(source) ?? this.#newest.get(source) ?? Number.POSITIVE_INFINITY;
      observations.forEach((observation, index) => {
        const byId = timeless.includes(index);
        if (byId || !(observation.observedAt > before))
          doubtful.push({ item, index, key: { source, observedAt: observation.observedAt, key: observation.key, timeless: byId } });
      });
      newest.set(source, latest(observations, newest.get(source) ?? this.#newest.get(source)));
    }
    return doubtful;
  }

  /** Younger than everything its source has sent before this arrival. */
  isNewest(observation: Observation): boolean {
    const newest = this.#newest.get(observation.source);
    return newest !== undefined && observation.observedAt > newest;
  }

  /** The arrival has been judged. */
  heard(source: string, observations: readonly Observation[]): void {
    this.#newest.set(source, latest(observations, this.#newest.get(source)));
  }

  /** Nothing is taken for new without looking until it has been heard again. */
  forget(): void {
    this.#newest.clear();
  }
}

/** Whether the reading is already among those judged and not yet stored. */
export function isAmong(readings: readonly StoredReading[], source: string, observation: Observation, timeless: boolean): boolean {
  return readings.some(
    ({ observation: other, timeless: byId }) =>
      other.source === source && other.key === observation.key && (timeless ? byId : other.observedAt === observation.observedAt),
  );
}

function latest(observations: readonly Observation[], before: number | undefined): number {
  let newest = before ?? Number.NEGATIVE_INFINITY;
  for (const { observedAt } of observations) if (observedAt > newest) newest = observedAt;
  return newest;
}
