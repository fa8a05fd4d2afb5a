import type { BloodPressure, Observation, ObservationKind } from '../model/observation.ts';
import type { Instant } from '../model/time.ts';
import { type News2Parameter, type News2Score, type News2Set, news2Parameters } from './news2-score.ts';
import { halfUp } from './vitals.ts';

interface Source {
  readonly kind: ObservationKind;
  readonly words: string;
  readonly unit: string;
  readonly decimals: number;
}
/** Which reading gives which parameter, and how people call it. */
export const news2Sources: Readonly<Record<News2Parameter, Source>> = {
  respirationsPerMin: { kind: 'respiratory-rate', words: 'breathing rate', unit: ' a minute', decimals: 0 },
  oxygenSaturationPercent: { kind: 'oxygen-saturation', words: 'oxygen level', unit: ' %', decimals: 0 },
  inspiredOxygen: { kind: 'inspired-oxygen', words: 'breathing air or oxygen', unit: '', decimals: 0 },
  systolicMmHg: { kind: 'blood-pressure', words: 'blood pressure', unit: ' mmHg systolic', decimals: 0 },
  pulsePerMin: { kind: 'heart-rate', words: 'pulse', unit: ' a minute', decimals: 0 },
  consciousness: { kind: 'consciousness', words: 'alertness', unit: '', decimals: 0 },
  temperatureCel: { kind: 'body-temperature', words: 'temperature', unit: ' °C', decimals: 1 },
};
export const news2Kinds: readonly ObservationKind[] = news2Parameters.map((parameter) => news2Sources[parameter].kind);

/** What was measured, and when it was taken. */
export type Measured = readonly [value: number | string, at: Instant];
/** One place for each parameter, in the order of the chart. */
export type Values = readonly (Measured | null)[];
export const noValues: Values = news2Parameters.map(() => null);

/** The value as the chart has it, and its place. */
export function chartedIn(observation: Observation): { readonly place: number; readonly value: number | string } {
  const place = news2Kinds.indexOf(observation.kind);
  const { decimals } = news2Sources[news2Parameters[place]!];
  const { value } = observation;
  if (typeof value === 'string') return { place, value };
  const number = observation.kind === 'blood-pressure' ? (value as BloodPressure).systolicMmHg : (value as number);
  return { place, value: halfUp(number, decimals) };
}

export function asSet(values: Values): News2Set {
  return Object.fromEntries(news2Parameters.map((parameter, i) => [parameter, values[i]?.[0] ?? null])) as unknown as News2Set;
}

export const namesOf = (parameters: readonly News2Parameter[]): string[] => parameters.map((parameter) => news2Sources[parameter].words);

/** `breathing rate 22 a minute (2), oxygen level 93 % (2), …`; points only where the set has a score. */
export function setWords(values: Values, score: News2Score): string {
  return news2Parameters
    .flatMap((parameter, i) => {
      const measured = values[i];
      if (!measured) return [];
      const { words, unit, decimals } = news2Sources[parameter];
      const said = typeof measured[0] === 'number' ? `${words} ${measured[0].toFixed(decimals)}${unit}` : `${words} ${measured[0]}`;
      return [score.computable ? `${said} (${score.points[parameter]})` : said];
    })
    .join(', ');
}
