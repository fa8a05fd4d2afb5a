import type pg from 'pg';
import { asPerson, type Person } from './as-person.ts';
import type { Home } from './homes.ts';
import { listOrders, type OrderRow } from './loans.ts';

export interface HomesToFit {
  readonly homes: readonly Pick<Home, 'id' | 'address'>[];
  /** Of the people there, as far as something is on its way or with them. */
  readonly orders: readonly OrderRow[];
}

/** The homes whose kit somebody fits now. */
export async function homesToFit(pool: pg.Pool, installer: Person): Promise<HomesToFit> {
  const { homes, patientIds } = await asPerson(pool, installer, async (db) => ({
    homes: await db.query<HomesToFit['homes'][number]>(
      `select id, address from home where id = any (person_homes('installer')) order by address, id`,
    ),
    patientIds: await db.query<{ id: string }>(`select unnest(person_patients('installer')) as id order by 1`),
  }));
  const orders = await Promise.all(patientIds.rows.map(({ id }) => listOrders(pool, { patientId: id, outOnly: true, limit: 100 })));
  return { homes: homes.rows, orders: orders.flat() };
}
