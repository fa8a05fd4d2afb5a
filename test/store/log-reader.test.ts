import { afterAll, beforeAll, expect, it } from 'vitest';
import { isDatabaseAway } from '../../gateway/store/availability.ts';
import { seeingOneState } from '../../gateway/store/log-reader.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

it('sees nothing of what is written meanwhile, and changes nothing', async () => {
  const { pool } = database;
  const count = async (db: Pick<typeof pool, 'query'>) => (await db.query<{ n: number }>('select count(*) as n from home')).rows[0]!.n;
  const seen = await seeingOneState(pool, async (db) => {
    const before = await count(db);
    await pool.query(`insert into home (id, address, created_at) values ('h', 'x', now())`);
    return [before, await count(db), await count(pool)];
  });
  expect(seen).toEqual([0, 0, 1]);
  await expect(seeingOneState(pool, (db) => db.query('delete from home'))).rejects.toMatchObject({ code: '25006' });
});

it('outlives a connection that breaks while nothing is asked of it', async () => {
  const { pool } = database;
  const broken = seeingOneState(pool, async (db) => {
    const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
    await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    const isThere = async () => (await pool.query('select from pg_stat_activity where pid = $1', [rows[0]!.pid])).rowCount;
    await expect.poll(isThere, patience).toBe(0);
    await db.query('select 1');
  });
  await expect(broken).rejects.toSatisfy(isDatabaseAway);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
