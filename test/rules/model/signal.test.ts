import { describe, expect, it } from 'vitest';
import { isSignal, isWeak, type SignalScale } from '../../../rules/model/signal.ts';

describe('a signal', () => {
  it.each<[SignalScale, number, boolean]>([
    ['lqi', 50, true],
    ['lqi', 51, false],
    ['dbm', -91, true],
    ['dbm', -90, false],
    ['percent', 19, true],
    ['percent', 20, false],
  ])('%s %d: weak is %s', (scale, value, weak) => {
    expect(isWeak({ scale, value })).toBe(weak);
  });

  it.each<[SignalScale, number, boolean]>([
    ['lqi', 0, true],
    ['lqi', 256, false],
    ['dbm', 1, false],
    ['dbm', -131, false],
    ['percent', 100, true],
    ['percent', -1, false],
  ])('%s %d: possible is %s', (scale, value, possible) => {
    expect(isSignal({ scale, value })).toBe(possible);
  });
});
