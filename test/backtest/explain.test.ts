import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explain } from '../../gateway/backtest/explain.ts';
import type { ExplanationView } from '../../gateway/contract/explanations.ts';
import { toExplanationView } from '../../gateway/views/explanation.ts';
import { day, minute } from '../../rules/model/time.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { asha, at, LivedHome, monday } from './support.ts';

let lived: LivedHome;
beforeEach(async () => {
  lived = await LivedHome.start();
});
afterEach(() => lived.close());

async function why(then: number, scenarioId = 'scn-1-0'): Promise<ExplanationView> {
  const query = { patientId: lived.home.patientId, scenarioId, at: then, now: lived.clock.now() };
  return toExplanationView(await explain(lived.database.pool, query), templates);
}

const change = async (sql: string, values: unknown[] = []) => {
  await lived.database.pool.query(sql, values);
  await lived.database.pool.query('update patient set revision = revision + 1');
  await lived.pipeline.patientChanged(lived.home.patientId);
};

describe('why there was no alert', () => {
  it('names the condition that was not so, what was found, the version and who set it', async () => {
    await lived.until(at('08:12'));
    await lived.open();
    await lived.until(at('12:00', 2));
    const answer = await why(at('10:05'));
    expect(answer).toMatchObject({ status: 'watching', version: 1, approvedBy: 'Dr Amin', alert: null, complete: true, notes: [] });
    expect(answer.sentence).toMatch(/^There was no alert at 10:05 on 12 January\. An alert needs this, and it was not so: /);
    expect(answer.sentence).toContain('08:12');
    expect(answer.conditions.some(({ met }) => met === false)).toBe(true);
    expect(answer.conditions.find(({ limit }) => limit)?.limit).toContain('scenario version 1, approved by Dr Amin');
  });

  it('is answered with what was known then, not with what came to be known', async () => {
    await lived.until(at('09:00'));
    const eaten = async (then: number) => (await why(then)).conditions.find(({ text }) => text.includes('No opening of the fridge'))?.met;
    await lived.until(at('09:20'));
    await lived.open(40 * minute);
    await lived.until(at('12:00'));
    expect(await eaten(at('09:00'))).toBe(true);
    expect(await eaten(at('09:20'))).toBe(false);
  });

  it('is answered for the instant before an alert and the instant of it', async () => {
    await lived.until(at('12:00'));
    expect(await why(at('10:00') - 1)).toMatchObject({ status: 'watching', alert: null });
    const answer = await why(at('10:00'));
    expect(answer).toMatchObject({ status: 'alert-open', alert: { id: 'scn-1-0.1', openedAt: '2026-01-12T10:00:00.000Z' } });
    expect(answer.sentence).toMatch(/^There was one: an alert was open at 10:00 on 12 January/);
    expect(answer.conditions.every(({ met }) => met === true)).toBe(true);
  });

  it('says that somebody was seeing to it, and when the alert was closed', async () => {
    await lived.until(at('11:10'));
    await lived.command('scn-1-0.1', { type: 'acknowledge', actor: asha });
    await lived.until(at('11:20'));
    await lived.command('scn-1-0.1', { type: 'close', actor: asha, outcome: 'reassurance', note: '' });
    await lived.until(at('12:00'));
    expect(await why(at('11:09'))).toMatchObject({ status: 'alert-open' });
    expect(await why(at('11:15'))).toMatchObject({ status: 'acknowledged', sentence: expect.stringContaining('Asha was seeing to it') });
    expect(await why(at('11:20'))).toMatchObject({ status: 'watching', alert: null });
  });

  it('says that it was not agreed yet, or not any more', async () => {
    await lived.until(at('09:00'));
    await lived.open();
    await lived.until(at('07:00', 1));
    await change(
      `insert into scenario (id, version, patient_id, template, params, status, approved_by, active_from)
      values ('late', 1, 'pat-1', 'fridge', '{}', 'active', 'Dr Amin', $1)`,
      [new Date(lived.clock.now())],
    );
    await lived.until(at('09:00', 1));
    await change(`update scenario set status = 'retired' where id = 'scn-1-0'`);
    await lived.until(at('12:00', 1));
    expect(await why(at('06:59', 1), 'late')).toMatchObject({ status: 'not-yet-active', version: null, conditions: [] });
    expect(await why(at('07:00', 1), 'late')).toMatchObject({ status: 'watching', version: 1 });
    expect(await why(at('08:59', 1))).toMatchObject({ status: 'watching' });
    expect(await why(at('09:01', 1))).toMatchObject({ status: 'retired', version: null });
  });

  it('says that the person was away, or that the agreement was paused', async () => {
    await lived.until(at('06:30'));
    await change(`update patient set presence_mode = 'hospital'`);
    await lived.until(at('12:00'));
    await change(`update patient set presence_mode = 'home'`);
    await change(`update scenario set paused_until = $1 where id = 'scn-1-0'`, [new Date(at('12:00', 1))]);
    await lived.until(at('13:00', 1));
    expect(await why(at('10:30'))).toMatchObject({ status: 'away', sentence: expect.stringContaining('was away by agreement (hospital)') });
    expect(await why(at('10:30', 1))).toMatchObject({
      status: 'paused',
      sentence: expect.stringContaining('paused until 12:00 on 13 January'),
    });
    expect(await why(at('12:30', 1))).toMatchObject({ status: 'watching' });
  });

  it('says that we could not see', async () => {
    await lived.until(at('09:00'));
    await lived.database.pool.query(`insert into system_incident (id, kind, from_at, to_at) values ('g', 'gateway', $1, $2)`, [
      new Date(at('08:00')),
      new Date(at('08:30')),
    ]);
    expect(await why(at('07:59'))).toMatchObject({ status: 'watching' });
    expect(await why(at('08:10'))).toMatchObject({ status: 'blind', sentence: expect.stringContaining('we could not see into the home') });
    expect(await why(at('08:30'))).toMatchObject({ status: 'watching' });
  });

  it('says what is missing in the history', async () => {
    await lived.until(at('12:00'));
    expect(await why(at('09:00'))).toMatchObject({ complete: false, notes: ['No reading is stored of the time before.'] });
    expect(await why(monday - day)).toMatchObject({ status: 'not-yet-active', version: null });
  });

  it('changes nothing that is stored', async () => {
    await lived.until(at('12:00'));
    // Batches of states are carried over into their table meanwhile, whoever asks.
    const count = () => lived.database.pool.query('select (select count(*) from alert) as a, (select count(*) from journal) as j');
    const before = (await count()).rows;
    await why(at('11:00'));
    expect((await count()).rows).toEqual(before);
  });

  it('is refused for the future, for what is too long ago, and for somebody else’s agreement', async () => {
    await expect(why(lived.clock.now() + 1)).rejects.toThrow('lies in the future');
    await expect(why(lived.clock.now() - 90 * day - 1)).rejects.toThrow('more than 90 days ago');
    await expect(why(lived.clock.now(), 'another')).rejects.toThrow('no such agreement with this patient');
  });
});
