import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type News2Set, news2Parameters, news2Score, type SpO2Scale } from '../../../rules/scenarios/news2-score.ts';

/** Everything in its middle: scores 0 on both scales on air. */
const well: News2Set = {
  respirationsPerMin: 16,
  oxygenSaturationPercent: 97,
  inspiredOxygen: 'air',
  systolicMmHg: 130,
  pulsePerMin: 70,
  consciousness: 'alert',
  temperatureCel: 37,
};
function total(more: Partial<News2Set>, scale: SpO2Scale = 1): number {
  const score = news2Score({ ...well, ...more }, scale);
  if (!score.computable) throw new Error('not computable');
  return score.total;
}

/** The chart, row by row: first and last value of each box, and its points. */
const rows: Record<string, readonly (readonly [from: number, to: number, points: number])[]> = {
  respirationsPerMin: [
    [2, 8, 3],
    [9, 11, 1],
    [12, 20, 0],
    [21, 24, 2],
    [25, 80, 3],
  ],
  oxygenSaturationPercent: [
    [40, 91, 3],
    [92, 93, 2],
    [94, 95, 1],
    [96, 100, 0],
  ],
  systolicMmHg: [
    [40, 90, 3],
    [91, 100, 2],
    [101, 110, 1],
    [111, 219, 0],
    [220, 300, 3],
  ],
  pulsePerMin: [
    [15, 40, 3],
    [41, 50, 1],
    [51, 90, 0],
    [91, 110, 1],
    [111, 130, 2],
    [131, 300, 3],
  ],
};
/** In tenths of a degree. */
const temperatures = [
  [250, 350, 3],
  [351, 360, 1],
  [361, 380, 0],
  [381, 390, 1],
  [391, 450, 2],
] as const;
const scale2OnAir = [
  [40, 83, 3],
  [84, 85, 2],
  [86, 87, 1],
  [88, 100, 0],
] as const;
const scale2OnOxygen = [
  [40, 83, 3],
  [84, 85, 2],
  [86, 87, 1],
  [88, 92, 0],
  [93, 94, 1],
  [95, 96, 2],
  [97, 100, 3],
] as const;

const each = (boxes: readonly (readonly [number, number, number])[]) =>
  boxes.flatMap(([from, to, points]) => Array.from({ length: to - from + 1 }, (_, i) => [from + i, points] as const));

describe('NEWS2, every value of the chart', () => {
  it.each(Object.entries(rows))('%s', (parameter, boxes) => {
    for (const [value, points] of each(boxes)) expect([value, total({ [parameter]: value })]).toEqual([value, points]);
  });

  it('temperature, by tenths of a degree', () => {
    for (const [tenths, points] of each(temperatures)) expect([tenths, total({ temperatureCel: tenths / 10 })]).toEqual([tenths, points]);
  });

  it('SpO2 scale 2 on air', () => {
    for (const [value, points] of each(scale2OnAir)) expect([value, total({ oxygenSaturationPercent: value }, 2)]).toEqual([value, points]);
  });

  it('SpO2 scale 2 on oxygen, with the 2 for oxygen itself', () => {
    for (const [value, points] of each(scale2OnOxygen))
      expect([value, total({ oxygenSaturationPercent: value, inspiredOxygen: 'oxygen' }, 2)]).toEqual([value, points + 2]);
  });

  it('SpO2 scale 1 does not ask whether it is on oxygen', () => {
    for (const [value, points] of each(rows.oxygenSaturationPercent!))
      expect(total({ oxygenSaturationPercent: value, inspiredOxygen: 'oxygen' })).toBe(points + 2);
  });

  it.each([
    ['air', 0],
    ['oxygen', 2],
  ] as const)('breathing %s', (inspiredOxygen, points) => {
    expect(total({ inspiredOxygen })).toBe(points);
  });

  it.each([
    ['alert', 0],
    ['confusion', 3],
    ['voice', 3],
    ['pain', 3],
    ['unresponsive', 3],
  ] as const)('consciousness: %s', (consciousness, points) => {
    expect(total({ consciousness })).toBe(points);
  });
});

describe('NEWS2, between the rows: rounded half up', () => {
  it.each([
    [{ temperatureCel: 38.04 }, 0],
    [{ temperatureCel: 38.05 }, 1],
    [{ temperatureCel: 36.04 }, 1],
    [{ temperatureCel: 36.05 }, 0],
    [{ temperatureCel: 35.04 }, 3],
    [{ temperatureCel: 35.05 }, 1],
    [{ temperatureCel: 39.04 }, 1],
    [{ temperatureCel: 39.05 }, 2],
    [{ respirationsPerMin: 20.49 }, 0],
    [{ respirationsPerMin: 20.5 }, 2],
    [{ respirationsPerMin: 8.49 }, 3],
    [{ respirationsPerMin: 8.5 }, 1],
    [{ oxygenSaturationPercent: 95.49 }, 1],
    [{ oxygenSaturationPercent: 95.5 }, 0],
    [{ oxygenSaturationPercent: 91.49 }, 3],
    [{ oxygenSaturationPercent: 91.5 }, 2],
    [{ systolicMmHg: 110.49 }, 1],
    [{ systolicMmHg: 110.5 }, 0],
    [{ systolicMmHg: 219.49 }, 0],
    [{ systolicMmHg: 219.5 }, 3],
    [{ pulsePerMin: 90.49 }, 0],
    [{ pulsePerMin: 90.5 }, 1],
    [{ pulsePerMin: 130.5 }, 3],
  ])('%j scores %i', (more, points) => {
    expect(total(more)).toBe(points);
  });
});

describe('NEWS2, a set', () => {
  it('that is well scores 0, on both scales', () => {
    expect([total({}), total({}, 2)]).toEqual([0, 0]);
  });

  it('at its worst scores 20', () => {
    const worst: News2Set = {
      respirationsPerMin: 30,
      oxygenSaturationPercent: 80,
      inspiredOxygen: 'oxygen',
      systolicMmHg: 80,
      pulsePerMin: 140,
      consciousness: 'unresponsive',
      temperatureCel: 34,
    };
    const score = news2Score(worst, 1);
    expect(score).toMatchObject({ total: 20, threes: news2Parameters.filter((parameter) => parameter !== 'inspiredOxygen') });
  });

  it('names each parameter that scores 3', () => {
    expect(news2Score({ ...well, pulsePerMin: 131, respirationsPerMin: 21 }, 1)).toMatchObject({ total: 5, threes: ['pulsePerMin'] });
  });

  it.each(news2Parameters)('without %s has no score and names what is missing', (parameter) => {
    expect(news2Score({ ...well, [parameter]: null }, 1)).toEqual({ computable: false, missing: [parameter] });
  });

  it('without anything names all seven', () => {
    const nothing = Object.fromEntries(news2Parameters.map((parameter) => [parameter, null])) as unknown as News2Set;
    expect(news2Score(nothing, 2)).toEqual({ computable: false, missing: news2Parameters });
  });
});

describe('NEWS2 against the chart, whatever is measured', () => {
  const boxed = (boxes: readonly (readonly [number, number, number])[], value: number) =>
    boxes.find(([from, to]) => value >= from && value <= to)![2];

  it('sums what each row says', () => {
    const sets = fc.record({
      respirationsPerMin: fc.integer({ min: 2, max: 80 }),
      oxygenSaturationPercent: fc.integer({ min: 40, max: 100 }),
      inspiredOxygen: fc.constantFrom('air', 'oxygen'),
      systolicMmHg: fc.integer({ min: 40, max: 300 }),
      pulsePerMin: fc.integer({ min: 15, max: 300 }),
      consciousness: fc.constantFrom('alert', 'confusion', 'voice', 'pain', 'unresponsive'),
      tenths: fc.integer({ min: 250, max: 450 }),
    });
    fc.assert(
      fc.property(sets, fc.constantFrom<SpO2Scale>(1, 2), ({ tenths, ...set }, scale) => {
        const onOxygen = set.inspiredOxygen === 'oxygen';
        const saturation = scale === 1 ? rows.oxygenSaturationPercent! : onOxygen ? scale2OnOxygen : scale2OnAir;
        const expected =
          boxed(rows.respirationsPerMin!, set.respirationsPerMin) +
          boxed(saturation, set.oxygenSaturationPercent) +
          (onOxygen ? 2 : 0) +
          boxed(rows.systolicMmHg!, set.systolicMmHg) +
          boxed(rows.pulsePerMin!, set.pulsePerMin) +
          (set.consciousness === 'alert' ? 0 : 3) +
          boxed(temperatures, tenths);
        expect(total({ ...(set as Partial<News2Set>), temperatureCel: tenths / 10 }, scale)).toBe(expected);
      }),
      { numRuns: 2_000, seed: 2017 },
    );
  });
});
