import { z } from 'zod';
import { ours, source, usualLimits } from './limit-sources.ts';
import { charted, type VitalKind, vitalWords } from './vitals.ts';

/** Limits on one number; each counts from its own value on, and null is no limit. */
export interface Limits {
  readonly above: number | null;
  readonly below: number | null;
  readonly warnAbove: number | null;
  readonly warnBelow: number | null;
  readonly graveAbove: number | null;
  readonly graveBelow: number | null;
  /** How far inside `above` and `below` a reading must be to count as good again. */
  readonly margin: number;
}

const none = { above: null, below: null, warnAbove: null, warnBelow: null, graveAbove: null, graveBelow: null };

/**
 * The usual limits, where none are agreed. Sources: NEWS2 (Royal College of Physicians 2017, chart 1) for pulse, breathing and temperature;
 * the oximetry bands of home monitoring, at least 95 / 93 to 94 / at most 92 % (clinical.md), with what lies below even the lowest
 * target range of 88 to 92 % as grave; glucose below 4.0 and below 3.0 mmol/L as charted to one decimal. Margins are ours.
 */
const presets = {
  'oxygen-saturation': { ...none, below: 92, warnBelow: 94, graveBelow: 87, margin: 1 },
  'heart-rate': { ...none, above: 111, below: 40, graveAbove: 131, margin: 5 },
  'respiratory-rate': { ...none, above: 21, below: 8, graveAbove: 25, graveBelow: 8, margin: 1 },
  'body-temperature': { ...none, above: 38, below: 35, graveAbove: 39.1, margin: 0.3 },
  'body-weight': { ...none, margin: 0.5 },
  glucose: { ...none, above: 15, below: 3.9, graveBelow: 2.9, margin: 0.5 },
  pain: { ...none, above: 7, margin: 1 },
} as const satisfies Partial<Record<VitalKind, Limits>>;

export type LimitKind = keyof typeof presets;
export const limitKinds = Object.keys(presets) as [LimitKind, ...LimitKind[]];

const limit = (words: string) => z.number().min(0).max(500).nullable().optional().describe(words).meta(source(usualLimits));
/** Parameters that set limits, in the unit of the kind (%, /min, °C, kg, mmol/L, points). */
export const limitParams = {
  above: limit('High from this value on. With neither above nor below, the usual limits of the kind apply'),
  below: limit('Low from this value down'),
  warnAbove: limit('A little high from this value on: the alert is of low severity'),
  warnBelow: limit('A little low from this value down: the alert is of low severity'),
  graveAbove: limit('Very high from this value on: counts at once, and the alert is of high severity'),
  graveBelow: limit('Very low from this value down: counts at once, and the alert is of high severity'),
  margin: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe('How far inside the limits a reading must be to count as good again')
    .meta(source(ours)),
};
type Given = z.infer<z.ZodObject<typeof limitParams>>;

/**
 * Limits as agreed, completed by the usual ones. Who sets `above` or `below` sets both, and gets no warning band unless asked for; the
 * usual grave limit stays where it still lies beyond theirs, because leaving it out must not make a very low reading wait.
 */
export function completed(kind: LimitKind, given: Given): Limits {
  const usual: Limits = presets[kind];
  const own = typeof given.above === 'number' || typeof given.below === 'number';
  const agreed = <T>(value: T | undefined, otherwise: T): T => (value === undefined ? otherwise : value);
  const above = agreed(given.above, own ? null : usual.above);
  const below = agreed(given.below, own ? null : usual.below);
  const beyond = (grave: number | null, limit: number | null, sign: 1 | -1) =>
    grave !== null && limit !== null && sign * (grave - limit) >= 0 ? grave : null;
  return {
    above,
    below,
    warnAbove: agreed(given.warnAbove, own || above === null ? null : usual.warnAbove),
    warnBelow: agreed(given.warnBelow, own || below === null ? null : usual.warnBelow),
    graveAbove: agreed(given.graveAbove, beyond(usual.graveAbove, above, 1)),
    graveBelow: agreed(given.graveBelow, beyond(usual.graveBelow, below, -1)),
    margin: given.margin ?? usual.margin,
  };
}

/** What is wrong with limits, by parameter; empty when nothing is. */
export function limitFaults(l: Limits): readonly { readonly path: string; readonly message: string }[] {
  const faults: { path: string; message: string }[] = [];
  const order = (path: string, lower: number | null, upper: number | null, message: string, mayEqual: boolean) => {
    if (lower !== null && upper !== null && (mayEqual ? lower > upper : lower >= upper)) faults.push({ path, message });
  };
  if (l.above === null && l.below === null) faults.push({ path: 'above', message: 'above or below must be given for this kind' });
  order('below', l.below, l.above, 'must be below above', false);
  order('warnAbove', l.warnAbove, l.above, 'must be below above', false);
  order('warnBelow', l.below, l.warnBelow, 'must be above below', false);
  order('warnBelow', l.warnBelow, l.warnAbove ?? l.above, 'must be below the high limits', false);
  order('warnAbove', l.warnBelow ?? l.below, l.warnAbove, 'must be above the low limits', false);
  order('graveAbove', l.above, l.graveAbove, 'must not be below above', true);
  order('graveBelow', l.graveBelow, l.below, 'must not be above below', true);
  return faults;
}

/** 0 within the limits, 1 a little outside, 2 outside, 3 far outside. */
export type Grade = 0 | 1 | 2 | 3;
export interface Graded {
  readonly grade: Grade;
  readonly side: 'high' | 'low';
}

export function graded(value: number, l: Limits): Graded {
  if (l.graveBelow !== null && value <= l.graveBelow) return { grade: 3, side: 'low' };
  if (l.graveAbove !== null && value >= l.graveAbove) return { grade: 3, side: 'high' };
  if (l.below !== null && value <= l.below) return { grade: 2, side: 'low' };
  if (l.above !== null && value >= l.above) return { grade: 2, side: 'high' };
  if (l.warnBelow !== null && value <= l.warnBelow) return { grade: 1, side: 'low' };
  return { grade: l.warnAbove !== null && value >= l.warnAbove ? 1 : 0, side: 'high' };
}

/** Within the limits by more than the margin: what clears, so that a value that trembles on the limit does not. */
export function isGood(kind: VitalKind, value: number, l: Limits): boolean {
  if (graded(value, l).grade > 0) return false;
  if (l.below !== null && value <= charted(kind, l.below + l.margin)) return false;
  return l.above === null || value < charted(kind, l.above - l.margin);
}

/** Within even the outermost limits by more than the margin: it does not tremble on any of them. */
export function isSettled(kind: VitalKind, value: number, l: Limits): boolean {
  return isGood(kind, value, { ...l, below: l.warnBelow ?? l.below, above: l.warnAbove ?? l.above });
}

/** `a little low`, `high`, `very low`. */
export function gradeWords({ grade, side }: Graded): string {
  return ['', 'a little ', '', 'very '][grade] + side;
}

/** `Low at 92 % or less, very low at 87 % or less`. */
export function limitWords(kind: VitalKind, l: Limits): string {
  const side = (word: string, which: string, value: number | null) =>
    value === null ? [] : [`${word} at ${vitalWords(kind, value)} or ${which}`];
  const said = [
    ...side('a little low', 'less', l.warnBelow),
    ...side('low', 'less', l.below),
    ...side('very low', 'less', l.graveBelow),
    ...side('a little high', 'more', l.warnAbove),
    ...side('high', 'more', l.above),
    ...side('very high', 'more', l.graveAbove),
  ].join(', ');
  return said.charAt(0).toUpperCase() + said.slice(1);
}
