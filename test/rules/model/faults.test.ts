import { describe, expect, it } from 'vitest';
import { heardSaid, type Said, type Sanity, sane } from '../../../rules/model/faults.ts';

const minute = 60_000;
const hour = 60 * minute;
const startAt = Date.UTC(2026, 2, 2, 6);

const told = (receivedAt: number, more: Partial<Said> = {}): Said => ({ receivedAt, observations: [], impossible: 0, ...more });
const reading = (at: number, kind: Said['observations'][number]['kind'], value: boolean | number, aheadMs = 0): Said =>
  told(at, { observations: [{ kind, value, observedAt: at + aheadMs, snapshot: false }] });
const after = (...said: Said[]): Sanity => said.reduce(heardSaid, sane);
const faults = (...said: Said[]) => after(...said).faults;

describe('values that cannot be', () => {
  const bad = (at: number) => told(at, { impossible: 1 });
  it.each([
    ['two', [bad(startAt), bad(startAt + hour)], []],
    ['three within a day', [bad(startAt), bad(startAt + hour), bad(startAt + 24 * hour)], ['impossible-values']],
    ['three in more than a day', [bad(startAt), bad(startAt + hour), bad(startAt + 24 * hour + 1)], []],
    ['three in one message', [told(startAt, { impossible: 3 })], ['impossible-values']],
    ['a good reading soon after', [told(startAt, { impossible: 3 }), told(startAt + 24 * hour)], ['impossible-values']],
    ['a good reading after more than a day', [told(startAt, { impossible: 3 }), told(startAt + 24 * hour + 1)], []],
  ])('%s', (_, said, expected) => {
    expect(faults(...said)).toEqual(expected);
  });
});

describe('a clock', () => {
  it.each([
    ['two minutes ahead', [reading(startAt, 'power', 5, 2 * minute)], []],
    ['a millisecond more', [reading(startAt, 'power', 5, 2 * minute + 1)], ['clock']],
    ['and then a reading without a time', [reading(startAt, 'power', 5, hour), reading(startAt + minute, 'power', 5)], ['clock']],
    ['and then right', [reading(startAt, 'power', 5, hour), reading(startAt + minute, 'power', 5, -1_000)], []],
  ])('%s', (_, said, expected) => {
    expect(faults(...said)).toEqual(expected);
  });
});

describe('a movement sensor', () => {
  const moves = (fromHour: number, toHour: number, everyMs: number) => {
    const said: Said[] = [];
    for (let at = startAt + fromHour * hour; at <= startAt + toHour * hour; at += everyMs) said.push(reading(at, 'motion', true));
    return said;
  };
  const still = (atHour: number) => reading(startAt + atHour * hour, 'motion', false);

  it.each([
    ['that tells of movement all day', moves(0, 23, hour), []],
    ['and all night', moves(0, 24, hour), ['stuck']],
    ['with a word of stillness', [...moves(0, 12, hour), still(12.5), ...moves(13, 24, hour)], []],
    ['with a quiet night', [...moves(0, 14, hour), ...moves(17, 30, hour)], []],
    [
      'that says only what the hub has kept',
      moves(0, 24, hour).map((said) => ({ ...said, observations: said.observations.map((one) => ({ ...one, snapshot: true })) })),
      [],
    ],
    ['that was stuck and is still', [...moves(0, 25, hour), still(26)], []],
    ['that was stuck and quiet for long', [...moves(0, 25, hour), ...moves(28, 28, hour)], []],
  ])('%s', (_, said, expected) => {
    expect(faults(...said)).toEqual(expected);
  });
});

describe('a contact', () => {
  const turns = (n: number, everyMs: number, from = startAt): Said[] =>
    Array.from({ length: n }, (_, i) => turn(from + i * everyMs, i % 2 === 0 ? 'open' : 'closed'));
  const turn = (at: number, value: 'open' | 'closed', snapshot = false): Said =>
    told(at, { observations: [{ kind: 'contact', value, observedAt: at, snapshot }] });
  const ten = 10_000;

  it.each([
    ['that goes to and fro 59 times', turns(60, ten), []],
    ['60 times in less than ten minutes', turns(61, ten), ['flapping']],
    ['60 times in more than ten minutes', turns(61, ten + 200), []],
    [
      'that used its time without a connection, and tells a day at once',
      turns(200, 7 * minute).map((said) => ({ ...said, receivedAt: startAt + 25 * hour })),
      [],
    ],
    ['that says the same all the time', Array.from({ length: 90 }, (_, i) => turn(startAt + i * ten, 'open')), []],
    ['of which a cache tells', Array.from({ length: 90 }, (_, i) => turn(startAt + i * ten, i % 2 === 0 ? 'open' : 'closed', true)), []],
    ['that was flapping an hour ago', [...turns(61, ten), turn(startAt + 60 * ten + hour, 'closed')], ['flapping']],
    ['that has been quiet for more than an hour', [...turns(61, ten), told(startAt + 60 * ten + hour + 1)], []],
  ])('%s', (_, said, expected) => {
    expect(faults(...said)).toEqual(expected);
  });
});

it('nothing new is nothing to remember', () => {
  const known = after(reading(startAt, 'power', 5));
  expect(known).toBe(sane);
  const stuck = after(told(startAt, { impossible: 3 }));
  expect(heardSaid(stuck, told(startAt + minute))).toBe(stuck);
});
