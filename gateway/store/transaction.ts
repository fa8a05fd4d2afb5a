import type pg from 'pg';

/** Anything that runs SQL: the pool, or the client of a transaction. */
export type Db = Pick<pg.ClientBase, 'query'>;

const ignore = () => {};

/** A client of the pool whose connection may break while it is held: the query under way rejects, and the process lives. */
export async function heldClient(pool: pg.Pool): Promise<{ readonly client: pg.PoolClient; release(destroy?: boolean | Error): void }> {
  const client = await pool.connect();
  client.on('error', ignore);
  return {
    client,
    release(destroy) {
      client.off('error', ignore);
      client.release(destroy);
    },
  };
}

/** Runs `work` between `begin` (with `mode`, for example `isolation level repeatable read`) and commit; rolls back when it rejects. */
export async function inTransaction<T>(pool: pg.Pool, mode: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const { client, release } = await heldClient(pool);
  try {
    await client.query(`begin ${mode}`);
    const value = await work(client);
    await client.query('commit');
    release();
    return value;
  } catch (error) {
    const rolledBack = await client.query('rollback').then(
      () => true,
      () => false,
    );
    release(!rolledBack);
    throw error;
  }
}
