import { describe, expect, it } from 'vitest';
import { mergeReadings } from '../../../../dashboard/console/patients/merge-readings.ts';
import { chartsOf, lanesOf, stretchesOf } from '../../../../dashboard/console/patients/series.ts';
import { aDay, aReading } from '../../support/fixtures.ts';

const now = Date.parse('2026-03-01T09:00:00Z');
const ago = (minutes: number) => now - minutes * 60_000;

describe('charts', () => {
  it('makes one of every numeric kind, with two lines for pressure, in the order of the kinds', () => {
    const charts = chartsOf(aDay(now));
    expect(charts.map((chart) => [chart.kind, chart.lines.map((line) => line.name)])).toEqual([
      ['power', ['value']],
      ['blood-pressure', ['systolic', 'diastolic']],
      ['heart-rate', ['value']],
    ]);
    expect(charts.every((chart) => chart.lines.every((line) => line.values.length === chart.times.length))).toBe(true);
  });

  it('sorts by the time of measuring, however the readings arrived', () => {
    const [chart] = chartsOf([
      aReading(now, -1, { kind: 'heart-rate', value: 3 }),
      aReading(now, -9, { kind: 'heart-rate', value: 1 }),
      aReading(now, -5, { kind: 'heart-rate', value: 2 }),
    ]);
    expect(chart?.lines[0]?.values).toEqual([1, 2, 3]);
  });

  it('draws two plugs apart and a value that is no number as a gap', () => {
    const kettle = aReading(now, -1, { kind: 'power', value: 2_000, source: 'kettle', sourceName: 'Kettle', label: 'Power' });
    const television = { ...kettle, source: 'tv', sourceName: 'Television' };
    expect(chartsOf([kettle, television]).map((chart) => chart.label)).toEqual(['Power, Kettle', 'Power, Television']);
    expect(chartsOf([{ ...kettle, value: 'ONc' }])[0]?.lines[0]?.values).toEqual([null]);
  });

  it('keeps aggregates out of the line and in the table', () => {
    const [chart] = chartsOf([
      aReading(now, -1, { kind: 'heart-rate', value: 3 }),
      aReading(now, -2, { kind: 'heart-rate', value: 120, statistic: 'maximum' }),
    ]);
    expect([chart?.times.length, chart?.lines[0]?.values, chart?.observations.length]).toEqual([1, [3], 2]);
  });

  it('leaves out what is about the device itself', () => {
    expect(chartsOf([aReading(now, -1, { kind: 'battery', value: 90 })])).toEqual([]);
    expect(lanesOf([aReading(now, -1, { kind: 'heartbeat', value: true })])).toEqual([]);
  });
});

describe('lanes of events', () => {
  const door = (minutes: number, value: 'open' | 'closed', snapshot = false) =>
    aReading(now, -minutes, { kind: 'contact', source: 'door', sourceName: 'Front door', value, snapshot });
  const stretches = (...readings: ReturnType<typeof aReading>[]) => stretchesOf(lanesOf(readings)[0]!, now);

  it('shows how long a door stood open, and one that nobody closed as open until now', () => {
    expect(stretches(door(20, 'open'), door(18, 'closed'), door(5, 'open'))).toEqual([
      { fromAt: ago(20), toAt: ago(18) },
      { fromAt: ago(5), toAt: now },
    ]);
  });

  it('takes the state sent again for the same opening', () => {
    expect(stretches(door(20, 'open'), door(15, 'open', true), door(10, 'closed'))).toEqual([{ fromAt: ago(20), toAt: ago(10) }]);
  });

  it('shows movement as moments, and neither its end nor a cached state', () => {
    const hall = (minutes: number, value: boolean, snapshot = false) =>
      aReading(now, -minutes, { kind: 'motion', source: 'hall', value, snapshot });
    expect(stretches(hall(9, true), hall(7, false), hall(5, true, true))).toEqual([{ fromAt: ago(9), toAt: ago(9) }]);
  });
});

describe('readings that arrive live', () => {
  it('are added once, and the same reading sent again replaces itself', () => {
    const first = aReading(now, -5, { kind: 'heart-rate', value: 70 });
    const second = aReading(now, -1, { kind: 'heart-rate', value: 72 });
    expect(mergeReadings([first], [second, { ...first }])).toEqual([first, second]);
  });
});
