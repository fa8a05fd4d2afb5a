import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pipeline } from '../../gateway/pipeline/pipeline.ts';
import { verifyReplay } from '../../gateway/replay-verify.ts';
import { loadScenarioStates } from '../../gateway/store/scenario-states.ts';
import type { Notification } from '../../rules/model/effect.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { liveUntil, settled, startJudge } from '../support/judge.ts';
import { arrivalOf, type SeededHome, seedHome, seedTeams } from '../support/seed.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

const sixInTheMorning = Date.UTC(2026, 0, 12, 6);
const minute = 60_000;

let database: FreshDatabase;
let clock: VirtualClock;
let pipeline: Pipeline;
let home: SeededHome;
let told: Notification[];

async function start(): Promise<void> {
  pipeline = await startJudge(database, clock, { committed: ({ notifications }) => told.push(...notifications) });
}

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock(sixInTheMorning);
  told = [];
  await seedTeams(database.pool);
  home = await seedHome(database.pool, 1, sixInTheMorning, ['fridge', 'sos']);
  await start();
});

afterEach(async () => {
  await pipeline.close();
  await database.drop();
});

const settle = () => settled({ database, pipeline });
const until = (at: number) => liveUntil(at, { database, clock, pipeline });

const accepted = (reading: Parameters<typeof arrivalOf>[1]) =>
  new Promise<Error | null>((done) => pipeline.accept(arrivalOf(home, reading), done));

const opened = (observedAt: number, key: string) => ({
  source: home.deviceIds.fridge,
  kind: 'contact' as const,
  value: 'open',
  key,
  observedAt,
  receivedAt: clock.now(),
});

const count = async (table: string) => (await database.pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]?.n;

describe('an earlier version of the program has left', () => {
  it('what cannot be gone on from: the agreement begins anew, is looked at again, and somebody is told', async () => {
    await accepted(opened(clock.now(), 'a'));
    await settle();
    await pipeline.close();
    const stored = (await loadScenarioStates(database.pool)).get('scn-1-0')!;
    const state = { ...(stored.state as object), moving: 'none' };
    await database.pool.query('delete from state_batch');
    await database.pool.query(
      `insert into scenario_state (scenario_id, patient_id, state, wake_at, episode, seq) values ('scn-1-0', $1, $2, null, 3, $3)
       on conflict (scenario_id) do update set state = $2, wake_at = null, episode = 3`,
      [home.patientId, JSON.stringify(state), stored.seq],
    );
    await start();
    await settle();
    const { rows } = await database.pool.query<{ text: string }>(`select text from task where kind = 'scenario-fault'`);
    expect(rows).toMatchObject([{ text: expect.stringContaining('scn-1-0 began anew') }]);
    expect(rows[0]?.text).toContain('(moving)');
    await until(sixInTheMorning + 5 * 60 * minute);
    expect(pipeline.openAlerts().map(({ id }) => id)).toEqual(['scn-1-0.4']);
  });
});

describe('acknowledged means stored and judged', () => {
  it('answers a reading after the reading and the state it changed are in the database', async () => {
    expect(await accepted(opened(clock.now(), 'a'))).toBeNull();
    expect(await count('observation')).toBe(1);
    expect((await loadScenarioStates(database.pool)).get('scn-1-0')?.state).toMatchObject({ eatenAt: sixInTheMorning });
  });

  it('stores the same reading once, in one batch and in several, and answers every copy', async () => {
    const at = clock.now();
    const answers = await Promise.all([accepted(opened(at, 'a')), accepted(opened(at, 'a')), accepted(opened(at, 'b'))]);
    answers.push(await accepted(opened(at, 'a')));
    expect(answers).toEqual([null, null, null, null]);
    expect(await count('observation')).toBe(2);
  });

  it('judges once what a message says twice, also beside others of the same instant', async () => {
    const at = clock.now();
    const said = arrivalOf(home, opened(at, 'twice'));
    const twice = { ...said, observations: [...said.observations, ...said.observations] };
    const answers = await Promise.all([
      accepted(opened(at - 1, 'under way')),
      accepted(opened(at, 'of the same batch')),
      new Promise<Error | null>((done) => pipeline.accept(twice, done)),
    ]);
    expect(answers).toEqual([null, null, null]);
    expect([await count('observation'), await count('quarantine')]).toEqual([3, 0]);
  });

  it('takes what a source sends again after a restart, message by message and younger each time, for what it is', async () => {
    const at = clock.now();
    const all = Array.from({ length: 20 }, (_, i) => opened(at + i, `r${i}`));
    await Promise.all(all.map(accepted));
    await pipeline.close();
    await start();
    const answers = await Promise.all([...all, opened(at + 20, 'new'), ...all].map(accepted));
    expect(answers).toEqual(answers.map(() => null));
    expect(await count('observation')).toBe(21);
    expect(await count('quarantine')).toBe(0);
  });

  it('keeps as unreadable what the database calls known although nothing shows it, and goes on', async () => {
    await database.pool.query(`create function known() returns trigger language plpgsql as $$ begin
        raise unique_violation using table = 'observation'; end $$`);
    await database.pool.query(
      `create trigger known before insert on observation for each row when (new.key = 'never') execute function known()`,
    );
    const answers = await Promise.all(['before', 'never', 'after'].map((key, i) => accepted(opened(clock.now() + i, key))));
    expect(answers).toEqual([null, null, null]);
    expect([await count('observation'), await count('quarantine')]).toEqual([2, 1]);
  });

  it('keeps what could not be read, with its reason', async () => {
    const unreadable = [{ topic: 'hearthline/v1/fridge-1/observations', payload: Buffer.from('{'), reason: 'not JSON' }];
    const arrival = { source: 'fridge-1', homeId: home.homeId, patientId: null, observations: [], unreadable, timeless: [] };
    expect(await new Promise((done) => pipeline.accept(arrival, done))).toBeNull();
    const { rows } = await database.pool.query('select source, reason, payload from quarantine');
    expect(rows).toEqual([{ source: 'fridge-1', reason: 'not JSON', payload: Buffer.from('{') }]);
  });

  it('keeps a reading that the database refuses as unreadable, and stores its neighbours', async () => {
    const answers = await Promise.all([
      accepted(opened(clock.now(), 'before')),
      accepted(opened(clock.now() + 1, 'nul\u0000')),
      accepted(opened(clock.now() + 2, 'after')),
    ]);
    expect(answers).toEqual([null, null, null]);
    expect(await count('observation')).toBe(2);
    const { rows } = await database.pool.query<{ reason: string }>('select reason from quarantine');
    expect(rows.map((row) => row.reason.slice(0, 20))).toEqual(['could not be stored:']);
  });
});

describe('the fridge that stays shut', () => {
  it('asks at ten, then the daughter, then the centre, then rapid response', async () => {
    const ten = sixInTheMorning + 240 * minute;
    await until(ten - 1);
    expect(told).toEqual([]);
    await until(ten);
    await until(ten + 110 * minute);
    expect(told.map((one) => `${one.recipient.kind} ${one.channel.kind} +${(one.createdAt - ten) / minute}`)).toEqual([
      'device mqtt +0',
      'device mqtt +30',
      'contact email +60',
      'team email +80',
      'team email +110',
    ]);
  });

  it('goes on where it was after a restart, and marks the late step', async () => {
    const ten = sixInTheMorning + 240 * minute;
    await until(ten);
    await pipeline.close();
    clock.advanceTo(ten + 45 * minute);
    await start();
    clock.advanceBy(0);
    await settle();
    expect(told.map((one) => one.recipient.kind)).toEqual(['device', 'device']);
    const { rows } = await database.pool.query<{ late: number | null }>(
      `select (entry::json->>'lateMs')::integer as late from alert_timeline where type = 'step' order by n`,
    );
    expect(rows.map((row) => row.late)).toEqual([null, 15 * minute]);
  });

  it('is closed by an opening before anybody else was called', async () => {
    const ten = sixInTheMorning + 240 * minute;
    await until(ten);
    clock.advanceTo(ten + 5 * minute);
    await accepted(opened(clock.now(), 'late breakfast'));
    await until(ten + 300 * minute);
    expect(told.map((one) => one.recipient.kind)).toEqual(['device']);
    const { rows } = await database.pool.query<{ status: string; code: string }>(
      `select status, state->'outcome'->>'code' as code from alert`,
    );
    expect(rows).toEqual([{ status: 'closed', code: 'prompt-sufficed' }]);
  });
});

describe('what people do to an alert', () => {
  const coordinator = { kind: 'user', id: 'u1', name: 'Asha', tier: 'professional' } as const;

  async function pressed(): Promise<string> {
    await accepted({ ...opened(clock.now(), 'press'), source: home.deviceIds.button, kind: 'sos', value: true });
    await settle();
    return pipeline.openAlerts()[0]!.id;
  }

  it('one of two who act on the same version wins, the other sees the fresh alert', async () => {
    const id = await pressed();
    const { version } = pipeline.openAlerts()[0]!;
    const [first, second] = await Promise.all([
      pipeline.command(id, { type: 'acknowledge', actor: coordinator }, version),
      pipeline.command(id, { type: 'acknowledge', actor: { ...coordinator, id: 'u2', name: 'Ben' } }, version),
    ]);
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, reason: 'version', alert: { owner: { actor: { name: 'Asha' } } } });
  });

  it('is told that a closed alert is closed, and that an unknown one is not there', async () => {
    const id = await pressed();
    const closed = await pipeline.command(id, { type: 'close', actor: coordinator, outcome: 'accidental', note: '' }, null);
    expect(closed).toMatchObject({ ok: true, alert: { status: 'closed', outcome: { code: 'accidental' } } });
    expect(await pipeline.command(id, { type: 'note', actor: coordinator, text: 'x' }, null)).toMatchObject({
      ok: false,
      reason: 'not-found',
    });
  });
});

describe('an aggregate', () => {
  it('is stored whole, with what was sent and converted, and is judged neither now nor in replay', async () => {
    const at = clock.now();
    const detail = { original: { value: 32, unit: 'mg/dL' }, statistic: 'average', fromAt: at - 240 * minute } as const;
    const press = { ...opened(at, 'press'), source: home.deviceIds.button, kind: 'sos', value: true } as const;
    await accepted({ ...press, detail });
    expect((await database.pool.query('select detail from observation')).rows).toEqual([{ detail }]);
    expect(pipeline.openAlerts()).toEqual([]);
    expect((await verifyReplay(database.pool, catalogue)).differences).toEqual([]);
    await accepted({ ...press, key: 'pressed' });
    expect(pipeline.openAlerts()).toHaveLength(1);
  });
});

describe('replay gives the same decisions', () => {
  it('reproduces every timeline hash, alert, notification and state from the stored log', async () => {
    const ten = sixInTheMorning + 240 * minute;
    await until(ten + 70 * minute);
    await accepted({ ...opened(clock.now(), 'press'), source: home.deviceIds.button, kind: 'sos', value: true });
    await until(ten + 200 * minute);
    await database.pool.query(`update contact set may_be_told = false where id = 'con-1'`);
    await database.pool.query('update patient set revision = revision + 1');
    await pipeline.patientChanged(home.patientId);
    await until(ten + 400 * minute);
    const report = await verifyReplay(database.pool, catalogue);
    expect(report.differences).toEqual([]);
    expect(report.alerts).toBe(2);
    expect(report.timelineEntries).toBeGreaterThan(20);
  });

  it('names a decision that somebody changed afterwards', async () => {
    await until(sixInTheMorning + 300 * minute);
    await database.pool.query(`update alert set state = jsonb_set(state, '{reason}', '"nothing"')`);
    const report = await verifyReplay(database.pool, catalogue);
    expect(report.differences).toEqual(['alert scn-1-0.1 differs']);
  });
});

describe('a change of what is agreed', () => {
  it('is in force for everybody who was told so, whoever tells the judge', async () => {
    await seedHome(database.pool, 2, clock.now(), ['sos']);
    const first = pipeline.patientChanged('pat-2');
    const second = pipeline.patientChanged('pat-2');
    await second;
    expect(pipeline.context('pat-2')?.knownAs).toBe('Kathleen');
    await first;
  });
});
