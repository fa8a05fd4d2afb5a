import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rotaInput, rotaOverrideInput } from '../../gateway/contract/rotas.ts';
import { type RotaWatch, watchRotas } from '../../gateway/rota-check.ts';
import { addOverride, putRota, removeOverride } from '../../gateway/store/rotas.ts';
import { finishTask, listTasks, type TaskRow } from '../../gateway/store/tasks.ts';
import { addUser } from '../../gateway/store/users.ts';
import { type Write, write } from '../../gateway/store/write.ts';
import { day, hour } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const monday = Date.UTC(2026, 2, 16, 12);
let database: FreshDatabase;
let clock: VirtualClock;
let watch: RotaWatch;

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(monday);
  await database.pool.query(`insert into team (id, kind, name, channels) values ('rrt', 'rapid-response', 'Rapid response', '[]'),
    ('centre', 'coordination', 'Centre', '[{"kind":"console","address":""}]')`);
  const ann = { id: 'ann', name: 'Ann', channels: [{ kind: 'email', address: 'ann@example.org' }] };
  const always = { id: 'all', name: 'All', windows: [{ from: '08:00', to: '08:00' }], people: ['ann'], startsOn: '2026-01-05' };
  await change((tx) =>
    addUser(tx, { name: 'Asha', email: 'asha@example.org', role: 'coordinator', passwordHash: 'a hash', wallAt: clock.wallNow() }),
  );
  await change((tx) => putRota(tx, 'rrt', rotaInput.parse({ people: [ann], shifts: [always] })));
});
afterEach(async () => {
  watch?.close();
  await database.drop();
});

const change = async <T>(work: (tx: Write) => Promise<T>) => (await write(database.pool, { at: clock.now(), actor: 'test' }, work)).value;
const off = (fromAt: string, untilAt: string) =>
  change((tx) => addOverride(tx, 'rrt', rotaOverrideInput.parse({ fromAt, untilAt, outId: 'ann' })));
const start = () => {
  watch = watchRotas({ pool: database.pool, clock, log: pino({ level: 'silent' }) });
};

/** The tasks that are not done, once they are as the test says: each look ends with its transaction. */
function tasks(isSo: (rows: readonly TaskRow[]) => boolean, doneToo = false): Promise<string[]> {
  return vi.waitFor(async () => {
    const rows = await listTasks(database.pool, { doneToo, limit: 100 });
    if (!isSo(rows)) throw new Error(`the tasks are ${JSON.stringify(rows)}`);
    return rows.map(({ kind, text, doneAt }) => `${kind}${doneAt === null ? '' : ' done'}: ${text}`);
  }, patience);
}
const count = (n: number) => (rows: readonly TaskRow[]) => rows.length === n;
let probes = 0;
/** Resolves when a look has ended that began after now: it ticks off a task of the centre, which has no gaps. */
async function looked(): Promise<void> {
  const { pool } = database;
  const id = `probe-${++probes}`;
  await pool.query(
    `insert into task (id, kind, team_id, from_at, until_at, text, created_at)
     values ($1, 'rota-gap', 'centre', '2000-01-01', 'infinity', '', '2000-01-01')`,
    [id],
  );
  watch.check();
  const ticked = async () => (await pool.query('delete from task where id = $1 and done_at is not null', [id])).rowCount;
  await expect.poll(ticked, patience).toBe(1);
}

describe('gaps in rotas', () => {
  it('within two weeks are tasks with team, from and to, once each', async () => {
    await off('2026-03-20T12:00:00Z', '2026-03-20T18:00:00Z');
    await off('2026-03-28T22:00:00Z', '2026-03-29T06:00:00Z');
    await off('2026-03-30T12:00:00Z', '2026-03-30T18:00:00Z');
    start();
    const found = [
      'rota-gap: Rapid response: nobody is on duty from 2026-03-20 12:00 to 18:00 (Europe/London).',
      // The clock goes forward that night.
      'rota-gap: Rapid response: nobody is on duty from 2026-03-28 22:00 to 2026-03-29 07:00 (Europe/London).',
    ];
    expect((await tasks(count(2))).toSorted()).toEqual(found);
    await looked();
    expect((await tasks(count(2))).toSorted()).toEqual(found);
    const [row] = await listTasks(database.pool, { doneToo: false, limit: 1 });
    expect(row).toMatchObject({ patientId: null, teamId: 'rrt', teamName: 'Rapid response' });
  });

  it('of a centre whose console nobody can sign in to are named, until somebody can or there is another way', async () => {
    const { pool } = database;
    await pool.query('delete from identity_account');
    start();
    const gap = 'rota-gap: Centre: nobody is on duty from 2026-03-16 12:00 to 2026-03-30 13:00 (Europe/London).';
    expect(await tasks(count(1))).toEqual([`${gap} Nobody who answers alerts can sign in, so the console reaches nobody.`]);
    await pool.query(`update team set channels = channels || '{"kind":"email","address":"centre@example.org"}'::jsonb where id = 'centre'`);
    watch.check();
    await tasks(count(0));
  });

  it('come into sight with the days, every morning', async () => {
    await off('2026-03-30T12:00:00Z', '2026-03-30T18:00:00Z');
    start();
    await looked();
    expect(await tasks(count(0))).toEqual([]);
    clock.advanceTo(Date.UTC(2026, 2, 17, 5, 59));
    await looked();
    // Not by itself before six in the morning; the look above was asked for.
    clock.advanceTo(Date.UTC(2026, 2, 17, 6));
    expect(await tasks(count(1))).toHaveLength(1);
  });

  it('that are mended are ticked off by themselves', async () => {
    const id = await off('2026-03-20T12:00:00Z', '2026-03-20T18:00:00Z');
    start();
    await tasks(count(1));
    await change((tx) => removeOverride(tx, 'rrt', id));
    watch.check();
    await tasks(count(0));
    // And told again if the same gap opens anew.
    await off('2026-03-20T13:00:00Z', '2026-03-20T18:00:00Z');
    watch.check();
    expect(await tasks(count(1))).toEqual(['rota-gap: Rapid response: nobody is on duty from 2026-03-20 13:00 to 18:00 (Europe/London).']);
  });

  it('that grow or shrink keep their task, with the new times', async () => {
    const id = await off('2026-03-20T12:00:00Z', '2026-03-20T18:00:00Z');
    start();
    await tasks(count(1));
    await off('2026-03-20T17:00:00Z', '2026-03-20T22:00:00Z');
    await change((tx) => removeOverride(tx, 'rrt', id));
    watch.check();
    const grown = 'rota-gap: Rapid response: nobody is on duty from 2026-03-20 17:00 to 22:00 (Europe/London).';
    expect(await tasks((rows) => rows.length === 1 && rows[0]!.text === grown.slice(10), true)).toEqual([grown]);
  });

  it('that somebody ticks off are told again a day later if they are still there', async () => {
    await off('2026-03-20T12:00:00Z', '2026-03-20T18:00:00Z');
    start();
    await tasks(count(1));
    const [task] = await listTasks(database.pool, { doneToo: false, limit: 1 });
    await change((tx) => finishTask(tx, task!.id));
    await looked();
    expect(await tasks(count(0))).toEqual([]);
    // The first morning comes too soon, the second does not.
    clock.advanceBy(18 * hour);
    await looked();
    expect(await tasks(count(0))).toEqual([]);
    clock.advanceBy(day);
    expect(await tasks(count(1))).toHaveLength(1);
  });

  it('of somebody who never comes stay one task while it lasts', async () => {
    await off('2026-03-16T06:00:00Z', '2026-04-20T00:00:00Z');
    start();
    await tasks(count(1));
    clock.advanceBy(3 * day);
    watch.check();
    const all = 'Rapid response: nobody is on duty from 2026-03-16 12:00 to 2026-04-02 13:00 (Europe/London).';
    expect(await tasks((rows) => rows.some(({ text }) => text === all), true)).toEqual([`rota-gap: ${all}`]);
  });
});

describe('the list of bank holidays', () => {
  it('is complained of once, half a year before it ends', async () => {
    clock = virtualClock(Date.UTC(2028, 6, 4, 12));
    start();
    await looked();
    expect(await tasks(count(0))).toEqual([]);
    clock.advanceBy(day);
    expect(await tasks(count(1))).toEqual([
      'calendar-data: The list of bank holidays ends on 2028-12-31; later ones count as ordinary days. Install a newer version.',
    ]);
    clock.advanceBy(30 * day);
    await looked();
    expect(await tasks(count(1))).toHaveLength(1);
  });
});
