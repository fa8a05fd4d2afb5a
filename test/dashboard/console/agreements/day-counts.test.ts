import { expect, it } from 'vitest';
import { countByDay } from '../../../../dashboard/console/agreements/day-counts.ts';

const at = (iso: string) => Date.parse(iso);

it('counts by the day of the person, days without any too, over a change of the clocks', () => {
  const span = { fromAt: at('2026-03-28T09:00Z'), toAt: at('2026-03-30T23:00Z') };
  // 23:30 UTC on the 29th is already the 30th in summer time; on the 28th it is still the 28th.
  const lists = [[at('2026-03-28T23:30Z'), at('2026-03-29T23:30Z'), at('2026-03-30T10:00Z')], [at('2026-03-28T10:00Z')]];
  expect(countByDay('Europe/London', span, lists)).toEqual([
    { date: '2026-03-28', at: at('2026-03-28T12:00Z'), counts: [1, 1] },
    { date: '2026-03-29', at: at('2026-03-29T11:00Z'), counts: [0, 0] },
    { date: '2026-03-30', at: at('2026-03-30T11:00Z'), counts: [2, 0] },
  ]);
  // An end at midnight belongs to the day before.
  expect(countByDay('Europe/London', { fromAt: at('2026-01-01T00:00Z'), toAt: at('2026-01-02T00:00Z') }, [])).toHaveLength(1);
});
