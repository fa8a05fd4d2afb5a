import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../../rules/model/time.ts';
import { type Clocks, clocksOf, marksOf, missedClocks, type Progress } from '../../../rules/response/clocks.ts';

const zone = 'Europe/London';
const at = (time: string) => Date.parse(`2026-01-12T${time}Z`);
const decidedAt = at('14:00:00');
const clocks: Clocks = clocksOf('visit', decidedAt, zone);
const progress = (fields: Partial<Progress> = {}): Progress => ({ urgency: 'visit', clocks, arrivedAt: null, accessAt: null, ...fields });

describe('the clocks of a visit', () => {
  it('are 45 and 60 minutes', () => {
    expect(clocks).toEqual({ arriveByAt: decidedAt + 45 * minute, arriveAtLatestAt: decidedAt + 60 * minute, outsideHours: false });
  });

  it.each<[string, string, string, boolean]>([
    ['just before its day begins, it counts from the beginning', '07:59:59.999', '10:00:00', true],
    ['as its day begins', '08:00:00', '10:00:00', false],
    ['just before its day ends, it goes past the end', '19:59:59.999', '21:59:59.999', false],
  ])('of urgent community response, %s', (_, asked, due, outsideHours) => {
    const byAt = at(due);
    expect(clocksOf('urgent-community-response', at(asked), zone)).toEqual({ arriveByAt: byAt, arriveAtLatestAt: byAt, outsideHours });
  });

  it('of urgent community response asked for as its day ends are those of the next morning', () => {
    expect(clocksOf('urgent-community-response', at('20:00:00'), zone)).toMatchObject({
      arriveByAt: at('10:00:00') + 24 * hour,
      outsideHours: true,
    });
  });

  it('warn before, and are missed a millisecond after', () => {
    expect(marksOf(progress()).map(({ name, kind, at: markAt }) => [name, kind, markAt - decidedAt])).toEqual([
      ['arrive-by', 'warning', 35 * minute],
      ['arrive-by', 'missed', 45 * minute + 1],
      ['arrive-at-latest', 'missed', 60 * minute + 1],
    ]);
    const arrivedAt = decidedAt + 30 * minute;
    expect(marksOf(progress({ arrivedAt })).map(({ name, kind, at: markAt }) => [name, kind, markAt - arrivedAt])).toEqual([
      ['access-by', 'warning', 4 * minute],
      ['access-by', 'missed', 5 * minute + 1],
    ]);
    expect(marksOf(progress({ arrivedAt, accessAt: arrivedAt }))).toEqual([]);
  });

  it.each<[string, number, number | null, string[]]>([
    ['at 45 minutes', 45 * minute, null, []],
    ['a millisecond after 45 minutes', 45 * minute + 1, null, ['arrive-by']],
    ['at 60 minutes', 60 * minute, null, ['arrive-by']],
    ['a millisecond after 60 minutes', 60 * minute + 1, null, ['arrive-by', 'arrive-at-latest']],
    ['in time, and inside within 5 minutes', 40 * minute, 45 * minute, []],
    ['in time, and inside a millisecond later than that', 40 * minute, 45 * minute + 1, ['access-by']],
  ])('say what was not kept by whoever arrives %s', (_, arrived, inside, missed) => {
    const there = progress({ arrivedAt: decidedAt + arrived, accessAt: inside === null ? null : decidedAt + inside });
    expect(missedClocks(there, decidedAt + arrived)).toEqual(missed);
  });

  it('have missed what is over though nobody has come yet', () => {
    expect(missedClocks(progress(), decidedAt + 45 * minute)).toEqual([]);
    expect(missedClocks(progress(), decidedAt + 2 * hour)).toEqual(['arrive-by', 'arrive-at-latest']);
  });
});
