import { describe, expect, it } from 'vitest';
import { compareBacktests } from '../../../rules/backtest/compare.ts';
import { hour } from '../../../rules/model/time.ts';
import { closes, min, opens, reading, scenario, tried } from './drive.ts';

const day = 24;
/** The plain agreement raises at openings; these are two histories as two versions would have judged them. */
const version = (readings: Parameters<typeof tried>[0], more: Parameters<typeof tried>[2] = {}) => tried(readings, {}, more, 7 * day);
const episode = (n: number) => [opens(n), closes(n + 10)];

describe('the difference of two versions', () => {
  it('is nothing where they did the same', () => {
    const one = version([...episode(10), ...episode(600)]);
    const { onlyInCurrent, onlyInProposed, inBoth, words } = compareBacktests(one, one);
    expect([onlyInCurrent, onlyInProposed]).toEqual([[], []]);
    expect(inBoth.map(({ laterMs }) => laterMs)).toEqual([0, 0]);
    expect(words).toEqual([
      'In 7 days the proposed version would have raised 2 alerts (2.0 a week); the current one 2 (2.0 a week).',
      'Messages to people: 0 instead of 0. Words to the patient: 2 instead of 2.',
      '2 alerts at the same time.',
    ]);
  });

  it('names what is no longer raised, what is new, and what comes earlier or later', () => {
    const current = version([...episode(10), ...episode(1_500), ...episode(4_000)]);
    const proposed = version([...episode(40), ...episode(3_940), ...episode(6_000)]);
    const difference = compareBacktests(current, proposed);
    expect(difference.onlyInCurrent.map(({ openedAt }) => openedAt)).toEqual([min(1_500)]);
    expect(difference.onlyInProposed.map(({ openedAt }) => openedAt)).toEqual([min(6_000)]);
    expect(difference.inBoth.map(({ laterMs }) => laterMs / hour)).toEqual([0.5, -1]);
    expect(difference.words.slice(2)).toEqual([
      'No longer raised: 11:00 on 3 March. Opened.',
      'New: 14:00 on 6 March. Opened.',
      '30 minutes later: 10:40 on 2 March instead of 10:10 on 2 March. Opened.',
      '1 hour earlier: 03:40 on 5 March instead of 04:40 on 5 March. Opened.',
    ]);
  });

  it('puts an alert together with the nearer of two, and never with one that is more than six hours away', () => {
    const at = (...all: number[]) => version(all.flatMap(episode));
    const pairs = (a: ReturnType<typeof at>, b: ReturnType<typeof at>) =>
      compareBacktests(a, b).inBoth.map(({ current, proposed }) => [current.openedAt, proposed.openedAt]);
    expect(pairs(at(100, 400), at(390))).toEqual([[min(400), min(390)]]);
    expect(pairs(at(390), at(100, 400))).toEqual([[min(390), min(400)]]);
    expect(pairs(at(100), at(460))).toEqual([[min(100), min(460)]]);
    expect(pairs(at(100), at(461))).toEqual([]);
  });

  it('compares an agreement with the one that replaces it, under another id', () => {
    const current = version(episode(10));
    const proposed = version(episode(15), { scenarios: [scenario('other', { severity: 'high' })] });
    expect(compareBacktests(current, proposed).inBoth).toMatchObject([
      { current: { scenarioId: 'k-s' }, proposed: { scenarioId: 'other' } },
    ]);
  });

  it('keeps agreements apart where there are several', () => {
    const two = { scenarios: [scenario('a'), scenario('b')] };
    const current = version(episode(10), two);
    const proposed = version(episode(10), { scenarios: [scenario('a'), scenario('c'), scenario('d')] });
    const difference = compareBacktests(current, proposed);
    expect(difference.inBoth.map((pair) => pair.proposed.scenarioId)).toEqual(['a']);
    expect(difference.onlyInCurrent.map(({ scenarioId }) => scenarioId)).toEqual(['b']);
    expect(difference.onlyInProposed.map(({ scenarioId }) => scenarioId)).toEqual(['c', 'd']);
  });

  it('is refused for another person or another time', () => {
    const one = version([reading('fridge', 'motion', true, min(3))]);
    expect(() => compareBacktests(one, { ...one, toAt: one.toAt + 1 })).toThrow(RangeError);
    expect(() => compareBacktests(one, { ...one, patientId: 'm' })).toThrow('one person over the same time');
  });
});
