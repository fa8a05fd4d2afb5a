import { describe, expect, it } from 'vitest';
import type { BacktestReport } from '../../../rules/backtest/report.ts';
import { hour, minute } from '../../../rules/model/time.ts';
import { closes, min, opens, scenario, t0, tried } from './drive.ts';

/** Who was told how many minutes after the beginning, the patient's own device left out. */
const told = ({ alerts }: BacktestReport) =>
  alerts.flatMap((alert) =>
    alert.told.filter(({ to }) => to.kind !== 'device').map(({ at, to, purpose }) => `${(at - t0) / minute} ${to.name} ${purpose}`),
  );

describe('when nobody answers', () => {
  it('the ladder goes on, and who would have been told when is listed until the condition clears', () => {
    const report = tried([opens(10), closes(75)]);
    expect(told(report)).toEqual(['40 Mary escalation', '60 Cara escalation', '75 Mary resolved', '75 Cara resolved']);
    expect(report.alerts).toMatchObject([
      { openedAt: min(10), clearedAt: min(75), lastedMs: 65 * minute, outcome: 'condition-settled', toldAgain: 0 },
    ]);
    expect(report.alerts[0]?.levels.map(({ level, at }) => `${(at - t0) / minute} ${level}`)).toEqual([
      '10 patient',
      '40 family',
      '60 coordination',
    ]);
  });

  it('what the ladder says again is counted and not listed', () => {
    const report = tried([opens(10)], { closedAfterMs: 4 * hour });
    expect(told(report)).toEqual(['40 Mary escalation', '60 Cara escalation']);
    // The centre again every half hour, from 90 minutes on.
    expect(report.alerts[0]).toMatchObject({ toldAgain: 6, clearedAt: null, lastedMs: null, outcome: 'unable-to-contact' });
  });

  it('an alert that never clears is closed in the end, and the next one counts by itself', () => {
    const closedAfterMs = 2 * hour;
    expect(tried([opens(10), opens(129)], { closedAfterMs }).alerts).toHaveLength(1);
    expect(tried([opens(10), opens(131)], { closedAfterMs }).alerts.map(({ openedAt }) => openedAt)).toEqual([min(10), min(131)]);
  });

  it('what happens again before the outcome is recorded is the same alert, and another one after it', () => {
    const again = (n: number) => tried([opens(10), closes(45), opens(n), closes(n + 60)], { codedAfterMs: 20 * minute });
    expect(again(64).alerts).toMatchObject([{ openedAt: min(10), clearedAt: min(124) }]);
    expect(again(66).alerts.map(({ openedAt, clearedAt }) => [openedAt, clearedAt])).toEqual([
      [min(10), min(45)],
      [min(66), min(126)],
    ]);
  });

  it('an alert that the patient settles alone has no messages', () => {
    const report = tried([opens(10), closes(20)]);
    expect(told(report)).toEqual([]);
    expect(report.alerts).toMatchObject([{ outcome: 'prompt-sufficed' }]);
    expect(report.scenarios).toMatchObject([{ alerts: 1, prompts: 1, messages: 0 }]);
  });
});

describe('when the family answers', () => {
  const people = { answers: 'first-family', afterMs: 5 * minute } as const;

  it('the ladder stops with the first contact, who closes it', () => {
    const report = tried([opens(10)], people);
    expect(told(report)).toEqual(['40 Mary escalation']);
    expect(report.alerts).toMatchObject([{ outcome: 'keyholder-attending', clearedAt: null }]);
  });

  it('an urgent one goes on to the centre', () => {
    const report = tried([opens(10)], people, { scenarios: [scenario('k-s', { severity: 'high' })] });
    expect(told(report).slice(0, 2)).toEqual(['40 Mary escalation', '60 Cara escalation']);
  });

  it('an answer that comes too late is too late', () => {
    expect(told(tried([opens(10)], { ...people, afterMs: 25 * minute })).slice(0, 2)).toEqual(['40 Mary escalation', '60 Cara escalation']);
  });
});

describe('a report', () => {
  it('counts what opened in its time, by agreement and by week', () => {
    const week = 7 * 24;
    const report = tried([opens(10), closes(20), opens(300), closes(310)], {}, {}, week);
    expect(report).toMatchObject({ readings: 4, alertsPerWeek: 2, notes: [] });
    expect(report.scenarios).toMatchObject([{ id: 'k-s', title: 'For tests', alerts: 2, alertsPerWeek: 2, highAlerts: 0, prompts: 2 }]);
  });

  it('shows every condition as it stood', () => {
    expect(tried([opens(10)]).alerts[0]?.conditions).toEqual([{ text: 'It has heard something.', met: true, found: 'contact=open sole' }]);
  });

  it('leaves out what comes at its end or later', () => {
    expect(tried([opens(60)], {}, {}, 1).alerts).toEqual([]);
    expect(tried([opens(59)], {}, {}, 1).alerts).toMatchObject([{ outcome: 'not-closed' }]);
  });

  it('says which agreement cannot be judged', () => {
    const report = tried([opens(10)], {}, { scenarios: [scenario('k-s', { template: 'none' })] });
    expect(report.alerts).toEqual([]);
    expect(report.notes).toEqual(['Kathleen: the agreement k-s cannot be judged: there is no scenario template "none".']);
  });
});
