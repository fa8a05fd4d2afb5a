import { describe, expect, it } from 'vitest';
import { linkState, retryDelay } from '../../../../dashboard/shared/live/link-state.ts';

describe('link state', () => {
  it.each([
    [0, 'live'],
    [9_999, 'live'],
    [10_000, 'late'],
    [19_999, 'late'],
    [20_000, 'dead'],
  ] as const)('%i ms of silence: %s', (silent, state) => {
    expect(linkState(silent, 0)).toBe(state);
  });

  it('is never live before anything was heard, and dead when nothing came for 20 s', () => {
    expect(linkState(null, 0)).toBe('connecting');
    expect(linkState(null, 19_999)).toBe('connecting');
    expect(linkState(null, 20_000)).toBe('dead');
  });
});

describe('waiting before connecting again', () => {
  it('doubles up to 15 s and is spread over half of it', () => {
    expect([0, 1, 2, 3].map((attempt) => retryDelay(attempt, 1))).toEqual([500, 1_000, 2_000, 4_000]);
    expect(retryDelay(3, 0)).toBe(2_000);
    expect(retryDelay(5_000, 1)).toBe(15_000);
  });
});
