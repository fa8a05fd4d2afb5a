import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../rules/model/observation.ts';
import { bedTold, unknownBed } from '../../../rules/scenarios/bed.ts';

const reading = (observedAt: number, value: boolean) => ({ observedAt, value }) as unknown as Observation;
const told = (...readings: readonly (readonly [at: number, isIn: boolean])[]) =>
  readings.reduce((bed, [at, isIn]) => bedTold(bed, reading(at, isIn)), unknownBed);

describe('what a bed sensor tells', () => {
  it('in and out, in order', () => {
    expect(told([10, true])).toEqual({ inBed: true, enteredAt: 10, leftAt: null, toldAt: 10 });
    expect(told([10, true], [20, false])).toEqual({ inBed: false, enteredAt: 10, leftAt: 20, toldAt: 20 });
    expect(told([10, true], [20, false], [30, true])).toEqual({ inBed: true, enteredAt: 30, leftAt: 20, toldAt: 30 });
  });

  it('the same state again is no movement', () => {
    expect(told([10, true], [15, true], [20, true])).toEqual({ inBed: true, enteredAt: 10, leftAt: null, toldAt: 20 });
  });

  it.each([
    {
      name: 'a time out of bed told after the time in',
      readings: [
        [10, true],
        [30, true],
        [20, false],
      ],
    },
    {
      name: 'and the same twice',
      readings: [
        [10, true],
        [30, true],
        [20, false],
        [20, false],
      ],
    },
  ] as const)('$name', ({ readings }) => {
    expect(told(...readings)).toEqual({ inBed: true, enteredAt: 30, leftAt: 20, toldAt: 30 });
  });

  it('a time in bed told after the time out', () => {
    expect(told([10, false], [30, false], [20, true])).toEqual({ inBed: false, enteredAt: 20, leftAt: 30, toldAt: 30 });
  });

  it('older than what is known, and out of order: changes nothing', () => {
    const bed = told([10, true], [20, false], [30, true]);
    for (const old of [reading(25, true), reading(15, false), reading(20, false), reading(30, true)]) expect(bedTold(bed, old)).toBe(bed);
  });
});
