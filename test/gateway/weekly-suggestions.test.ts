import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSuggestionsWeekly } from '../../gateway/weekly-suggestions.ts';
import { day, hour, minute } from '../../rules/model/time.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { seedHome } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const wednesday = Date.UTC(2026, 2, 25, 12);
/** The clocks have gone forward the day before: in London it is Monday an hour earlier than in UTC. */
const nextMonday = Date.UTC(2026, 2, 29, 23);

let database: FreshDatabase;
let clock: VirtualClock;
let making: { close(): void } | null;
const warnings: string[] = [];

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(wednesday);
  warnings.length = 0;
  making = null;
  await seedHome(database.pool, 1, wednesday - 60 * day, ['sos']);
  // Eight alerts that needed nobody, in the four weeks before the week of that Wednesday, and none after.
  for (let n = 0; n < 8; n++)
    await database.pool.query(
      `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, closed_at, wake_at, version, state, seq)
       values ($1, 'pat-1', 'scn-1-0', 'closed', 'high', 'family', $2, $2, $2, 1, '{"template":"sos","outcome":{"code":"reassurance"}}', 1)`,
      [`a.${n}`, new Date(wednesday - (9 + n) * day)],
    );
});
afterEach(async () => {
  making?.close();
  await database.drop();
});

const start = () => {
  const log = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) });
  making = makeSuggestionsWeekly({ pool: database.pool, clock, templates, log });
};
/** `2026-03-23 at 2026-03-25T12:00`: each week that was looked at, and when. */
const weeks = async () =>
  (await database.pool.query<{ week: string; at: number }>('select week, made_at as at from suggestion_week order by week')).rows.map(
    ({ week, at }) => `${week} at ${new Date(at).toISOString().slice(0, 16)}`,
  );
const suggestions = async () =>
  (await database.pool.query<{ id: string }>('select id from suggestion order by id')).rows.map(({ id }) => id);
const made = (expected: readonly string[]) => vi.waitFor(async () => expect(await weeks()).toEqual(expected), patience);

describe('suggestions', () => {
  it('of the week under way are made at start, though nobody asks for them', async () => {
    start();
    await made(['2026-03-23 at 2026-03-25T12:00']);
    expect(await suggestions()).toEqual(['2026-03-23.limit.scn-1-0']);
  });

  it('are made as a week begins, by the clock of the homes', async () => {
    start();
    await made(['2026-03-23 at 2026-03-25T12:00']);
    clock.advanceTo(nextMonday - 1);
    clock.advanceTo(nextMonday);
    await made(['2026-03-23 at 2026-03-25T12:00', '2026-03-30 at 2026-03-29T23:00']);
    clock.advanceTo(nextMonday + 7 * day);
    await made(['2026-03-23 at 2026-03-25T12:00', '2026-03-30 at 2026-03-29T23:00', '2026-04-06 at 2026-04-05T23:00']);
  });

  it('are made once, also when the gateway starts again, and those of weeks in which it was away are left out', async () => {
    start();
    await made(['2026-03-23 at 2026-03-25T12:00']);
    making?.close();
    clock.advanceBy(hour);
    start();
    clock.advanceTo(nextMonday);
    await made(['2026-03-23 at 2026-03-25T12:00', '2026-03-30 at 2026-03-29T23:00']);
    making?.close();
    clock.advanceTo(nextMonday + 15 * day);
    start();
    await made(['2026-03-23 at 2026-03-25T12:00', '2026-03-30 at 2026-03-29T23:00', '2026-04-13 at 2026-04-13T23:00']);
    expect(await suggestions()).toContain('2026-03-23.limit.scn-1-0');
  });

  it('are tried again when the database refuses', async () => {
    await database.pool.query('alter table suggestion_week rename to elsewhere');
    start();
    await vi.waitFor(() => expect(warnings.join()).toContain('the suggestions of this week could not be made'), patience);
    await database.pool.query('alter table elsewhere rename to suggestion_week');
    clock.advanceBy(minute);
    await made(['2026-03-23 at 2026-03-25T12:01']);
  });
});
