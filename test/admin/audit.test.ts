import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealAudit } from '../../gateway/store/audit-chain.ts';
import { insertLooks } from '../../gateway/store/looks.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { terminalOn } from './terminal.ts';

let database: FreshDatabase;
const at = Date.UTC(2026, 0, 5, 8);
beforeAll(async () => {
  database = await freshDatabase();
  await database.pool.query(`insert into home (id, address, created_at) values ('h', 'Long Lane 1', now())`);
  await database.pool.query(
    `insert into patient (id, home_id, given_name, family_name, known_as, zone, simulated, created_at)
     select 'p' || i, 'h', 'Real', 'Person', 'Real', 'Europe/London', false, now() from generate_series(1, 2) as i`,
  );
  const looked = { actor: 'user:u', route: '/api/patients/:id', kind: 'patient' as const };
  await insertLooks(database.pool, [
    { ...looked, at, subject: 'p1' },
    { ...looked, at: at + 1_000, subject: 'p2' },
    { ...looked, at: at + 2_000, route: '/api/homes/:id/found-devices', kind: 'home', subject: 'h' },
  ]);
  await sealAudit(database.pool);
});
afterAll(() => database?.drop());

const { admin, json } = terminalOn(
  () => database,
  () => ({}),
);
const lines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

it('audit export prints what concerns one person, a line each, with its place in the chain', async () => {
  const { out, code } = await admin(['audit', 'export', '--patient', 'p1']);
  expect(code).toBe(0);
  expect(lines(out)).toEqual([
    {
      id: 1,
      at: '2026-01-05T08:00:00.000Z',
      actor: 'user:u',
      action: 'read /api/patients/:id',
      subject: 'p1',
      patientId: 'p1',
      detail: {},
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
    {
      id: 3,
      at: '2026-01-05T08:00:02.000Z',
      actor: 'user:u',
      action: 'read /api/homes/:id/found-devices',
      subject: 'h',
      patientId: 'p1',
      detail: {},
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ]);
});

it('audit export takes a time', async () => {
  const { out } = await admin(['audit', 'export', '--from', '2026-01-05T08:00:01Z', '--until', '2026-01-05T08:00:02Z']);
  expect(lines(out).map(({ patientId }) => patientId)).toEqual(['p2']);
  const wrong = await admin(['audit', 'export', '--from', 'yesterday']);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toMatch(/--from.*ISO 8601/);
});

it('audit verify answers with the newest hash, and with 1 once somebody has changed an entry', async () => {
  expect(await json(['audit', 'verify'])).toEqual({ entries: 4, unsealed: 0, head: expect.stringMatching(/^[0-9a-f]{64}$/), intact: true });
  await database.pool.query(`alter table audit disable trigger user; update audit set subject = 'p2' where id = 1`);
  const { out, code } = await admin(['--json', 'audit', 'verify']);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ intact: false, broken: 'entry 1 is not what was written' });
});
