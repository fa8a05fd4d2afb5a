import type { BloodPressure, ObservationKind, ObservationValue } from './observation.ts';
import { day } from './time.ts';

/** With what is compared, and how many there must be. */
export const comparedMs = 28 * day;
export const leastCompared = 5;

/**
 * So far from the middle of their own readings one looks odd, in the unit of the kind. Our own choice (decision 42): wide enough for a bad day,
 * narrow enough for a wrong digit, another person on the scales, a cuff over a sleeve. It asks for a repeat and decides nothing else.
 */
const farFromUsual: Partial<Readonly<Record<ObservationKind, Readonly<Record<string, number>>>>> = {
  'blood-pressure': { systolicMmHg: 40, diastolicMmHg: 25 },
  'heart-rate': { value: 35 },
  'oxygen-saturation': { value: 5 },
  'body-temperature': { value: 1.5 },
  'body-weight': { value: 3 },
  glucose: { value: 6 },
};

const parts = (value: ObservationValue): Readonly<Record<string, number>> =>
  typeof value === 'object' ? { ...(value as BloodPressure) } : { value: Number(value) };

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Whether a reading lies far from the person's own of the last four weeks. False where there are too few, or nothing to compare. */
export function looksOdd(kind: ObservationKind, value: ObservationValue, before: readonly ObservationValue[]): boolean {
  const far = farFromUsual[kind];
  if (!far || before.length < leastCompared) return false;
  const now = parts(value);
  return Object.entries(far).some(([part, distance]) => Math.abs(now[part]! - middle(before.map((one) => parts(one)[part]!))) > distance);
}
