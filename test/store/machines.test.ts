import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MachineRecord } from '../../gateway/identity/machines.ts';
import { allMachines, machinesById } from '../../gateway/store/machines.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let database: FreshDatabase;
const secretSha256 = createHash('sha256').update('secret').digest();
beforeAll(async () => {
  database = await freshDatabase();
  const { pool } = database;
  const at = new Date(0);
  await pool.query(`insert into home (id, address, created_at) values ('h1', 'Long Lane 1', $1)`, [at]);
  await pool.query(
    `insert into device (id, home_id, kind, name, secret_sha256, enrolled_at, revoked_at)
     select 'd' || lpad(n::text, 5, '0'), 'h1', 'fridge', 'Fridge ' || n, $1::bytea, $2::timestamptz, case when n = 3 then $2::timestamptz end from generate_series(1, 5001) n`,
    [secretSha256, at],
  );
  await pool.query(
    `insert into integration (id, name, publish_filters, subscribe_filters, secret_sha256, created_at, revoked_at)
     values ('flows', 'Flows', '{}', '{#,"a,b/+"}', $1, $2, null), ('old', 'Old', '{}', '{}', $1, $2, $2)`,
    [secretSha256, at],
  );
});
afterAll(() => database.drop());

it('reads all that are not revoked, page by page', async () => {
  const pages: (readonly MachineRecord[])[] = [];
  for await (const page of allMachines(database.pool)) pages.push(page);
  expect(pages.map((page) => page.length)).toEqual([5000, 0, 1]);
  expect(pages[0]?.[2]).toEqual({
    identity: { type: 'device', id: 'd00004', homeId: 'h1', patientId: null, kind: 'fridge', name: 'Fridge 4' },
    secretSha256,
    certificateSha256: null,
  });
  expect(pages[2]?.[0]?.identity).toEqual({
    type: 'integration',
    id: 'flows',
    name: 'Flows',
    publishFilters: [],
    subscribeFilters: ['#', 'a,b/+'],
  });
});

it('leaves out apps, whose credential is good for another door only', async () => {
  await database.pool.query(`insert into app (id, name, created_at) values ('steady', 'Steady', now())`);
  await database.pool.query(
    `insert into device (id, home_id, kind, name, app_id, secret_sha256, enrolled_at) values ('phone', 'h1', 'app', 'Steady', 'steady', $1, now())`,
    [secretSha256],
  );
  const ids: string[] = [];
  for await (const page of allMachines(database.pool)) ids.push(...page.map(({ identity }) => identity.id));
  expect(ids).not.toContain('phone');
  expect(await machinesById(database.pool, ['phone'])).toEqual([]);
});

it('reads some, and not those revoked or unknown', async () => {
  const found = await machinesById(database.pool, ['d00001', 'd00003', 'flows', 'old', 'ghost', "'; drop table device; --"]);
  expect(found.map(({ identity }) => identity.id)).toEqual(['d00001', 'flows']);
});
