import { type ObservationKind, observationKindNames, observationKinds, type Statistic } from '../../rules/model/observation.ts';

export interface Coding {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
}

const loinc = 'http://loinc.org';
const snomed = 'http://snomed.info/sct';

/** Codes of a kind besides its own (https://loinc.org, UK Core; SNOMED CT as in the UK edition). */
const others: readonly (readonly [system: string, code: string, kind: ObservationKind])[] = [
  [loinc, '2708-6', 'oxygen-saturation'],
  // Glucose in capillary blood and in blood, as mass and as substance.
  [loinc, '41653-7', 'glucose'],
  [loinc, '2339-0', 'glucose'],
  [loinc, '15074-8', 'glucose'],
  // Steps without a word about the time: the effective time says it.
  [loinc, '55423-8', 'steps'],
  [snomed, '75367002', 'blood-pressure'],
  [snomed, '364075005', 'heart-rate'],
  [snomed, '431314004', 'oxygen-saturation'],
  [snomed, '86290005', 'respiratory-rate'],
  [snomed, '276885007', 'body-temperature'],
  [snomed, '27113001', 'body-weight'],
];

const keyOf = (system: string, code: string) => `${system}|${code}`;

const kinds: ReadonlyMap<string, ObservationKind> = new Map([
  ...observationKindNames.flatMap((kind) => {
    const { code } = observationKinds[kind];
    return code === null ? [] : [[keyOf(code.system, code.code), kind] as const];
  }),
  ...others.map(([system, code, kind]) => [keyOf(system, code), kind] as const),
]);

const pressures: ReadonlyMap<string, 'systolicMmHg' | 'diastolicMmHg'> = new Map([
  [keyOf(loinc, '8480-6'), 'systolicMmHg'],
  [keyOf(loinc, '8462-4'), 'diastolicMmHg'],
  [keyOf(snomed, '72313002'), 'systolicMmHg'],
  [keyOf(snomed, '1091811000000102'), 'diastolicMmHg'],
]);

/** FHIR's code system of statistics; how many there were is no value of the kind. */
const statisticSystem = 'http://terminology.hl7.org/CodeSystem/observation-statistics';
const statistics: ReadonlyMap<string, Statistic> = new Map([
  ['average', 'average'],
  ['median', 'median'],
  ['minimum', 'minimum'],
  ['maximum', 'maximum'],
  ['sum', 'sum'],
]);
const counts = ['count', 'total-count'];

function first<T>(codings: readonly Coding[], table: ReadonlyMap<string, T>): T | null {
  for (const { system = '', code = '' } of codings) {
    const found = table.get(keyOf(system, code));
    if (found !== undefined) return found;
  }
  return null;
}

/** The kind of reading that one of these codings names; null: none is known here. */
export const kindOf = (codings: readonly Coding[]): ObservationKind | null => first(codings, kinds);

/** Which part of a blood pressure one of these codings names; null: none. */
export const pressureOf = (codings: readonly Coding[]): 'systolicMmHg' | 'diastolicMmHg' | null => first(codings, pressures);

/** How a component sums up several measurements; null: it does not, or only counts them. */
export function statisticOf(codings: readonly Coding[]): Statistic | null {
  const code = codings.find(({ system }) => system === statisticSystem)?.code;
  return code === undefined || counts.includes(code) ? null : (statistics.get(code) ?? 'other');
}

/** Codings for people: `http://loinc.org 718-7`. */
export const inWords = (codings: readonly Coding[]): string =>
  codings.map(({ system = '(no system)', code = '(no code)' }) => `${system} ${code}`).join(', ') || '(no coding)';
