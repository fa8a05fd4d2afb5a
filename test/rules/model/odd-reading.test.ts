import { describe, expect, it } from 'vitest';
import { looksOdd } from '../../../rules/model/odd-reading.ts';

const pressure = (systolicMmHg: number, diastolicMmHg = 76) => ({ systolicMmHg, diastolicMmHg });
const usual = [126, 130, 128, 132, 124].map((systolic) => pressure(systolic));

describe('a reading that looks different from what is usual', () => {
  it.each([
    [pressure(168), false],
    [pressure(169), true],
    [pressure(88), false],
    [pressure(87), true],
    [pressure(128, 101), false],
    [pressure(128, 102), true],
  ])('blood pressure %j against a middle of 128 over 76: %s', (value, odd) => {
    expect(looksOdd('blood-pressure', value, usual)).toBe(odd);
  });

  it.each([
    ['heart-rate', 70, 105, 106],
    ['oxygen-saturation', 96, 91, 90.9],
    ['body-temperature', 36.5, 38, 38.1],
    ['body-weight', 71, 74, 74.1],
    ['glucose', 6, 12, 12.1],
  ] as const)('%s around %d: %d is not, %d is', (kind, middle, within, beyond) => {
    const before = Array(5).fill(middle);
    expect(looksOdd(kind, within, before)).toBe(false);
    expect(looksOdd(kind, beyond, before)).toBe(true);
  });

  it('is not asked for with fewer than five before', () => {
    expect(looksOdd('body-weight', 120, [70, 70, 70, 70])).toBe(false);
    expect(looksOdd('body-weight', 120, [70, 70, 70, 70, 70])).toBe(true);
  });

  it('is measured from the middle: one wrong value before moves nothing', () => {
    expect(looksOdd('body-weight', 71, [70, 70, 140, 70, 70, 71])).toBe(false);
  });

  it.each(['steps', 'pain', 'wellbeing', 'fluid-intake', 'exercise', 'goal'] as const)('of %s no repeat is asked for', (kind) => {
    expect(looksOdd(kind, 10, [1, 1, 1, 1, 1])).toBe(false);
  });
});
