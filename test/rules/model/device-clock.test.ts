import { describe, expect, it } from 'vitest';
import { clockAheadMs, clockHeard, noClockSamples } from '../../../rules/model/device-clock.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const startAt = Date.UTC(2026, 2, 2, 8);

/** [arrival, its own time], both in ms after the start. */
type Came = readonly [receivedAt: number, observedAt: number];
const heard = (came: readonly Came[], snapshot = false) =>
  came.reduce(
    (known, [receivedAt, observedAt]) =>
      clockHeard(known, { receivedAt: startAt + receivedAt, observedAt: startAt + observedAt, snapshot }),
    noClockSamples,
  );
const every = (ms: number, times: number, aheadMs: (i: number) => number): Came[] =>
  Array.from({ length: times }, (_, i) => [i * ms, i * ms + aheadMs(i)]);

describe('how far a clock is off', () => {
  it.each<[string, readonly Came[], number | null]>([
    ['nothing heard', [], null],
    ['four readings', every(minute, 4, () => -3 * hour), null],
    ['five readings, three hours behind', every(minute, 5, () => -3 * hour), -3 * hour],
    ['ahead', every(minute, 5, () => 10 * minute), 10 * minute],
    ['a second of transport', every(minute, 8, () => -second), -second],
    ['one of seven came late', every(10 * minute, 7, (i) => (i === 3 ? -9 * minute : -second)), -second],
    ['corrected since: only the last fifteen count', every(minute, 30, (i) => (i < 15 ? -hour : -second)), -second],
    ['each late by something else: they were kept for a while', every(hour, 9, (i) => -((i * 7) % 11) * 5 * minute), null],
    ['without a time of their own', every(minute, 9, () => 0), null],
    ['a day told at once', Array.from({ length: 50 }, (_, i): Came => [i * second, (i - 50) * 20 * minute]), null],
    [
      'a day told at once among live ones',
      [...every(minute, 9, () => -second), ...Array.from({ length: 40 }, (_, i): Came => [9 * minute + i * second, -i * hour])],
      -second,
    ],
    [
      'out of order: what is older than the newest is late',
      [...every(minute, 9, () => -second), ...every(minute, 9, () => -2 * hour)],
      -second,
    ],
  ])('%s', (_, came, aheadMs) => {
    expect(clockAheadMs(heard(came))).toBe(aheadMs);
  });

  it('is not told by snapshots', () => {
    expect(
      clockAheadMs(
        heard(
          every(minute, 9, () => hour),
          true,
        ),
      ),
    ).toBeNull();
  });
});
