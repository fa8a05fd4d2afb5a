import type { Observation, ObservationKind } from '../../rules/model/observation.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

export interface ObservationRow extends Observation {
  /** null: entered by a person, or a device that is no longer known. */
  readonly sourceName: string | null;
}

export interface ObservationQuery {
  readonly kind: ObservationKind | null;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly limit: number;
}

/**
 * What is known of a patient, newest first by the device's clock: own devices, the home's, and what was entered by hand.
 * Asked source by source, because the key begins with it.
 */
export async function observationsOfPatient(db: Db, patientId: string, query: ObservationQuery): Promise<ObservationRow[]> {
  const { rows } = await db.query<ObservationRow>(
    `with source (id, name) as (
       select d.id, d.name from patient p join device d on d.home_id = p.home_id and (d.patient_id is null or d.patient_id = p.id) where p.id = $1
       union all select 'person:' || $1, null
     )
     select o.source, s.name as "sourceName", o.key, o.kind, o.value, o.observed_at as "observedAt", o.received_at as "receivedAt",
            o.provenance, o.snapshot, o.detail
       from source s cross join lateral (
         select * from observation
          where source = s.id and observed_at >= $2 and observed_at < $3 and ($4::text is null or kind = $4)
            and (patient_id is null or patient_id = $1)
          order by observed_at desc limit $5
       ) o
      order by o.observed_at desc, o.source, o.key limit $5`,
    [patientId, new Date(query.from), new Date(query.to), query.kind, query.limit],
  );
  return rows;
}
