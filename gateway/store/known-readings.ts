import type pg from 'pg';

export interface ReadingKey {
  readonly source: string;
  readonly observedAt: number;
  readonly key: string;
  /** Known again by source and key alone. */
  readonly timeless: boolean;
}

/** Which of these readings are stored already, as indexes. */
export async function knownReadings(client: pg.Client, keys: readonly ReadingKey[]): Promise<Set<number>> {
  const { rows } = await client.query<{ i: number }>({
    name: 'known-readings',
    text: `select (r.i - 1)::integer as i
      from rows from (string_to_table($1, e'\\x1e'), unnest($2::bigint[]), string_to_table($3, e'\\x1e'), unnest($4::boolean[]))
        with ordinality as r (source, observed, key, timeless, i)
      where case when r.timeless
        then exists (select from observation_id d where d.source = r.source and d.key = r.key)
        else exists (select from observation o where o.source = r.source and o.observed_at = to_timestamp(r.observed / 1000.0) and o.key = r.key) end`,
    values: [
      keys.map((key) => key.source).join('\u001e'),
      keys.map((key) => key.observedAt),
      keys.map((key) => key.key).join('\u001e'),
      keys.map((key) => key.timeless),
    ],
  });
  return new Set(rows.map((row) => row.i));
}
