import type { EnteredKind } from '../../../gateway/contract/my.ts';

/** Kinds that are one number: what can be entered (the limits of what the gateway takes) and in which steps. */
export const numbers = {
  'heart-rate': { min: 15, max: 300, step: 1 },
  'oxygen-saturation': { min: 40, max: 100, step: 1 },
  'body-temperature': { min: 25, max: 45, step: 0.1 },
  'body-weight': { min: 20, max: 350, step: 0.1 },
  glucose: { min: 0.5, max: 60, step: 0.1 },
  steps: { min: 0, max: 150_000, step: 1 },
  pain: { min: 0, max: 10, step: 1 },
  'fluid-intake': { min: 1, max: 3_000, step: 1 },
} as const;
export type NumberKind = keyof typeof numbers;

/** Both numbers of a blood pressure. */
export const pressure = { systolic: { min: 40, max: 300 }, diastolic: { min: 20, max: 200 } } as const;

/** Kinds that are one of a few words, as the gateway names them. */
export const choices = { wellbeing: ['well', 'fair', 'unwell'], exercise: ['done', 'not-done'] } as const;
export type ChoiceKind = keyof typeof choices;

/** What can be entered here, in the order in which it is offered; a goal is entered where it stands. */
export const enterable = [
  'blood-pressure',
  'body-weight',
  'oxygen-saturation',
  'heart-rate',
  'body-temperature',
  'glucose',
  'wellbeing',
  'pain',
  'fluid-intake',
  'steps',
  'exercise',
] as const satisfies readonly EnteredKind[];
export type Enterable = (typeof enterable)[number];

export const isNumberKind = (kind: string): kind is NumberKind => kind in numbers;
export const isChoiceKind = (kind: string): kind is ChoiceKind => kind in choices;

/** A number as people type it, with a point or a comma; null: it is none, or not between the limits. */
export function readNumber(text: string, { min, max }: { min: number; max: number }): number | null {
  const trimmed = text.trim().replace(',', '.');
  const value = trimmed === '' ? Number.NaN : Number(trimmed);
  return value >= min && value <= max ? value : null;
}
