import { describe, expect, it } from 'vitest';
import { isSafetyKind, provesWorking, testDueAt } from '../../../rules/model/device-test.ts';
import type { Observation } from '../../../rules/model/observation.ts';

const day = 86_400_000;

describe('a test of a safety device', () => {
  it.each([
    ['never tested: from enrolment', 0, null, 30 * day],
    ['thirty days after the last', 0, 100 * day, 130 * day],
    ['a test of before it was enrolled here does not count', 10 * day, 5 * day, 40 * day],
  ])('is due %s', (_, enrolledAt, testedAt, dueAt) => {
    expect(testDueAt(enrolledAt, testedAt)).toBe(dueAt);
  });

  it('is asked of what calls when all else is silent, and of nothing else', () => {
    expect(
      (['sos-button', 'alarm-unit', 'fall-detector', 'smoke-alarm', 'carbon-monoxide-alarm', 'gas-sensor'] as const).every(isSafetyKind),
    ).toBe(true);
    expect((['fridge', 'motion', 'hub', 'wearable', 'water-sensor'] as const).some(isSafetyKind)).toBe(false);
  });

  it.each<[Observation['kind'], Observation['value'], boolean, boolean]>([
    ['unit-test', true, false, true],
    ['sos', true, false, true],
    ['sos', 'pendant', false, true],
    ['sos', true, true, false],
    ['fall', 'suspected', false, true],
    ['fall', 'recovered', false, false],
    ['smoke', 'alarm', false, true],
    ['smoke', 'clear', false, false],
    ['carbon-monoxide', 'alarm', false, true],
    ['gas-leak', 'alarm', true, false],
    ['heartbeat', true, false, false],
    ['battery', 80, false, false],
  ])('%s %s (kept: %s) proves that it works: %s', (kind, value, snapshot, proves) => {
    expect(provesWorking({ kind, value, snapshot })).toBe(proves);
  });
});
