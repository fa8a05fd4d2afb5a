import type { BloodPressure, Observation, ObservationValue } from '../model/observation.ts';
import type { MeasuredKind } from './measured.ts';
import { atTold } from './words.ts';

/** Kinds that are one number, how it is charted and said. Of a blood pressure the number is the systolic one. */
export const vitals = {
  'oxygen-saturation': { decimals: 0, unit: '%' },
  'heart-rate': { decimals: 0, unit: 'a minute' },
  'respiratory-rate': { decimals: 0, unit: 'a minute' },
  'body-temperature': { decimals: 1, unit: '°C' },
  'body-weight': { decimals: 1, unit: 'kg' },
  glucose: { decimals: 1, unit: 'mmol/L' },
  'blood-pressure': { decimals: 0, unit: 'mmHg systolic' },
  steps: { decimals: 0, unit: 'steps' },
  pain: { decimals: 0, unit: 'of 10' },
} as const satisfies Partial<Record<MeasuredKind, { readonly decimals: number; readonly unit: string }>>;

export type VitalKind = keyof typeof vitals;

/** Rounded half up on the decimal digits as they were sent: 38.05 is 38.1, whatever its binary form. */
export function halfUp(value: number, decimals: number): number {
  if (Number.isInteger(value)) return value;
  const scaled = Number(`${value}e${decimals}`);
  return Number.isNaN(scaled) ? value : Number(`${Math.round(scaled)}e-${decimals}`);
}

/** The number as it is charted; limits are compared with it, so that what is said and what is judged are the same. */
export function charted(kind: VitalKind, value: ObservationValue): number {
  const number = kind === 'blood-pressure' ? (value as BloodPressure).systolicMmHg : (value as number);
  return halfUp(number, vitals[kind].decimals);
}

/** `38.0 °C`, `91 %`. */
export function vitalWords(kind: VitalKind, value: number): string {
  const { decimals, unit } = vitals[kind];
  return `${value.toFixed(decimals)} ${unit}`;
}

/** `91 % at 08:05, told at 08:50, entered by hand.` A reading that may be another person's is said to be so. */
export function readingWords(said: string, { observedAt, receivedAt, provenance }: Observation, shared: boolean, zone: string): string {
  const byHand = provenance === 'manual' ? ', entered by hand' : '';
  const whose = shared ? ' It cannot be put down to one person.' : '';
  return `${said} ${atTold(zone, observedAt, receivedAt)}${byHand}.${whose}`;
}
