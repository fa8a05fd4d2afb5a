import { type Observation, observationKinds } from '../../rules/model/observation.ts';
import type { ObservationView } from '../contract/observations.ts';
import { iso } from './instant.ts';

/** A reading with its label and unit; `sourceName` null: entered by hand, or from a device that is not known by name. */
export function toObservationView(observation: Observation & { readonly sourceName: string | null }): ObservationView {
  const { detail } = observation;
  const { label, unit } = observationKinds[observation.kind];
  return {
    source: observation.source,
    sourceName: observation.sourceName,
    key: observation.key,
    kind: observation.kind,
    label,
    value: observation.value,
    unit,
    observedAt: iso(observation.observedAt),
    receivedAt: iso(observation.receivedAt),
    provenance: observation.provenance,
    snapshot: observation.snapshot,
    ...(detail?.original && { original: detail.original }),
    ...(detail?.statistic && { statistic: detail.statistic }),
    ...(detail?.fromAt !== undefined && { from: iso(detail.fromAt) }),
  };
}
