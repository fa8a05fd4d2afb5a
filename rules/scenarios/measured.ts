import type { ObservationKind } from '../model/observation.ts';
import type { DeviceKind } from '../model/patient.ts';

/** What a person measures, says of themselves or tries out: what they call it, and what they do it with. */
export const measured = {
  'blood-pressure': { words: 'blood pressure', meter: 'cuff' },
  'heart-rate': { words: 'pulse', meter: 'oximeter' },
  'oxygen-saturation': { words: 'oxygen level', meter: 'oximeter' },
  'respiratory-rate': { words: 'breathing rate', meter: 'app' },
  'body-temperature': { words: 'temperature', meter: 'thermometer' },
  'body-weight': { words: 'weight', meter: 'scales' },
  glucose: { words: 'blood sugar', meter: 'glucose-meter' },
  steps: { words: 'step count', meter: 'wearable' },
  'fluid-intake': { words: 'drinks', meter: 'cup' },
  wellbeing: { words: 'answer to how you feel', meter: 'app' },
  pain: { words: 'pain score', meter: 'app' },
  exercise: { words: 'exercise record', meter: 'app' },
  goal: { words: 'goal record', meter: 'app' },
  'unit-test': { words: 'test of the alarm unit', meter: 'alarm-unit' },
} as const satisfies Partial<Record<ObservationKind, { readonly words: string; readonly meter: DeviceKind }>>;

export type MeasuredKind = keyof typeof measured;
export const measuredKinds = Object.keys(measured) as [MeasuredKind, ...MeasuredKind[]];
