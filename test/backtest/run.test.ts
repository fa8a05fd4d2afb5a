import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentContext, feed, runBacktest } from '../../gateway/backtest/run.ts';
import { seeingOneState, storedDecisions } from '../../gateway/store/log-reader.ts';
import { nobodyAnswers, PeopleAnswering } from '../../rules/backtest/people.ts';
import { VirtualRun } from '../../rules/backtest/virtual-run.ts';
import { World } from '../../rules/engine/world.ts';
import type { Effect } from '../../rules/model/effect.ts';
import { day, minute } from '../../rules/model/time.ts';
import { catalogue } from '../../rules/scenarios/catalogue.ts';
import { asha, at, LivedHome, monday } from './support.ts';

let lived: LivedHome;
beforeEach(async () => {
  lived = await LivedHome.start();
});
afterEach(() => lived.close());

const recorded = { ...nobodyAnswers, answers: 'recorded' } as const;

/** Three days: a breakfast missed and asked about to the end, a call for help, an aggregate, a late reading, presence away, and messages that failed. */
async function threeDays(): Promise<void> {
  const { pool } = lived.database;
  await lived.until(at('11:00'));
  const { rows } = await pool.query(`select body from notification where purpose = 'escalation'`);
  lived.pipeline.fate(rows[0].body, 'failed', 'no such mailbox');
  await lived.until(at('11:25'));
  await lived.command('scn-1-0.1', { type: 'acknowledge', actor: asha });
  await lived.until(at('12:10'));
  await lived.open();
  await lived.until(at('12:30'));
  await lived.command('scn-1-0.1', { type: 'close', actor: asha, outcome: 'reassurance', note: '' });
  await lived.until(at('20:15'));
  await lived.press();
  await lived.until(at('20:21'));
  await lived.command('scn-1-1.1', { type: 'close', actor: asha, outcome: 'accidental', note: '' });
  await lived.press({ statistic: 'sum' });
  await lived.until(at('08:30', 1));
  await lived.open(20 * minute);
  await lived.until(at('13:00', 1));
  await pool.query(`update patient set presence_mode = 'away', presence_until = $1, revision = revision + 1`, [new Date(at('06:30', 2))]);
  await lived.pipeline.patientChanged(lived.home.patientId);
  await lived.until(at('12:00', 2));
}

/** The shape that storing and reading again gives. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the same log', () => {
  it('gives the decisions that were taken live, with the answers of then', async () => {
    await threeDays();
    const { pool } = lived.database;
    const { patientId } = lived.home;
    const effects: Effect[] = [];
    const run = new VirtualRun(new World(catalogue), new PeopleAnswering(recorded), (decision) => effects.push(...decision.effects));
    const range = { patientId, fromAt: monday, toAt: at('12:01', 2) };
    await seeingOneState(pool, (client) => feed(client, range, (entry) => run.take(entry)));
    run.advanceTo(at('12:00', 2));
    const alerts = new Map(effects.flatMap((effect) => (effect.type === 'save-alert' ? [[effect.alert.id, effect.alert] as const] : [])));
    const notifications = new Map(
      effects.flatMap((effect) => (effect.type === 'notify' ? [[effect.notification.id, effect.notification] as const] : [])),
    );
    const then = await seeingOneState(pool, storedDecisions);
    expect([...alerts.keys()]).toEqual(['scn-1-0.1', 'scn-1-1.1', 'scn-1-0.2']);
    expect(Object.fromEntries([...alerts].map(([id, alert]) => [id, stored(alert)]))).toEqual(
      Object.fromEntries(then.alerts.map(({ id, state }) => [id, state])),
    );
    expect(notifications.size).toBeGreaterThan(10);
    expect(Object.fromEntries([...notifications].map(([id, one]) => [id, stored(one)]))).toEqual(
      Object.fromEntries(then.notifications.map(({ id, body }) => [id, body])),
    );
    for (const [scenarioId, state] of then.states) {
      const patient = run.world.patient(patientId)!;
      const place = patient.scenarios.findIndex(({ id }) => id === scenarioId);
      expect(stored(patient.states[place])).toEqual(state);
    }
  });

  it('gives the same report every time', async () => {
    await threeDays();
    const query = { patientId: lived.home.patientId, fromAt: monday, toAt: at('00:00', 3), scenarios: 'current' } as const;
    const report = await runBacktest(lived.database.pool, query);
    expect(await runBacktest(lived.database.pool, query)).toEqual(report);
    expect(report.readings).toBe(4);
  });
});

describe('what would have been', () => {
  it('with nobody answering is told to the end of the ladder, and changes nothing that is stored', async () => {
    await lived.until(at('09:00'));
    await lived.open();
    await lived.until(at('12:00', 1));
    await lived.open();
    await lived.until(at('20:00', 1));
    const { pool } = lived.database;
    const count = () =>
      pool.query('select (select count(*) from alert) as a, (select count(*) from notification) as n, (select count(*) from journal) as j');
    const before = (await count()).rows;
    const report = await runBacktest(pool, { patientId: 'pat-1', fromAt: monday, toAt: at('00:00', 7), scenarios: 'current' });
    expect((await count()).rows).toEqual(before);
    const tuesday = report.alerts.find(({ openedAt }) => openedAt === at('10:00', 1));
    expect(tuesday).toMatchObject({
      scenarioId: 'scn-1-0',
      clearedAt: at('12:00', 1),
      lastedMs: 120 * minute,
      outcome: 'condition-settled',
    });
    expect(tuesday?.levels).toEqual([
      { level: 'patient', at: at('10:00', 1) },
      { level: 'family', at: at('11:00', 1) },
      { level: 'coordination', at: at('11:20', 1) },
      { level: 'rapid-response', at: at('11:50', 1) },
    ]);
    expect(tuesday?.told.map((one) => [new Date(one.at).toISOString().slice(11, 16), one.to.name, one.channel, one.purpose])).toEqual([
      ['10:00', 'Kathleen', 'mqtt', 'prompt'],
      ['10:30', 'Kathleen', 'mqtt', 'prompt'],
      ['11:00', 'Maureen', 'email', 'escalation'],
      ['11:20', 'Coordination centre', 'email', 'escalation'],
      ['11:50', 'Rapid response', 'email', 'escalation'],
      ['12:00', 'Maureen', 'email', 'resolved'],
      ['12:00', 'Coordination centre', 'email', 'resolved'],
      ['12:00', 'Rapid response', 'email', 'resolved'],
    ]);
    // Nothing was heard afterwards: a missed breakfast on each of the days that followed.
    expect(report.alerts.map(({ openedAt }) => new Date(openedAt).getUTCDate())).toEqual([13, 14, 15, 16, 17, 18]);
    expect(report.scenarios.map(({ id, alerts }) => [id, alerts])).toEqual([
      ['scn-1-0', 6],
      ['scn-1-1', 0],
    ]);
  });

  it('is of today’s agreements on yesterday’s readings, or of those that are proposed', async () => {
    await lived.until(at('09:30'));
    await lived.open();
    await lived.until(at('20:00'));
    const { pool } = lived.database;
    const [fridge] = (await currentContext(pool, 'pat-1')).scenarios;
    const earlier = { ...fridge!, version: 2, params: { window: { from: '07:00', to: '09:00' } }, activeFromAt: at('20:00') };
    const query = { patientId: 'pat-1', fromAt: monday, toAt: at('20:00') };
    expect((await runBacktest(pool, { ...query, scenarios: 'current' })).alerts).toEqual([]);
    const proposed = await runBacktest(pool, { ...query, scenarios: [earlier] });
    expect(proposed.alerts).toMatchObject([
      { openedAt: at('09:00'), clearedAt: at('09:30'), scenarioVersion: 2, outcome: 'prompt-sufficed' },
    ]);
    expect(proposed.scenarios).toHaveLength(1);
  });

  it('begins with the history, and says so', async () => {
    const report = await runBacktest(lived.database.pool, {
      patientId: 'pat-1',
      fromAt: monday - 5 * day,
      toAt: at('06:30'),
      scenarios: 'current',
    });
    expect(report.notes).toEqual(['The stored history begins on 12 January 2026 at 06:00 (Europe/London); nothing before it was judged.']);
    expect(report.alerts).toEqual([]);
  });

  it('is refused for a person who does not exist', async () => {
    const query = { patientId: 'nobody', fromAt: monday, toAt: at('07:00'), scenarios: 'current' } as const;
    await expect(runBacktest(lived.database.pool, query)).rejects.toThrow('there is no such patient');
  });
});
