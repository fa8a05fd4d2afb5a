import type { z } from 'zod';
import type { homeInput } from '../contract/people.ts';
import { newId } from '../identity/secret.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface Home {
  readonly id: string;
  readonly address: string;
  readonly localityId: string | null;
  readonly keyAccess: string;
}

/** Returns the id. */
export async function addHome(tx: Write, input: z.output<typeof homeInput>): Promise<string> {
  const id = input.id ?? newId('home');
  await tx.db.query('insert into home (id, address, locality_id, key_access, created_at) values ($1, $2, $3, $4, $5)', [
    id,
    input.address,
    input.localityId,
    input.keyAccess,
    new Date(tx.at),
  ]);
  await tx.audit('home.add', id);
  return id;
}

/** The one person who lives there; null: nobody, or several. */
export async function onlyResident(db: Db, homeId: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>('select id from patient where home_id = $1 limit 2', [homeId]);
  return rows.length === 1 ? rows[0]!.id : null;
}

/** Up to `limit` homes after the id `after`, ordered by id. */
export async function listHomes(db: Db, page: { readonly after: string; readonly limit: number }): Promise<Home[]> {
  const { rows } = await db.query<Home>(
    `select id, address, locality_id as "localityId", key_access as "keyAccess" from home where id > $1 order by id limit $2`,
    [page.after, page.limit],
  );
  return rows;
}
