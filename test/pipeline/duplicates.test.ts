import { expect, it } from 'vitest';
import { Newness } from '../../gateway/pipeline/duplicates.ts';
import type { Observation } from '../../rules/model/observation.ts';

const at = Date.UTC(2026, 0, 12);
const reading = (key: string, observedAt = at): Observation => ({
  source: 'hall',
  key,
  kind: 'motion',
  value: true,
  observedAt,
  receivedAt: observedAt,
  provenance: 'device',
  snapshot: false,
});

function heard(...readings: Observation[]): Newness {
  const newness = new Newness();
  for (const one of readings) newness.heard('hall', [one]);
  return newness;
}
const burst = (count: number) => Array.from({ length: count }, (_, i) => reading(`k${i}`));

it.each([
  ['its source was never heard', heard(), reading('a'), false],
  ['younger than all before', heard(reading('a')), reading('b', at + 1), true],
  ['another reading of the same instant', heard(reading('a')), reading('b'), true],
  ['the same reading', heard(reading('a')), reading('a'), false],
  ['a millisecond older', heard(reading('a')), reading('b', at - 1), false],
  ['the 32nd of an instant', heard(...burst(31)), reading('new'), true],
  ['the 33rd of an instant, of which no more are remembered', heard(...burst(32)), reading('new'), false],
  ['younger than an instant with many', heard(...burst(40)), reading('new', at + 1), true],
])('new without looking? %s', (_, newness, next, isNew) => {
  expect(newness.isNewest(next)).toBe(isNew);
});
