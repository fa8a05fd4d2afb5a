import type { z } from 'zod';
import type { localityInput } from '../contract/people.ts';
import { newId } from '../identity/secret.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface Locality {
  readonly id: string;
  readonly kind: 'place' | 'locality' | 'practice';
  readonly name: string;
  readonly parentId: string | null;
}

/** Returns the id. */
export async function addLocality(tx: Write, input: z.output<typeof localityInput>): Promise<string> {
  const id = input.id ?? newId('loc');
  await tx.db.query('insert into locality (id, kind, name, parent_id) values ($1, $2, $3, $4)', [
    id,
    input.kind,
    input.name,
    input.parentId,
  ]);
  await tx.audit('locality.add', id);
  return id;
}

export async function listLocalities(db: Db): Promise<Locality[]> {
  return (await db.query<Locality>('select id, kind, name, parent_id as "parentId" from locality order by name, id')).rows;
}

/** The id of the locality of this name; of several, the first by id. */
export async function localityByName(db: Db, name: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>('select id from locality where name = $1 order by id limit 1', [name]);
  return rows[0]?.id ?? null;
}
