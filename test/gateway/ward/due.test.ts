import { describe, expect, it } from 'vitest';
import { dayOfStay, dueNow, reviewDueAt, type StayNow } from '../../../gateway/ward/due.ts';
import { day, hour, minute } from '../../../rules/model/time.ts';

const admittedAt = Date.UTC(2026, 0, 12, 9);
const stay = (changes: Partial<StayNow> = {}): StayNow => ({
  level: 1,
  admittedAt,
  reviewedAt: null,
  targetOn: '2026-01-26',
  newestReadingAt: admittedAt,
  openAlerts: [],
  ...changes,
});

describe('a stay', () => {
  it.each([
    [1, 24 * hour],
    [2, 12 * hour],
    [3, 6 * hour],
  ])('on level %i is reviewed %i ms after the last review, or the admission', (level, everyMs) => {
    expect(reviewDueAt(stay({ level }))).toBe(admittedAt + everyMs);
    expect(reviewDueAt(stay({ level, reviewedAt: admittedAt + hour }))).toBe(admittedAt + hour + everyMs);
  });

  const later = admittedAt + 2 * day;
  it.each([
    ['nothing, just before its review', { reviewedAt: later - day + 1, newestReadingAt: later }, []],
    ['its review, as it is due', { reviewedAt: later - day, newestReadingAt: later }, ['review']],
    ['a reading, a day after the last', { reviewedAt: later, newestReadingAt: later - day }, ['no-reading']],
    ['nothing, just within that day', { reviewedAt: later, newestReadingAt: later - day + 1 }, []],
    ['a reading, where none ever came', { reviewedAt: later, newestReadingAt: null }, ['no-reading']],
    ['nothing for a moderate alert', { reviewedAt: later, newestReadingAt: later, openAlerts: [{ severity: 'moderate' }] }, []],
    [
      'a high alert first',
      { reviewedAt: null, newestReadingAt: null, openAlerts: [{ severity: 'high' }] },
      ['high-alert', 'review', 'no-reading'],
    ],
    ['nothing on its target day', { reviewedAt: later, newestReadingAt: later, targetOn: '2026-01-14' }, []],
    ['its end, the day after', { reviewedAt: later, newestReadingAt: later, targetOn: '2026-01-13' }, ['target-passed']],
  ] as const)('asks for %s', (_, changes, due) => {
    expect(dueNow(stay(changes), later)).toEqual(due);
  });

  it('counts local days, also over the change of the clocks', () => {
    const late = Date.UTC(2026, 2, 28, 23, 30);
    expect(dayOfStay({ admittedAt: late, targetOn: '2026-03-30' }, late)).toEqual({ day: 1, days: 3 });
    expect(dayOfStay({ admittedAt: late, targetOn: '2026-03-30' }, late + 31 * minute)).toEqual({ day: 2, days: 3 });
    // 00:30 BST on the 30th is 23:30 UTC on the 29th.
    expect(dayOfStay({ admittedAt: late, targetOn: '2026-03-30' }, Date.UTC(2026, 2, 29, 23, 30))).toEqual({ day: 3, days: 3 });
  });
});
