import type { BloodPressure, Observation, ObservationKind } from '../../../rules/model/observation.ts';
import type { Language } from '../../../rules/model/speech.ts';
import type { EnteredKind, MyReading } from '../../contract/my.ts';
import { iso } from '../instant.ts';

/** What it is called, and its unit as people say it; null: the value says it all. */
type Names = Readonly<Record<EnteredKind, readonly [label: string, unit: string | null]>>;

const en: Names = {
  'blood-pressure': ['Blood pressure', 'mmHg'],
  'heart-rate': ['Pulse', 'beats a minute'],
  'oxygen-saturation': ['Oxygen level', '%'],
  'body-temperature': ['Temperature', '°C'],
  'body-weight': ['Weight', 'kg'],
  glucose: ['Blood sugar', 'mmol/L'],
  steps: ['Steps', 'steps'],
  wellbeing: ['How you feel', null],
  pain: ['Pain', 'of 10'],
  'fluid-intake': ['Drink', 'mL'],
  exercise: ['Exercises', null],
  goal: ['Goal', null],
};
const pl: Names = {
  'blood-pressure': ['Ciśnienie krwi', 'mmHg'],
  'heart-rate': ['Puls', 'uderzeń na minutę'],
  'oxygen-saturation': ['Poziom tlenu', '%'],
  'body-temperature': ['Temperatura', '°C'],
  'body-weight': ['Waga', 'kg'],
  glucose: ['Cukier we krwi', 'mmol/l'],
  steps: ['Kroki', 'kroków'],
  wellbeing: ['Samopoczucie', null],
  pain: ['Ból', 'z 10'],
  'fluid-intake': ['Napój', 'ml'],
  exercise: ['Ćwiczenia', null],
  goal: ['Cel', null],
};
const names: Readonly<Record<Language, Names>> = { en, pl };
const said: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { well: 'well', fair: 'so-so', unwell: 'unwell', done: 'done', 'not-done': 'not done' },
  pl: { well: 'dobrze', fair: 'tak sobie', unwell: 'źle', done: 'zrobione', 'not-done': 'nie zrobione' },
};

/** What a kind that can be entered is called. */
export const kindLabel = (kind: ObservationKind, language: Language): string => names[language][kind as EnteredKind][0];

/** `128 over 76 mmHg`, `98 %`, `well`. */
function valueText({ kind, value }: Observation, language: Language): string {
  const unit = names[language][kind as EnteredKind][1];
  const withUnit = (text: string) => (unit === null ? text : `${text} ${unit}`);
  if (typeof value === 'object') {
    const { systolicMmHg, diastolicMmHg } = value as BloodPressure;
    return withUnit(`${systolicMmHg} ${language === 'pl' ? 'na' : 'over'} ${diastolicMmHg}`);
  }
  if (typeof value === 'number') return withUnit(new Intl.NumberFormat(language === 'pl' ? 'pl-PL' : 'en-GB').format(value));
  return said[language][String(value)] ?? String(value);
}

/** A stored reading in plain words. Only of kinds that can be entered. */
export function toMyReading(observation: Observation, language: Language): MyReading {
  const { key, kind, value, observedAt, receivedAt, provenance } = observation;
  return {
    key,
    kind,
    label: kindLabel(kind, language),
    text: valueText(observation, language),
    value,
    measuredAt: iso(observedAt),
    receivedAt: iso(receivedAt),
    byHand: provenance === 'manual',
  };
}
