import { describe, expect, it } from 'vitest';
import { datesOf, daysWithData, isEnough, isWholeMonth, monthOf } from '../../../gateway/figures/month.ts';
import { day, hour } from '../../../rules/model/time.ts';

const iso = (at: number) => new Date(at).toISOString();

describe('a calendar month', () => {
  it.each([
    ['2026-01', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', 31 * 24],
    ['2026-02', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', 28 * 24],
    ['2028-02', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z', 29 * 24],
    ['2026-03', '2026-03-01T00:00:00.000Z', '2026-03-31T23:00:00.000Z', 31 * 24 - 1],
    ['2026-10', '2026-09-30T23:00:00.000Z', '2026-11-01T00:00:00.000Z', 31 * 24 + 1],
    ['2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', 31 * 24],
  ])('%s is from %s to %s, %i hours of the clock of the homes', (month, from, to, hours) => {
    const { fromAt, toAt } = monthOf(month);
    expect([iso(fromAt), iso(toAt), (toAt - fromAt) / hour]).toEqual([from, to, hours]);
    expect(isWholeMonth({ fromAt, toAt })).toBe(true);
    expect(isWholeMonth({ fromAt, toAt: toAt - 1 })).toBe(false);
    expect(datesOf({ fromAt, toAt })).toHaveLength(Math.round(hours / 24));
  });

  it('is enough to be judged, a February too, if everybody was there from its beginning', () => {
    const february = monthOf('2026-02');
    expect(isEnough(february, february.fromAt)).toBe(true);
    expect(daysWithData(february, february.fromAt)).toBe(28);
    expect(isEnough(february, february.fromAt + 1)).toBe(false);
    expect(isEnough(february, null)).toBe(false);
    const march = monthOf('2026-03');
    expect(daysWithData(march, march.fromAt)).toBe(31);
    expect(isEnough(march, march.fromAt)).toBe(true);
  });
});

describe('another stretch', () => {
  const fromAt = Date.UTC(2026, 0, 10);
  it.each([
    [30 * day - 1, 29, false],
    [30 * day, 30, true],
  ])('of %i ms has %i days of data; enough: %s', (ms, days, enough) => {
    const stretch = { fromAt, toAt: fromAt + ms };
    expect([daysWithData(stretch, 0), isEnough(stretch, 0)]).toEqual([days, enough]);
  });

  it('has no day before anybody was looked after', () => {
    const stretch = { fromAt, toAt: fromAt + 40 * day };
    expect([daysWithData(stretch, fromAt + 11 * day), isEnough(stretch, fromAt + 11 * day)]).toEqual([29, false]);
    expect(daysWithData(stretch, fromAt + 50 * day)).toBe(0);
  });

  it('names the local days that it touches', () => {
    // 23:30 UTC on 9 June is 00:30 on the 10th in London.
    const at = Date.UTC(2026, 5, 9, 23, 30);
    expect(datesOf({ fromAt: at, toAt: at + day })).toEqual(['2026-06-10', '2026-06-11']);
    expect(datesOf({ fromAt: at, toAt: at })).toEqual([]);
  });
});
