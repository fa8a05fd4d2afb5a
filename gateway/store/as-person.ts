import type pg from 'pg';
import type { Instant } from '../../rules/model/time.ts';
import { type Db, inTransaction } from './transaction.ts';

/** Somebody who is no member of the staff and asks to be shown something. */
export interface Person {
  /** Of `identity_user`. */
  readonly userId: string;
  /** Care time, at which relations and consents must be in force. */
  readonly at: Instant;
}

/**
 * Runs `read` under the database role `hearthline_person`, which reads nothing but what relation and consent open to this person
 * (migration 0025): whatever a query forgets to ask for, no row of anybody else comes back. All its queries see one state of the database,
 * and none of them can write. It is a lock against forgotten conditions, not against SQL made of input: values are always parameters.
 */
export async function asPerson<T>(pool: pg.Pool, person: Person, read: (db: Db) => Promise<T>): Promise<T> {
  return await inTransaction(pool, 'isolation level repeatable read read only', async (db) => {
    await db.query(
      `select set_config('hearthline.user', $1, true), set_config('hearthline.at', $2, true),
              set_config('search_path', 'hearthline_person, public', true), set_config('role', 'hearthline_person', true)`,
      [person.userId, new Date(person.at).toISOString()],
    );
    return await read(db);
  });
}
