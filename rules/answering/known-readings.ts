import type { CareLevel } from '../model/answering.ts';
import type { BloodPressure, Observation } from '../model/observation.ts';
import { hour, type Instant } from '../model/time.ts';
import { type News2Set, news2Score } from '../scenarios/news2-score.ts';

/** How old a reading may be to count in an assessment. Readings only ever raise what is advised: an old good one reassures nobody. */
export const countsForMs = 6 * hour;

/** Kinds that are shown beside an assessment. */
export const keyKinds = [
  'blood-pressure',
  'heart-rate',
  'oxygen-saturation',
  'respiratory-rate',
  'body-temperature',
  'glucose',
] as const satisfies readonly Observation['kind'][];

export type KnownReading = Pick<Observation, 'kind' | 'value' | 'observedAt'>;

/** A set with nothing wrong in it: what was not measured adds nothing, so a score of a part is the least that the whole can be. */
const nothingWrong = {
  respirationsPerMin: 16,
  oxygenSaturationPercent: 98,
  inspiredOxygen: 'air',
  systolicMmHg: 130,
  pulsePerMin: 70,
  consciousness: 'alert',
  temperatureCel: 37,
} as const satisfies News2Set;

function measured(readings: readonly KnownReading[], at: Instant): Partial<News2Set> & { readonly glucoseMmolPerL?: number } {
  const value = (kind: Observation['kind']) =>
    readings.filter((one) => one.kind === kind && at - one.observedAt <= countsForMs).toSorted((a, b) => b.observedAt - a.observedAt)[0]
      ?.value;
  const number = <K extends string>(name: K, found: unknown) =>
    (typeof found === 'number' ? { [name]: found } : {}) as { [P in K]?: number };
  return {
    ...number('respirationsPerMin', value('respiratory-rate')),
    ...number('oxygenSaturationPercent', value('oxygen-saturation')),
    ...number('systolicMmHg', (value('blood-pressure') as BloodPressure | undefined)?.systolicMmHg),
    ...number('pulsePerMin', value('heart-rate')),
    ...number('temperatureCel', value('body-temperature')),
    ...number('glucoseMmolPerL', value('glucose')),
  };
}

/** Below it is a low blood glucose that needs treating (Joint British Diabetes Societies). */
const lowGlucoseMmolPerL = 4;

/**
 * What the readings that are known ask for by themselves: 7 points of NEWS2 an emergency, 5 or a single 3 an urgent look (Royal College of
 * Physicians 2017). Oxygen is scored on scale 1: who has another target agreed is seen once too often.
 */
export function levelOfReadings(readings: readonly KnownReading[], at: Instant): { readonly level: CareLevel; readonly reason: string }[] {
  const { glucoseMmolPerL, ...vitals } = measured(readings, at);
  const score = news2Score({ ...nothingWrong, ...vitals }, 1);
  const found: { level: CareLevel; reason: string }[] = [];
  if (score.computable && score.total >= 7) found.push({ level: '999', reason: `readings of at least ${score.total} points of NEWS2` });
  else if (score.computable && (score.total >= 5 || score.threes.length > 0))
    found.push({ level: 'urgent-community-response', reason: `readings of at least ${score.total} points of NEWS2` });
  if (glucoseMmolPerL !== undefined && glucoseMmolPerL < lowGlucoseMmolPerL)
    found.push({ level: 'urgent-community-response', reason: `glucose ${glucoseMmolPerL} mmol/L, below 4` });
  return found;
}
