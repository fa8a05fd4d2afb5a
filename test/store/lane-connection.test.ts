import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOutage, LaneConnection } from '../../gateway/store/lane-connection.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let connection: LaneConnection;

beforeEach(async () => {
  database = await freshDatabase();
  connection = new LaneConnection(database.url, 0);
});
afterEach(async () => {
  await connection.close();
  await database.drop();
});

async function thrownOut(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  await database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
  await ended;
}

describe('the connection of a lane', () => {
  it('may break between two statements: that is an outage for its user and no end of the process', async () => {
    const failure = connection
      .use(async (client) => {
        await thrownOut(client);
        await client.query('select 1');
      })
      .then(
        () => null,
        (error: unknown) => error,
      );
    expect(isOutage(await failure)).toBe(true);
  });

  it('is replaced by the next use', async () => {
    await connection.use(thrownOut);
    expect((await connection.use((client) => client.query('select 1 as one'))).rows).toEqual([{ one: 1 }]);
  });
});
