import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { startJudge } from '../support/judge.ts';
import { patience } from '../support/patience.ts';
import { arrivalOf, type SeededHome, seedHome, seedTeams } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const slowMs = 500;
const sixInTheMorning = Date.UTC(2026, 0, 12, 6);

let database: FreshDatabase;
let clock: VirtualClock;
let pipeline: Pipeline;
let home: SeededHome;
let stored: string[];
let sentNow: string[];
let blocker: pg.PoolClient;

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(sixInTheMorning);
  [stored, sentNow] = [[], []];
  const toCentre = ({ recipient, purpose }: Notification) => `${purpose} ${recipient.id}`;
  await seedTeams(database.pool);
  home = await seedHome(database.pool, 1, sixInTheMorning, ['sos', 'fall', 'home-hazard']);
  pipeline = await startJudge(database, clock, {
    lanes: 1,
    sendNow: (notification) => sentNow.push(toCentre(notification)),
    committed: ({ notifications }) => stored.push(...notifications.map(toCentre)),
  });
  blocker = await database.pool.connect();
  await blocker.query('begin');
});

afterEach(async () => {
  await blocker.query('rollback');
  blocker.release();
  await pipeline.close();
  await database.drop();
});

const says = (kind: ObservationKind, value: ObservationValue, key: string = kind) =>
  new Promise<Error | null>((done) => {
    const at = clock.now();
    pipeline.accept(arrivalOf(home, { source: home.deviceIds.button, kind, value, key, observedAt: at, receivedAt: at }), done);
  });
const pressed = (key: string) => says('sos', true, key);

/** The lane's statement waits for a table that somebody else holds. */
async function untilHeldUp(): Promise<void> {
  const held = `select count(*) as n from pg_stat_activity where datname = current_database() and application_name like 'hearthline-lane-%' and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await database.pool.query<{ n: number }>(held)).rows[0]?.n, patience).toBe(1);
}

describe('a call for help, while the database hangs', () => {
  it.each([
    ['as it is looked up whether the reading is new', 'lock table observation in access exclusive mode'],
    ['as it is stored', 'lock table alert in exclusive mode'],
  ])('%s, reaches the centre after half a second and is stored later, once', async (_where, lock) => {
    await blocker.query(lock);
    const answer = pressed('press');
    await untilHeldUp();
    clock.advanceBy(slowMs - 1);
    expect(sentNow).toEqual([]);
    clock.advanceBy(1);
    expect(sentNow).toEqual(['escalation ccc']);
    expect(pipeline.stalled).toBe(true);
    expect(stored).toEqual([]);
    await blocker.query('rollback');
    expect(await answer).toBeNull();
    await expect.poll(() => pipeline.waiting, patience).toBe(0);
    expect(stored).toEqual(['escalation ccc']);
    expect(sentNow).toEqual(['escalation ccc']);
    expect((await database.pool.query('select from observation')).rowCount).toBe(1);
  });

  it.each([
    ['a fall', 'fall', 'fallen'],
    ['smoke', 'smoke', 'alarm'],
    ['carbon monoxide', 'carbon-monoxide', 'alarm'],
    ['gas', 'gas-leak', 'alarm'],
  ] as const)('and %s does as well', async (_what, kind, value) => {
    await blocker.query('lock table alert in exclusive mode');
    const answer = says(kind, value);
    await untilHeldUp();
    clock.advanceBy(slowMs);
    expect(sentNow).toContain('escalation ccc');
    expect(stored).toEqual([]);
    await blocker.query('rollback');
    expect(await answer).toBeNull();
  });

  it('and somebody who has perhaps fallen, and neither moves nor answers', async () => {
    await blocker.query('lock table observation in access exclusive mode');
    const answer = says('fall', 'suspected');
    await untilHeldUp();
    clock.advanceBy(slowMs);
    expect(sentNow).not.toContain('escalation ccc');
    clock.advanceBy(60_000);
    clock.advanceBy(30_000);
    expect(sentNow).toContain('escalation ccc');
    await blocker.query('rollback');
    expect(await answer).toBeNull();
  });

  it('goes on up the ladder', async () => {
    await blocker.query('lock table alert in exclusive mode');
    const answer = pressed('press');
    await untilHeldUp();
    clock.advanceBy(slowMs);
    clock.advanceBy(60_000);
    expect(sentNow).toEqual(['escalation ccc', 'escalation con-1']);
    await blocker.query('rollback');
    expect(await answer).toBeNull();
  });

  it('is not sent unstored when the database answers in time', async () => {
    expect(await pressed('press')).toBeNull();
    clock.advanceBy(slowMs * 2);
    expect(sentNow).toEqual([]);
    expect(stored).toEqual(['escalation ccc']);
  });
});

describe('when the database throws its clients out', () => {
  it('goes on with the next connection, and nothing is lost', async () => {
    await blocker.query('lock table alert in exclusive mode');
    const answer = pressed('press');
    await untilHeldUp();
    await blocker.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'hearthline-lane-%'`,
    );
    await blocker.query('rollback');
    await expect
      .poll(() => {
        clock.advanceBy(100);
        return pipeline.waiting;
      }, patience)
      .toBe(0);
    expect(await answer).toBeNull();
    expect((await database.pool.query('select from alert')).rowCount).toBe(1);
  });
});
