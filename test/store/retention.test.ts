import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepNoLonger } from '../../gateway/retention.ts';
import { deleteDue, type Periods, whatIsDue } from '../../gateway/store/retention.ts';
import { verifyTimelines } from '../../gateway/store/timeline.ts';
import { day, hour } from '../../rules/model/time.ts';
import { terminalOn } from '../admin/terminal.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { seedHome } from '../support/seed.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const at = Date.UTC(2026, 0, 12, 1);
const now = { at, wallAt: at };
const periods: Periods = { keepEndedDays: 100, keepQuarantineDays: 30, keepSignInsDays: 7 };
let database: FreshDatabase;

/** Person `n`, whose only agreement ended so many milliseconds ago (null: is in force), with a reading, a message and something judged. */
async function person(n: number, endedAgoMs: number | null): Promise<void> {
  const { pool } = database;
  const since = at - 400 * day;
  await seedHome(pool, n, since, ['fridge']);
  if (endedAgoMs !== null)
    await pool.query(`update scenario set status = 'retired', ended_at = $2 where patient_id = $1`, [
      `pat-${n}`,
      new Date(at - endedAgoMs),
    ]);
  await pool.query(
    `insert into observation (source, observed_at, key, kind, value, received_at, patient_id, home_id, provenance, snapshot, seq)
     values ($1, $2, 'k', 'contact', '"open"', $2, $3, $4, 'device', false, $5)`,
    [`fridge-${n}`, new Date(since), `pat-${n}`, `home-${n}`, n],
  );
  await pool.query(
    `insert into notification (id, patient_id, channel_kind, severity, purpose, status, body, created_at, updated_at, seq)
     values ($1, $2, 'email', 'low', 'prompt', 'sent', '{}', $3, $3, $4)`,
    [`not-${n}`, `pat-${n}`, new Date(since), n],
  );
  await pool.query(`insert into journal (seq, patient_id, type, input) values ($1, $2, 'context', '{}')`, [n, `pat-${n}`]);
}

const idsOf = async (table: string, column: string) =>
  (await database.pool.query<{ id: string }>(`select ${column} as id from ${table} order by 1`)).rows.map(({ id }) => id);

beforeAll(async () => {
  database = await freshDatabase();
  await person(1, null);
  await person(2, 100 * day - 1);
  await person(3, 100 * day);
  await person(4, 100 * day + 1);
  await person(5, 200 * day);
  const { pool } = database;
  // Care that ended long ago, and an alert that somebody still has to code.
  await pool.query(
    `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, wake_at, version, state, seq)
     values ('scn-5-0.1', 'pat-5', 'scn-5-0', 'cleared', 'low', 'coordination', $1, $1, 1, '{"entries": 0}', 1)`,
    [new Date(at - 300 * day)],
  );
  for (const [i, age] of [30 * day + 1, 30 * day, hour].entries())
    await pool.query(`insert into quarantine (source, topic, payload, reason, received_at) values ($1, '', '', '', $2)`, [
      `q${i}`,
      new Date(at - age),
    ]);
});
afterAll(() => database?.drop());

const counts = { readings: 'readings of people whose care has ended', unread: 'messages that could not be read' };

describe('what has been kept long enough', () => {
  it('can be looked at before it goes', async () => {
    const due = await whatIsDue(database.pool, periods, now);
    expect(due.filter(({ rows }) => rows > 0)).toEqual([
      { what: counts.readings, keptDays: 100, rows: 1 },
      { what: 'messages about people whose care has ended', keptDays: 100, rows: 1 },
      { what: 'what was judged of people whose care has ended', keptDays: 100, rows: 1 },
      { what: counts.unread, keptDays: 30, rows: 1 },
    ]);
    expect(await idsOf('observation', 'source')).toHaveLength(5);
  });

  it('is told by the command line, by the settings of the gateway', async () => {
    const env = { HEARTHLINE_KEEP_ENDED_DAYS: '0', HEARTHLINE_KEEP_QUARANTINE_DAYS: '0' };
    const { json } = terminalOn(
      () => database,
      () => env,
    );
    const due: { what: string; keptDays: number; rows: number }[] = await json(['retention', 'preview']);
    expect(due.find(({ what }) => what === counts.unread)).toEqual({ what: counts.unread, keptDays: 0, rows: 0 });
  });

  it('goes in the night, and nothing of anybody who is cared for, or was until lately, or of whom an alert is open', async () => {
    const clock = virtualClock(at);
    const lines: string[] = [];
    const log = { info: (_: object, text: string) => void lines.push(text), warn: (_: object, text: string) => void lines.push(text) };
    const keeping = keepNoLonger({ pool: database.pool, clock, log: log as never, periods });
    clock.advanceTo(at + 2.5 * hour - 1);
    expect(await idsOf('observation', 'source')).toHaveLength(5);
    clock.advanceTo(at + 2.5 * hour);
    // By then the care of person 2 and 3 ended more than a hundred days ago as well.
    await expect.poll(() => lines.length, patience).toBe(4);
    keeping.close();
    expect(await idsOf('observation', 'source')).toEqual(['fridge-1', 'fridge-5']);
    expect(await idsOf('notification', 'id')).toEqual(['not-1', 'not-5']);
    expect(await idsOf('journal', 'patient_id')).toEqual(['pat-1', 'pat-5']);
    expect(await idsOf('quarantine', 'source')).toEqual(['q2']);
    expect(await idsOf('patient', 'id')).toHaveLength(5);
    expect((await verifyTimelines(database.pool)).broken).toEqual([]);
  });

  it('is nothing where the settings say for ever', async () => {
    await person(6, 300 * day);
    expect(await deleteDue(database.pool, { keepEndedDays: 0, keepQuarantineDays: 0, keepSignInsDays: 0 }, now)).toEqual([]);
    expect(await deleteDue(database.pool, periods, now)).toMatchObject([{ rows: 1 }, { rows: 1 }, { rows: 1 }]);
  });
});
