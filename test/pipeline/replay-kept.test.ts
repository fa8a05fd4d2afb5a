import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import { verifyReplay } from '../../gateway/replay-verify.ts';
import { addDuty } from '../../gateway/store/my/duty.ts';
import { deleteDue } from '../../gateway/store/retention.ts';
import { write } from '../../gateway/store/write.ts';
import { day, hour } from '../../rules/model/time.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { liveUntil, startJudge } from '../support/judge.ts';
import { arrivalOf, type SeededHome, seedHome, seedTeams } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const six = Date.UTC(2026, 2, 25, 6);
let database: FreshDatabase;
let clock: VirtualClock;
let pipeline: Pipeline;
let homes: SeededHome[];
let told: string[];

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(six);
  told = [];
  await seedTeams(database.pool);
  homes = [
    await seedHome(database.pool, 1, six, ['sos']),
    await seedHome(database.pool, 2, six, ['sos']),
    await seedHome(database.pool, 3, six, ['fridge']),
  ];
  pipeline = await startJudge(database, clock, {
    committed: ({ notifications }) => told.push(...notifications.map(({ recipient }) => recipient.name)),
  });
});
afterEach(async () => {
  await pipeline.close();
  await database.drop();
});

const actor = { kind: 'user', id: 'u1', name: 'Asha', tier: 'professional' } as const;

/** Somebody calls for help, and it ends. */
async function help(home: SeededHome): Promise<void> {
  const at = clock.now();
  const arrival = arrivalOf(home, {
    source: home.deviceIds.button,
    kind: 'sos',
    value: true,
    key: `k${at}`,
    observedAt: at,
    receivedAt: at,
  });
  expect(await new Promise((done) => pipeline.accept(arrival, done))).toBeNull();
  for (const { id } of pipeline.openAlerts()) await pipeline.command(id, { type: 'close', actor, outcome: 'reassurance', note: '' }, null);
  expect(pipeline.openAlerts()).toEqual([]);
}

const verified = async () => {
  const { alerts, forgotten, differences } = await verifyReplay(database.pool, catalogue);
  return { alerts, forgotten, differences };
};

describe('replay', () => {
  it('verifies what remains once retention has removed what was kept long enough, and says how much it cannot', async () => {
    const [gone, stays] = homes as [SeededHome, SeededHome];
    await help(gone);
    await help(stays);
    expect(await verified()).toEqual({ alerts: 2, forgotten: 0, differences: [] });
    await database.pool.query(`update scenario set status = 'retired', ended_at = $2 where patient_id = $1`, [
      gone.patientId,
      new Date(clock.now() + hour),
    ]);
    await pipeline.patientChanged(gone.patientId);
    const at = clock.now() + 200 * day;
    const removed = await deleteDue(database.pool, { keepEndedDays: 100, keepQuarantineDays: 0, keepSignInsDays: 0 }, { at, wallAt: at });
    expect(removed.map(({ what }) => what)).toContain('what was judged of people whose care has ended');
    expect(await verified()).toEqual({ alerts: 1, forgotten: 1, differences: [] });
  });

  it('still finds a decision of those that remain that somebody changed', async () => {
    await help(homes[0]!);
    await database.pool.query(`update alert set state = jsonb_set(state, '{severity}', '"low"')`);
    expect((await verified()).differences).toMatchObject([expect.stringContaining('differs')]);
  });

  it('knows who of the family was on duty when', async () => {
    const { pool } = database;
    const { patientId } = homes[2]!;
    await pool.query(
      `insert into contact (id, patient_id, name, relationship, position, may_be_told, channels) select 'peter', patient_id, 'Peter', 'son', 9, true, channels
         from contact where patient_id = $1`,
      [patientId],
    );
    await pool.query(
      `insert into contact_point (contact_id, kind, address, checked_at, checked_how, checked_by)
       select 'peter', kind, address, checked_at, checked_how, checked_by from contact_point where contact_id = 'con-3'`,
    );
    await pool.query(
      `insert into contact_consent (patient_id, contact_id, purpose, basis, given_at, given_by) values ($1, 'peter', 'be-told', 'patient', $2, 'Kathleen')`,
      [patientId, new Date(six)],
    );
    const { changed } = await write(pool, { at: clock.now(), actor: 'test' }, (tx) =>
      addDuty(tx, patientId, { id: 'weekend', contactId: 'peter', fromAt: six, untilAt: six + day }),
    );
    for (const id of changed.patientIds) await pipeline.patientChanged(id);
    await liveUntil(six + 6 * hour, { database, clock, pipeline });
    const family = told.filter((name) => name === 'Peter' || name === 'Maureen');
    expect(family[0]).toBe('Peter');
    expect((await verified()).differences).toEqual([]);
    // Without the duty in the log, others would have been asked.
    await pool.query(
      `update journal set input = (input::text::jsonb #- '{context,contacts,0,onDuty}' #- '{context,contacts,1,onDuty}')::json where type = 'context'`,
    );
    expect((await verified()).differences.length).toBeGreaterThan(0);
  });
});
