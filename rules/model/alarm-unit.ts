/** What a call for help may be made with, where the sender says it (telecare: the trigger type of the operator's record). */
export const callTriggers = [
  'alarm unit',
  'pendant',
  'fixed button',
  'attack button',
  'panic button',
  'fall detector',
  'activity detector',
  'pill dispenser',
  'bed sensor',
  'chair sensor',
  'mat sensor',
  'door sensor',
  'wandering sensor',
  'enuresis sensor',
  'epilepsy sensor',
  'occupancy sensor',
  'heart rate monitor',
  'smoke detector',
  'heat detector',
  'carbon monoxide detector',
  'gas detector',
  'water detector',
  'fire alarm',
  'bogus caller button',
  'intruder detector',
] as const;
export type CallTrigger = (typeof callTriggers)[number];

/** Where it was made, where the sender says it. */
export const callPlaces = [
  'bathroom',
  'bedroom',
  'kitchen',
  'living room',
  'dining room',
  'lounge',
  'hall',
  'stairs',
  'door',
  'front door',
  'back door',
  'garden',
  'outdoors',
  'communal area',
] as const;
export type CallPlace = (typeof callPlaces)[number];

export type CallWords = CallTrigger | `${CallTrigger}, ${CallPlace}`;

/** Every trigger, and every trigger with its place: `pendant`, `fixed button, bathroom`. */
export const callWords: readonly CallWords[] = callTriggers.flatMap((trigger) => [
  trigger,
  ...callPlaces.map((place) => `${trigger}, ${place}` as const),
]);

/** Before the number of an alarm unit that is not enrolled, as the source of what it says. */
export const unknownUnitPrefix = 'alarm-unit:';

/** A unit's number as it is compared: the same with and without leading zeros. */
export function unitNumber(written: string): string {
  return written.trim().replace(/^(\+?)0+(?=[0-9])/, '$1');
}
