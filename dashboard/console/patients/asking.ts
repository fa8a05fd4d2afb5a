import type { CommandView } from '../../../gateway/contract/commands.ts';
import type { DeviceView } from '../../../gateway/contract/equipment.ts';
import type { ObservationKind } from '../../../rules/model/observation.ts';
import type { DeviceKind } from '../../../rules/model/patient.ts';

/** What a device of a kind measures itself. */
const measuredBy: Partial<Record<DeviceKind, readonly ObservationKind[]>> = {
  cuff: ['blood-pressure', 'heart-rate'],
  oximeter: ['oxygen-saturation', 'heart-rate'],
  thermometer: ['body-temperature'],
  scales: ['body-weight'],
  'glucose-meter': ['glucose'],
  wearable: ['steps', 'heart-rate'],
};
/** What somebody can be asked to measure by whatever has a voice or a screen. */
const measuredAnyway: readonly ObservationKind[] = [
  'blood-pressure',
  'heart-rate',
  'oxygen-saturation',
  'body-temperature',
  'body-weight',
  'glucose',
  'respiratory-rate',
  'wellbeing',
  'pain',
];

/** The readings to choose from, what the device measures itself first. */
export function readingsToAskFor(kind: DeviceKind): readonly ObservationKind[] {
  return measuredBy[kind] ?? measuredAnyway;
}

/** What this device can be asked: nothing behind a hub; words only where it can speak or show them. */
export function waysToAsk({ hubId, prompts }: Pick<DeviceView, 'hubId' | 'prompts'>): readonly CommandView['type'][] {
  if (hubId !== null) return [];
  return prompts ? ['prompt', 'request-measurement', 'test'] : ['test'];
}
