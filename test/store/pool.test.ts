import { describe, expect, it } from 'vitest';
import { parseTimestamptz } from '../../gateway/store/pool.ts';

describe('parseTimestamptz', () => {
  it.each([
    ['1970-01-01 00:00:00+00', 0],
    ['1969-12-31 23:59:59.999+00', -1],
    ['2026-03-29 01:30:00.1+00', Date.UTC(2026, 2, 29, 1, 30, 0, 100)],
    ['2026-03-29 01:30:00.123999+00', Date.UTC(2026, 2, 29, 1, 30, 0, 123)],
    ['2024-02-29 23:59:59.000001+00', Date.UTC(2024, 1, 29, 23, 59, 59)],
    ['0001-01-01 00:00:00+00', -62_135_596_800_000],
    ['9999-12-31 23:59:59.999999+00', 253_402_300_799_999],
    ['infinity', Number.POSITIVE_INFINITY],
    ['-infinity', Number.NEGATIVE_INFINITY],
  ])('reads %s', (text, at) => {
    expect(parseTimestamptz(text)).toBe(at);
  });

  it.each(['0044-03-15 12:00:00+00 BC', '12026-01-01 00:00:00+00', '2026-01-05 08:00:00+05:30', '2026-01-05'])('refuses %s', (text) => {
    expect(() => parseTimestamptz(text)).toThrow(RangeError);
  });
});
