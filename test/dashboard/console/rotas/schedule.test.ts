import { describe, expect, it } from 'vitest';
import { dutyDays } from '../../../../dashboard/console/rotas/schedule.ts';

const zone = 'Europe/London';
const iso = (at: number) => new Date(at).toISOString();
const ann = (from: string, until: string) => ({ name: 'Ann', fromAt: Date.parse(from), untilAt: Date.parse(until) });

describe('the days of a rota', () => {
  it('begin with today and are cut at midnight of its zone', () => {
    const night = ann('2026-06-01T19:00:00Z', '2026-06-02T07:00:00Z');
    const [monday, tuesday, wednesday] = dutyDays(zone, Date.parse('2026-06-01T10:00:00Z'), 3, [night]);
    expect(iso(monday!.startsAt)).toBe('2026-05-31T23:00:00.000Z');
    expect(monday!.stretches).toEqual([ann('2026-06-01T19:00:00Z', '2026-06-01T23:00:00Z')]);
    expect(tuesday!.stretches).toEqual([ann('2026-06-01T23:00:00Z', '2026-06-02T07:00:00Z')]);
    expect(wednesday!.stretches).toEqual([]);
  });

  it('are 23 and 25 hours long where the clocks change, and no hour is in two of them', () => {
    for (const [now, hours] of [
      ['2026-03-28T12:00:00Z', [24, 23, 24]],
      ['2026-10-24T12:00:00Z', [24, 25, 24]],
    ] as const) {
      const days = dutyDays(zone, Date.parse(now), 3, []);
      expect(days.map(({ startsAt, endsAt }) => (endsAt - startsAt) / 3_600_000)).toEqual(hours);
      expect(days[1]!.startsAt).toBe(days[0]!.endsAt);
      expect(days[2]!.startsAt).toBe(days[1]!.endsAt);
    }
  });

  it('order what lies in them, and take what never ends as lasting', () => {
    const always = { name: null, fromAt: 0, untilAt: Number.POSITIVE_INFINITY };
    const early = ann('2026-06-01T06:00:00Z', '2026-06-01T08:00:00Z');
    const [day] = dutyDays(zone, Date.parse('2026-06-01T10:00:00Z'), 1, [early, always]);
    expect(day!.stretches.map(({ name }) => name)).toEqual([null, 'Ann']);
    expect(day!.stretches[0]).toEqual({ name: null, fromAt: day!.startsAt, untilAt: day!.endsAt });
  });
});
