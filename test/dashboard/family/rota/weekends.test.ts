import { describe, expect, it } from 'vitest';
import { weekends, weeks } from '../../../../dashboard/family/rota/weekends.ts';

const zone = 'Europe/London';
const iso = (spans: readonly { fromAt: number; untilAt: number }[]) =>
  spans.map(({ fromAt, untilAt }) => `${new Date(fromAt).toISOString()} – ${new Date(untilAt).toISOString()}`);

describe('weekends', () => {
  it.each([
    ['Monday', '2026-01-12T09:00:00Z', '2026-01-17T00:00:00.000Z – 2026-01-19T00:00:00.000Z'],
    ['Saturday', '2026-01-17T09:00:00Z', '2026-01-17T09:00:00.000Z – 2026-01-19T00:00:00.000Z'],
    ['Sunday', '2026-01-18T23:59:00Z', '2026-01-18T23:59:00.000Z – 2026-01-19T00:00:00.000Z'],
    ['the Sunday on which the clocks go forward', '2026-03-28T00:00:00Z', '2026-03-28T00:00:00.000Z – 2026-03-29T23:00:00.000Z'],
    ['the hour before midnight in summer', '2026-07-03T23:30:00Z', '2026-07-03T23:30:00.000Z – 2026-07-05T23:00:00.000Z'],
  ])('on %s', (_, now, first) => {
    expect(iso(weekends(Date.parse(now), zone, 1))).toEqual([first]);
  });

  it('follow one another', () => {
    expect(iso(weekends(Date.parse('2026-01-12T09:00:00Z'), zone, 2))[1]).toBe('2026-01-24T00:00:00.000Z – 2026-01-26T00:00:00.000Z');
  });
});

it('weeks begin with the Monday of this one', () => {
  expect(iso(weeks(Date.parse('2026-01-18T09:00:00Z'), zone, 2))).toEqual([
    '2026-01-12T00:00:00.000Z – 2026-01-19T00:00:00.000Z',
    '2026-01-19T00:00:00.000Z – 2026-01-26T00:00:00.000Z',
  ]);
});
