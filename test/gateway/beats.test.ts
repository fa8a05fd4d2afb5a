import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Beats } from '../../gateway/beats.ts';
import { outageSince } from '../../gateway/pipeline/outage.ts';
import { lastBeat, listIncidents } from '../../gateway/store/incidents.ts';
import type { Interval } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const startAt = Date.UTC(2026, 0, 12, 6);
const minute = 60_000;

let database: FreshDatabase;
let clock: VirtualClock;
let beats: Beats;
let blinded: Interval[];
let stalled: boolean;
/** What the wall clock is ahead of the timers: a machine that slept. */
let slept: number;

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(startAt);
  [blinded, stalled, slept] = [[], false, 0];
  beats = new Beats({
    pool: database.pool,
    clock: { now: () => clock.now() + slept, wallNow: () => clock.now() + slept, wallScheduler: clock.scheduler },
    log: pino({ level: 'silent' }),
    blinded: (stretch) => blinded.push(stretch),
    isStalled: () => stalled,
  });
});
afterEach(async () => {
  await beats.close();
  await database.drop();
});

/** Ticks until the database holds a beat of then. */
async function beatsUntil(at: number): Promise<void> {
  while (clock.now() < at) {
    clock.advanceBy(5_000);
    const careAt = clock.now() + slept;
    await expect.poll(async () => (await lastBeat(database.pool))?.careAt, patience).toBe(careAt);
  }
}

describe('beats', () => {
  it('say when we were last alive, and once more at the end', async () => {
    await beatsUntil(startAt + 10_000);
    clock.advanceBy(3_000);
    await beats.close();
    expect(await lastBeat(database.pool)).toEqual({ careAt: startAt + 13_000, wallAt: startAt + 13_000 });
    expect(blinded).toEqual([]);
  });

  it('notice that the machine stood still, and tell the judge before anything else', async () => {
    await beatsUntil(startAt + 10_000);
    slept = 20 * minute;
    clock.advanceBy(5_000);
    const now = startAt + 15_000 + slept;
    expect(blinded).toEqual([{ fromAt: startAt + 10_000, toAt: now }]);
    await expect.poll(() => listIncidents(database.pool, 10), patience).toMatchObject([{ kind: 'gateway', fromAt: startAt + 10_000 }]);
    await beatsUntil(startAt + 60_000);
    expect(blinded).toHaveLength(1);
  });

  it('a short pause is none', async () => {
    await beatsUntil(startAt + 10_000);
    slept = minute - 5_001;
    clock.advanceBy(5_000);
    expect(blinded).toEqual([]);
  });

  it('record that the database was away: readings waited, and the judge is told nothing', async () => {
    await beatsUntil(startAt + 10_000);
    stalled = true;
    await beatsUntil(startAt + 100_000);
    expect(await listIncidents(database.pool, 10)).toEqual([]);
    stalled = false;
    await beatsUntil(startAt + 105_000);
    await expect
      .poll(() => listIncidents(database.pool, 10), patience)
      .toMatchObject([{ kind: 'database', fromAt: startAt + 10_000, toAt: startAt + 105_000 }]);
    expect(blinded).toEqual([]);
  });
});

describe('an outage before the start', () => {
  it.each([
    ['never alive before', null, null],
    ['a restart within a minute', startAt - minute + 1, null],
    ['a minute', startAt - minute, { fromAt: startAt - minute, toAt: startAt }],
    ['care time that ran ahead', startAt + minute, null],
  ])('%s', (_, aliveAt, outage) => {
    expect(outageSince(aliveAt, startAt)).toEqual(outage);
  });
});
