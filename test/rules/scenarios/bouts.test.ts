import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bouts, withMoment } from '../../../rules/scenarios/bouts.ts';
import { median } from '../../../rules/scenarios/median.ts';

const of = (moments: readonly number[], gapS = 10, most = 50): Bouts =>
  moments.reduce<Bouts>((bouts, s) => withMoment(bouts, s, gapS, most), []);

describe('stretches of what happens again and again', () => {
  it.each([
    ['one moment', [5], [[5, 5]]],
    ['less than the pause: one stretch', [5, 14], [[5, 14]]],
    [
      'just the pause: two',
      [5, 15],
      [
        [5, 5],
        [15, 15],
      ],
    ],
    [
      'out of order',
      [30, 5],
      [
        [5, 5],
        [30, 30],
      ],
    ],
    ['what falls between two joins them', [5, 20, 12], [[5, 20]]],
    ['what is told twice is once', [5, 14, 5, 14], [[5, 14]]],
  ])('%s', (_, moments, bouts) => {
    expect(of(moments)).toEqual(bouts);
  });

  it('keeps no more than asked, but goes on with those it has', () => {
    expect(of([0, 20, 40, 45], 10, 2)).toEqual([
      [0, 0],
      [20, 20],
    ]);
    expect(of([0, 20, 25], 10, 2)).toEqual([
      [0, 0],
      [20, 25],
    ]);
  });

  it('is the same in whatever order it is told, and as often as it is told', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 30 }), fc.nat(), (moments, seed) => {
        const other = [...moments, ...moments].toSorted((a, b) => ((a * 31 + seed) % 97) - ((b * 31 + seed) % 97));
        const bouts = of(moments, 10, 1_000);
        expect(of(other, 10, 1_000)).toEqual(bouts);
        for (let i = 1; i < bouts.length; i++) expect(bouts[i]![0] - bouts[i - 1]![1]).toBeGreaterThanOrEqual(10);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('the middle of numbers', () => {
  it.each([
    [[], null],
    [[3], 3],
    [[5, 1], 1],
    [[9, 1, 2], 2],
    [[4, 1, 3, 2], 2],
  ])('of %j is %s', (numbers, middle) => {
    expect(median(numbers)).toBe(middle);
  });
});
