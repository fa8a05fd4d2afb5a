import type { ObservationView } from '../../../gateway/contract/observations.ts';

/** Readings with new ones added, each once: the same source, time and key is the same reading. */
export function mergeReadings(known: readonly ObservationView[], fresh: readonly ObservationView[]): ObservationView[] {
  const all = new Map(known.map((each) => [identity(each), each]));
  for (const each of fresh) all.set(identity(each), each);
  return [...all.values()];
}

function identity(observation: ObservationView): string {
  return `${observation.source} ${observation.observedAt} ${observation.key}`;
}
