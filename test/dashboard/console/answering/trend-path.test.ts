import { describe, expect, it } from 'vitest';
import { pathOf } from '../../../../dashboard/console/answering/trend-path.ts';

const day = (n: number, value: number) => ({ at: `2026-03-0${n}T08:00:00Z`, value });

describe('the line of a trend', () => {
  it('runs from the oldest at the left to the newest at the right, high values above', () => {
    expect(pathOf([day(1, 120), day(2, 160), day(3, 140)])).toBe('M3.0 41.0 L130.0 3.0 L257.0 22.0');
  });

  it('of equal values, and of one alone, runs through the middle', () => {
    expect(pathOf([day(1, 120), day(2, 120)])).toBe('M3.0 22.0 L257.0 22.0');
    expect(pathOf([day(1, 120)])).toBe('M3.0 22.0');
  });
});
