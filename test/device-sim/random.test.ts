import { describe, expect, it } from 'vitest';
import { randomFor } from '../../device-sim/random.ts';

const draw = (...words: (string | number)[]) => {
  const random = randomFor(...words);
  return Array.from({ length: 8 }, () => random.next());
};

describe('repeatable randomness', () => {
  it('gives the same numbers for the same words and others for others', () => {
    expect(draw(7, 'k', '2026-03-01')).toEqual(draw(7, 'k', '2026-03-01'));
    expect(draw(7, 'k', '2026-03-01')).not.toEqual(draw(8, 'k', '2026-03-01'));
    expect(draw(7, 'k')).not.toEqual(draw('7k'));
  });

  it('does not begin alike for neighbouring words', () => {
    const firsts = Array.from({ length: 1_000 }, (_, i) => randomFor(1, `h${i}`).next());
    expect(new Set(firsts).size).toBe(1_000);
    const mean = firsts.reduce((sum, x) => sum + x, 0) / firsts.length;
    expect(mean).toBeGreaterThan(0.45);
    expect(mean).toBeLessThan(0.55);
  });

  it('is spread evenly over the unit interval', () => {
    const random = randomFor('even');
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[Math.floor(random.next() * 10)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('keeps to its bounds', () => {
    const random = randomFor('bounds');
    const whole = Array.from({ length: 10_000 }, () => random.whole(2, 4));
    expect([...new Set(whole)].sort()).toEqual([2, 3, 4]);
    const farthest = Math.max(...Array.from({ length: 10_000 }, () => Math.abs(random.around(10, 2) - 10)));
    expect(farthest).toBeGreaterThan(3);
    expect(farthest).toBeLessThanOrEqual(6);
    expect(random.chance(0)).toBe(false);
    expect(random.chance(1)).toBe(true);
    expect(() => random.pick([])).toThrow('nothing to pick from');
  });
});
