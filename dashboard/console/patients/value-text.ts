import type { TFunction } from 'i18next';
import type { ObservationView } from '../../../gateway/contract/observations.ts';
import { observationKinds } from '../../../rules/model/observation.ts';
import { readableUnit, readPressure } from './series.ts';

const events = ['open', 'closed', 'dispensed', 'given-by-carer', 'missed', 'jammed', 'empty', 'eaten', 'started', 'ended'] as const;
const words = [...events, 'alarm', 'clear', 'fallen', 'suspected', 'recovered'] as const;

/** A converted value has more digits than anybody measures. */
const shortened = (value: number): number => Number(value.toFixed(2));

/** The value of a reading as a person reads it, with its unit. */
export function valueText(observation: Pick<ObservationView, 'kind' | 'value'>, t: TFunction): string {
  const { kind, value } = observation;
  const unit = readableUnit(observationKinds[kind].unit);
  const pressure = kind === 'blood-pressure' ? readPressure(observation) : null;
  if (pressure) return `${pressure.systolicMmHg}/${pressure.diastolicMmHg} ${unit}`;
  if (typeof value === 'number') return `${shortened(value)} ${unit}`.trim();
  if (kind === 'motion') return value ? t('patients.value.movement') : t('patients.value.still');
  if (kind === 'bed-occupancy') return value ? t('patients.value.inBed') : t('patients.value.outOfBed');
  if (kind === 'sos') return typeof value === 'string' ? value : t('patients.value.pressed');
  if (kind === 'sos-cancelled' || kind === 'unit-test') return t('patients.value.said');
  if (kind === 'ok') return t('patients.value.said');
  const word = words.find((each) => each === value);
  return word ? t(`patients.value.${word}`) : t('patients.value.unreadable');
}
