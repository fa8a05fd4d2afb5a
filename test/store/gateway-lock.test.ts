import { afterEach, beforeEach, expect, it } from 'vitest';
import { DatabaseInUse, type GatewayLock, takeGatewayLock } from '../../gateway/store/gateway-lock.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';

let database: FreshDatabase;
let held: GatewayLock[];
beforeEach(async () => {
  database = await freshDatabase();
  held = [];
});
afterEach(async () => {
  for (const lock of held) await lock.release();
  await database.drop();
});

async function take(onLost: (error: DatabaseInUse) => void = () => undefined): Promise<GatewayLock> {
  const lock = await takeGatewayLock({ url: database.url, patienceMs: 300, onLost });
  held.push(lock);
  return lock;
}

/** Server processes of those who have the lock (`granted`), or wait for it. */
const pids = async (granted: boolean) =>
  (
    await database.pool.query<{ pid: number }>(
      `select l.pid from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and d.datname = current_database() and l.granted = $1`,
      [granted],
    )
  ).rows.map(({ pid }) => pid);

it('lets one gateway judge at a time, and the next when it has let go', async () => {
  const first = await take();
  await expect(take()).rejects.toThrow(DatabaseInUse);
  await first.release();
  await take();
});

it('is taken again when its connection is gone', async () => {
  await take();
  const [before] = await pids(true);
  await database.pool.query('select pg_terminate_backend($1)', [before]);
  await expect.poll(async () => (await pids(true))[0], patience).toSatisfy((pid) => pid !== undefined && pid !== before);
  await expect(take()).rejects.toThrow(DatabaseInUse);
});

it('says so when another gateway was faster', async () => {
  const lost = new Promise<DatabaseInUse>((resolve) => void take(resolve));
  await expect.poll(async () => (await pids(true)).length, patience).toBe(1);
  const waiting = takeGatewayLock({ url: database.url, patienceMs: 20_000, onLost: () => undefined });
  await expect.poll(async () => (await pids(false)).length, patience).toBe(1);
  await database.pool.query('select pg_terminate_backend($1)', [(await pids(true))[0]]);
  held.push(await waiting);
  expect(await lost).toBeInstanceOf(DatabaseInUse);
});
