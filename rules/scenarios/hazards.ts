import type { ObservationKind } from '../model/observation.ts';

export const hazards = ['smoke', 'carbon-monoxide', 'gas-leak', 'water-leak', 'house-alarm'] as const satisfies readonly ObservationKind[];
export type Hazard = (typeof hazards)[number];

/** These kill within minutes. */
export const deadly: readonly Hazard[] = ['smoke', 'carbon-monoxide', 'gas-leak'];

export const hazardNames: Readonly<Record<Hazard, string>> = {
  smoke: 'Smoke alarm',
  'carbon-monoxide': 'Carbon monoxide alarm',
  'gas-leak': 'Gas alarm',
  'water-leak': 'Water alarm',
  'house-alarm': 'House alarm',
};

/**
 * What is said to the patient, and what the centre is reminded of. Fire: get out, stay out, ring 999 (fire services' advice). Gas and carbon
 * monoxide in Great Britain: the gas emergency line is 0800 111 999; no switches with gas, because a spark lights it.
 */
export const advice: Readonly<Record<Hazard, { readonly patient: string; readonly centre: string }>> = {
  smoke: {
    patient: 'The smoke alarm has gone off, {name}. Please leave the house now, and stay outside. We are calling for help.',
    centre: ' Fire service: 999.',
  },
  'carbon-monoxide': {
    patient: 'There is poisonous gas in the house, {name}. Please leave the house now and stay in the fresh air. We are calling for help.',
    centre: ' Out into fresh air; fire service 999, gas emergency line 0800 111 999.',
  },
  'gas-leak': {
    patient:
      'There is gas in the house, {name}. Do not touch any switch. Please leave the house now and stay outside. We are calling for help.',
    centre: ' No switches, no flames; fire service 999, gas emergency line 0800 111 999.',
  },
  'water-leak': {
    patient: 'There is water on the floor, {name}. Please mind that you do not slip, and turn the tap off if you can.',
    centre: '',
  },
  'house-alarm': {
    patient: 'The house alarm has gone off, {name}. We are letting somebody know.',
    centre: ' It may be a false alarm or an intruder: nobody should go in alone.',
  },
};
