import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../rules/model/time.ts';
import { happened, noCounts, together, turned, type WeeklyCounts, weekEnd } from '../../../rules/scenarios/weekly-counts.ts';

const at = (text: string) => Date.parse(`2026-${text}:00Z`);
const seeing = { zone: 'Europe/London', blind: [] as readonly Interval[], watchedFromAt: at('03-02T00:00'), keep: 2 };
/** Counting begins on Monday 2 March, at midnight. */
const begun = turned(noCounts(2), at('03-02T00:00'), seeing);
const run = (from: WeeklyCounts, ...steps: readonly (readonly [thing: number, at: string])[]) =>
  steps.reduce((counts, [thing, when]) => happened(turned(counts, at(when), seeing), thing, at(when), seeing.zone), from);

describe('counts by week', () => {
  it('a day counts once it is over', () => {
    const monday = run(begun, [0, '03-02T08:00'], [1, '03-02T09:00'], [0, '03-02T23:59']);
    expect(monday).toMatchObject({ today: [2, 1], weeks: [[0, 0, 0]] });
    expect(turned(monday, at('03-02T23:59'), seeing)).toBe(monday);
    expect(turned(monday, at('03-03T00:00'), seeing)).toMatchObject({ date: '2026-03-03', today: [0, 0], weeks: [[1, 2, 1]] });
  });

  it('days of which nothing is heard count as well', () => {
    expect(turned(begun, at('03-06T12:00'), seeing)).toMatchObject({ date: '2026-03-06', weeks: [[4, 0, 0]] });
  });

  it('a week has seven days; no more are kept than asked', () => {
    expect(weekEnd(begun)).toBe('2026-03-09');
    expect(turned(begun, at('03-08T23:59'), seeing).weeks).toEqual([[6, 0, 0]]);
    expect(turned(begun, at('03-09T00:00'), seeing)).toMatchObject({
      weekFrom: '2026-03-09',
      weeks: [
        [7, 0, 0],
        [0, 0, 0],
      ],
    });
    expect(turned(begun, at('04-01T00:00'), seeing).weeks).toEqual([
      [7, 0, 0],
      [7, 0, 0],
      [2, 0, 0],
    ]);
  });

  it('a day away or mostly unseen does not count, nor does what happened on it', () => {
    const day = run(begun, [0, '03-02T08:00']);
    const next = at('03-03T00:00');
    expect(turned(day, next, { ...seeing, watchedFromAt: null }).weeks).toEqual([[0, 0, 0]]);
    expect(turned(day, next, { ...seeing, watchedFromAt: at('03-02T00:01') }).weeks).toEqual([[0, 0, 0]]);
    const blind = (toAt: number) => turned(day, next, { ...seeing, blind: [{ fromAt: at('03-02T10:00'), toAt }] }).weeks;
    expect(blind(at('03-02T14:00'))).toEqual([[1, 1, 0]]);
    expect(blind(at('03-02T14:00') + 1)).toEqual([[0, 0, 0]]);
  });

  it('what is told late counts for the week of its day', () => {
    const later = turned(begun, at('03-12T12:00'), seeing);
    expect(happened(later, 1, at('03-05T08:00'), seeing.zone).weeks).toEqual([
      [7, 0, 1],
      [3, 0, 0],
    ]);
    expect(happened(later, 1, at('03-10T08:00'), seeing.zone).weeks).toEqual([
      [7, 0, 0],
      [3, 0, 1],
    ]);
    expect(happened(later, 1, at('02-20T08:00'), seeing.zone)).toBe(later);
  });

  it('nothing is counted late of a week without a day that was seen', () => {
    const away = turned(begun, at('03-12T12:00'), { ...seeing, watchedFromAt: null });
    expect(happened(away, 1, at('03-05T08:00'), seeing.zone)).toBe(away);
  });

  it('days are those of the wall clock', () => {
    const london = { ...seeing, watchedFromAt: at('03-28T00:00') };
    const saturday = turned(noCounts(1), at('03-28T00:00'), london);
    expect(turned(saturday, at('03-29T22:59'), london).weeks).toEqual([[1, 0]]);
    expect(turned(saturday, at('03-29T23:00'), london).weeks).toEqual([[2, 0]]);
  });

  it('weeks are added', () => {
    expect(
      together(
        [
          [7, 1, 2],
          [3, 4, 5],
        ],
        2,
      ),
    ).toEqual([10, 5, 7]);
    expect(together([], 2)).toEqual([0, 0, 0]);
  });
});
