import type { DeviceKind } from '../../rules/model/patient.ts';

type Ask = 'press' | 'open' | 'walk' | 'lie' | 'measure' | 'testButton' | 'use';

const asks: Partial<Record<DeviceKind, Ask>> = {
  'sos-button': 'press',
  'alarm-unit': 'press',
  wearable: 'press',
  fridge: 'open',
  'front-door': 'open',
  door: 'open',
  motion: 'walk',
  bed: 'lie',
  cuff: 'measure',
  scales: 'measure',
  oximeter: 'measure',
  thermometer: 'measure',
  'glucose-meter': 'measure',
  'smoke-alarm': 'testButton',
  'carbon-monoxide-alarm': 'testButton',
  'gas-sensor': 'testButton',
  'water-sensor': 'testButton',
  'fall-detector': 'testButton',
};
/** A trial of these is a call for help or an alarm, like any other. */
const calls: ReadonlySet<DeviceKind> = new Set([
  'sos-button',
  'alarm-unit',
  'wearable',
  'fall-detector',
  'smoke-alarm',
  'carbon-monoxide-alarm',
  'gas-sensor',
  'water-sensor',
  'house-alarm',
]);

/** What is done with a device to try it. */
export const howToTry = (kind: DeviceKind): Ask => asks[kind] ?? 'use';
/** Whether trying it calls the care centre. */
export const callsTheCentre = (kind: DeviceKind): boolean => calls.has(kind);
