import { halfUp } from './vitals.ts';

/** One set of observations; null: not measured. */
export interface News2Set {
  readonly respirationsPerMin: number | null;
  readonly oxygenSaturationPercent: number | null;
  readonly inspiredOxygen: 'air' | 'oxygen' | null;
  readonly systolicMmHg: number | null;
  readonly pulsePerMin: number | null;
  readonly consciousness: 'alert' | 'confusion' | 'voice' | 'pain' | 'unresponsive' | null;
  readonly temperatureCel: number | null;
}
export type News2Parameter = keyof News2Set;
/** In the order of the chart. */
export const news2Parameters = [
  'respirationsPerMin',
  'oxygenSaturationPercent',
  'inspiredOxygen',
  'systolicMmHg',
  'pulsePerMin',
  'consciousness',
  'temperatureCel',
] as const satisfies readonly News2Parameter[];

/** 2 is for hypercapnic respiratory failure, prescribed saturation 88 to 92 %, and only on a named authority. */
export type SpO2Scale = 1 | 2;
type Points = 0 | 1 | 2 | 3;

export type News2Score =
  /** Not computable: a set with anything missing has no score, and never 0. */
  | { readonly computable: false; readonly missing: readonly News2Parameter[] }
  | {
      readonly computable: true;
      readonly total: number;
      readonly points: Readonly<Record<News2Parameter, Points>>;
      /** Parameters that score 3 by themselves. */
      readonly threes: readonly News2Parameter[];
    };

/** Up to and including the first number: so many points. */
type Bands = readonly (readonly [upTo: number, points: Points])[];
const more = Number.POSITIVE_INFINITY;

const respirations: Bands = [
  [8, 3],
  [11, 1],
  [20, 0],
  [24, 2],
  [more, 3],
];
const saturationScale1: Bands = [
  [91, 3],
  [93, 2],
  [95, 1],
  [more, 0],
];
const saturationScale2OnAir: Bands = [
  [83, 3],
  [85, 2],
  [87, 1],
  [more, 0],
];
const saturationScale2OnOxygen: Bands = [
  [83, 3],
  [85, 2],
  [87, 1],
  [92, 0],
  [94, 1],
  [96, 2],
  [more, 3],
];
const systolic: Bands = [
  [90, 3],
  [100, 2],
  [110, 1],
  [219, 0],
  [more, 3],
];
const pulse: Bands = [
  [40, 3],
  [50, 1],
  [90, 0],
  [110, 1],
  [130, 2],
  [more, 3],
];
const temperature: Bands = [
  [35, 3],
  [36, 1],
  [38, 0],
  [39, 1],
  [more, 2],
];

const inBands = (bands: Bands, value: number): Points => bands.find(([upTo]) => value <= upTo)![1];
const whole = (value: number): number => halfUp(value, 0);

function saturation(scale: SpO2Scale, oxygen: 'air' | 'oxygen'): Bands {
  if (scale === 1) return saturationScale1;
  return oxygen === 'air' ? saturationScale2OnAir : saturationScale2OnOxygen;
}

/**
 * National Early Warning Score 2 (Royal College of Physicians 2017, charts 1 and 4; adults from 16, not in pregnancy).
 *
 * The rule for numbers between the rows of the chart: temperature is rounded to one decimal and everything else to a whole number, half up,
 * before it is scored; so 38.04 °C is 38.0 and scores 0, and 38.05 °C is 38.1 and scores 1.
 */
export function news2Score(set: News2Set, scale: SpO2Scale): News2Score {
  const missing = news2Parameters.filter((parameter) => set[parameter] === null);
  if (missing.length > 0) return { computable: false, missing };
  const points: Record<News2Parameter, Points> = {
    respirationsPerMin: inBands(respirations, whole(set.respirationsPerMin!)),
    oxygenSaturationPercent: inBands(saturation(scale, set.inspiredOxygen!), whole(set.oxygenSaturationPercent!)),
    inspiredOxygen: set.inspiredOxygen === 'oxygen' ? 2 : 0,
    systolicMmHg: inBands(systolic, whole(set.systolicMmHg!)),
    pulsePerMin: inBands(pulse, whole(set.pulsePerMin!)),
    consciousness: set.consciousness === 'alert' ? 0 : 3,
    temperatureCel: inBands(temperature, halfUp(set.temperatureCel!, 1)),
  };
  const total = news2Parameters.reduce((sum, parameter) => sum + points[parameter], 0);
  return { computable: true, total, points, threes: news2Parameters.filter((parameter) => points[parameter] === 3) };
}
