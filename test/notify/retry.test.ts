import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../gateway/notify/retry.ts';
import type { Severity } from '../../rules/model/alert.ts';

const rows: readonly [severity: Severity, tries: number, sinceFirstTryMs: number, delayMs: number | null][] = [
  ['high', 1, 0, 1_000],
  ['high', 1, 2_999, 1_000],
  ['high', 1, 3_000, null],
  ['high', 2, 1_000, null],
  ['moderate', 1, 0, 10_000],
  ['moderate', 2, 10_000, 40_000],
  ['moderate', 3, 50_000, 160_000],
  ['moderate', 4, 210_000, 640_000],
  ['moderate', 5, 850_000, null],
  ['low', 1, 30_000, 10_000],
  ['low', 5, 0, null],
];

describe('when a try is made again', () => {
  it.each(rows)('%s, %d tries, first %d ms ago → %s', (severity, tries, since, delay) => {
    expect(retryDelayMs(severity, tries, since)).toBe(delay);
  });

  it('gives the others five tries in about a quarter of an hour', () => {
    let at = 0;
    let tries = 1;
    for (let delay = retryDelayMs('low', tries, at); delay !== null; delay = retryDelayMs('low', tries, at)) {
      at += delay;
      tries += 1;
    }
    expect({ tries, minutes: Math.round(at / 60_000) }).toEqual({ tries: 5, minutes: 14 });
  });
});
