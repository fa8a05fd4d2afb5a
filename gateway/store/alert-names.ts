import type pg from 'pg';
import { unknownCallerId } from './patients.ts';

export interface PatientNames {
  readonly patientName: string;
  readonly localityName: string | null;
  readonly localityId: string | null;
  readonly homeId: string | null;
}

/** What a worklist row calls these patients, by id. */
export async function patientNames(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, PatientNames>> {
  const { rows } = await pool.query<PatientNames & { id: string }>(
    `select p.id, p.known_as || ' ' || p.family_name as "patientName", l.name as "localityName", l.id as "localityId", h.id as "homeId"
     from patient p join home h on h.id = p.home_id left join locality l on l.id = h.locality_id where p.id = any($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

export type Population = 'empty' | 'simulated' | 'real';

/** Whose homes this database holds. Simulated and real people are never in one. */
export async function population(pool: pg.Pool): Promise<Population> {
  const { rows } = await pool.query<{ real: boolean; any: boolean }>(
    'select exists (select from patient where not simulated and id <> $1) as real, exists (select from patient where id <> $1) as any',
    [unknownCallerId],
  );
  return rows[0]?.real ? 'real' : rows[0]?.any ? 'simulated' : 'empty';
}
