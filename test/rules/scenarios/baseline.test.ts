import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineOf, type DayOfValues, withValue } from '../../../rules/scenarios/baseline.ts';

const march = (n: number) => `2026-03-${String(n).padStart(2, '0')}`;

describe('what is usual', () => {
  it('is not known without values', () => {
    expect(baselineOf([])).toBeNull();
  });

  it('of one value has no spread', () => {
    expect(baselineOf(withValue([], march(1), 96, 14))).toEqual({ n: 1, mean: 96, spread: 0 });
  });

  it('is mean and standard deviation of all values, however they fall on days', () => {
    const values = fc.array(fc.record({ value: fc.integer({ min: 400, max: 1_000 }), nextDay: fc.boolean() }), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(values, (list) => {
        let date = 1;
        let days: readonly DayOfValues[] = [];
        const seen: number[] = [];
        for (const { value, nextDay } of list) {
          if (nextDay && date < 28) date++;
          days = withValue(days, march(date), value / 10, 28);
          seen.push(value / 10);
        }
        const mean = seen.reduce((a, b) => a + b, 0) / seen.length;
        const variance = seen.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (seen.length - 1);
        const usual = baselineOf(days)!;
        expect(usual.n).toBe(seen.length);
        expect(usual.mean).toBeCloseTo(mean, 1);
        expect(usual.spread).toBeCloseTo(Math.sqrt(variance), 1);
      }),
      { numRuns: 300, seed: 14 },
    );
  });

  it('forgets the oldest of too many days, and what is very long ago', () => {
    const days = [1, 2, 3, 4].reduce<readonly DayOfValues[]>((known, n) => withValue(known, march(n), 90 + n, 3), []);
    expect(days.map(([date]) => date)).toEqual([march(2), march(3), march(4)]);
    expect(withValue(days, march(14), 95, 3).map(([date]) => date)).toEqual([march(3), march(4), march(14)]);
    expect(withValue(days, march(16), 95, 3).map(([date]) => date)).toEqual([march(4), march(16)]);
  });
});
