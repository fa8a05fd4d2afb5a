import { afterEach, beforeEach, expect, it } from 'vitest';
import { DatabaseInUse, type GatewayLock, takeGatewayLock } from '../../gateway/store/gateway-lock.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

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

const holders = async () =>
  (
    await database.pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'hearthline-lock' and datname = current_database()`,
    )
  ).rows;

it('lets one gateway judge at a time, and the next when it has let go', async () => {
  const first = await take();
  await expect(take()).rejects.toThrow(DatabaseInUse);
  await first.release();
  await take();
});

it('is taken again when its connection is gone', async () => {
  await take();
  const [before] = await holders();
  await database.pool.query('select pg_terminate_backend($1)', [before?.pid]);
  await expect
    .poll(async () => (await holders())[0]?.pid, { timeout: 10_000 })
    .toSatisfy((pid) => pid !== undefined && pid !== before?.pid);
  await expect(take()).rejects.toThrow(DatabaseInUse);
});

it('says so when another gateway was faster', async () => {
  const lost = new Promise<DatabaseInUse>((resolve) => void take(resolve));
  await expect.poll(async () => (await holders()).length).toBe(1);
  const waiting = takeGatewayLock({ url: database.url, patienceMs: 20_000, onLost: () => undefined });
  await expect.poll(async () => (await holders()).length).toBe(2);
  await database.pool.query(
    `select pg_terminate_backend(a.pid) from pg_stat_activity a join pg_locks l on l.pid = a.pid where a.application_name = 'hearthline-lock' and a.datname = current_database() and l.locktype = 'advisory' and l.granted`,
  );
  held.push(await waiting);
  expect(await lost).toBeInstanceOf(DatabaseInUse);
});
