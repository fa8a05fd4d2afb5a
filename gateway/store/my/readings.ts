import type { Observation, ObservationKind, ObservationValue } from '../../../rules/model/observation.ts';
import type { Instant } from '../../../rules/model/time.ts';
import type { Db } from '../transaction.ts';

/** What can tell of a person: devices of the home, and what is entered by hand. Readings are found by it: their key begins with it. */
export async function sourcesOf(db: Db, patientId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select d.id from patient p join device d on d.home_id = p.home_id and (d.patient_id is null or d.patient_id = p.id) where p.id = $1`,
    [patientId],
  );
  return [...rows.map(({ id }) => id), `person:${patientId}`];
}

const most = 1_000;

/** Single measurements of these kinds, newest first by the clock of the device. To be asked through `asPerson`. */
export async function readingsShown(
  db: Db,
  query: {
    readonly patientId: string;
    readonly sources: readonly string[];
    readonly kinds: readonly ObservationKind[];
    readonly from: Instant;
    readonly to: Instant;
  },
): Promise<Observation[]> {
  const { rows } = await db.query<Observation>(
    `select source, key, kind, value, observed_at as "observedAt", received_at as "receivedAt", provenance, snapshot, detail
       from observation
      where source = any($1) and observed_at >= $2 and observed_at < $3 and kind = any($4) and not snapshot
        and (patient_id is null or patient_id = $5) and detail ->> 'statistic' is null
      order by observed_at desc, source, key limit $6`,
    [query.sources, new Date(query.from), new Date(query.to), query.kinds, query.patientId, most],
  );
  return rows;
}

/** The person's own readings of a kind in a stretch of time, without the one with this key of this source. */
export async function ownValues(
  db: Db,
  query: {
    readonly patientId: string;
    readonly sources: readonly string[];
    readonly kind: ObservationKind;
    readonly from: Instant;
    readonly to: Instant;
    readonly but: string;
  },
): Promise<ObservationValue[]> {
  const { rows } = await db.query<{ value: ObservationValue }>(
    `select value from observation
      where source = any($1) and observed_at >= $2 and observed_at <= $3 and kind = $4 and patient_id = $5 and not snapshot
        and detail ->> 'statistic' is null and not (source = 'person:' || $5 and key = $6)
      order by observed_at desc limit $7`,
    [query.sources, new Date(query.from), new Date(query.to), query.kind, query.patientId, query.but, most],
  );
  return rows.map(({ value }) => value);
}
