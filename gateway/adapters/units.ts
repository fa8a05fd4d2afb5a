/** The UCUM units in which readings are kept (rules/model/observation.ts), each with others that are sent for it: `[factor, offset]`. */
const conversions: Readonly<Record<string, Readonly<Record<string, readonly [factor: number, offset: number]>>>> = {
  Cel: {
    cel: [1, 0],
    c: [1, 0],
    '°c': [1, 0],
    f: [5 / 9, -160 / 9],
    '°f': [5 / 9, -160 / 9],
    '[degf]': [5 / 9, -160 / 9],
    k: [1, -273.15],
  },
  '%': { '%': [1, 0], '%el': [1, 0], '%rh': [1, 0], '/': [100, 0] },
  W: { w: [1, 0], kw: [1_000, 0], mw: [0.001, 0] },
  '/min': {
    '/min': [1, 0],
    '1/min': [1, 0],
    bpm: [1, 0],
    'beats/min': [1, 0],
    'breaths/min': [1, 0],
    beat: [1, 0],
    'beat/min': [1, 0],
    hz: [60, 0],
  },
  kg: { kg: [1, 0], g: [0.001, 0], lb: [0.453_592_37, 0], lbs: [0.453_592_37, 0], '[lb_av]': [0.453_592_37, 0], st: [6.350_293_18, 0] },
  // Glucose has 180.156 g a mole.
  'mmol/L': { 'mmol/l': [1, 0], 'mg/dl': [10 / 180.156, 0] },
  'mm[Hg]': { 'mm[hg]': [1, 0], mmhg: [1, 0], kpa: [7.500_62, 0] },
  mL: { ml: [1, 0], l: [1_000, 0], '[foz_br]': [28.413_062_5, 0] },
  '/d': { '/d': [1, 0], '': [1, 0], steps: [1, 0], step: [1, 0] },
  '1': { '1': [1, 0] },
};

/** A measurement converts to two digits more than anybody measures; what is left of a float's tail is cut. */
const digits = 4;

/** Words in braces say what is counted and are no part of a UCUM unit: `{beats}/min`, `{steps}`. */
const annotation = /\{[^}]*\}/g;

/**
 * `value` in the unit `to`; null: `from` is no unit for it. Upper and lower case do not matter, but `mW` and `MW` do: nobody at home has megawatts.
 */
export function converted(value: number, from: string, to: string): number | null {
  const units = conversions[to] ?? {};
  const spelling = from.replaceAll(annotation, '').trim().toLowerCase();
  const rule = Object.hasOwn(units, spelling) ? units[spelling] : undefined;
  if (rule === undefined) return null;
  const [factor, offset] = rule;
  return factor === 1 && offset === 0 ? value : Number((value * factor + offset).toFixed(digits));
}
