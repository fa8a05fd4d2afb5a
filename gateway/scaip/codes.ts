import type { CallPlace, CallTrigger } from '../../rules/model/alarm-unit.ts';

/**
 * Code numbers of SCAIP (SS 91100, TS 50134-9), as far as they decide anything here. Numbers and names are those of the public code list
 * at https://github.com/caruhome/scaip-gateway (scaip_gateway/spec.py); units write them with any number of leading zeros.
 */

/** What an alarm receiver answers (`snu`). */
export const statusNumbers = {
  ok: 0,
  invalidFormat: 2,
  wrongData: 3,
  notTreated: 5,
  busy: 6,
  mandatoryTagMissing: 7,
} as const;
export type StatusNumber = (typeof statusNumbers)[keyof typeof statusNumbers];

/** `stc`: the alarm was cancelled at the unit. */
export const cancelled = 19;
/** `stc` when the unit gives none: a manual alarm. */
export const manualAlarm = 10;

/** A test transmission, over the primary channel and over the redundant one. */
const tests = [102, 103];
/** Alarms that are called so, and a call for assistance: automatic, manual, alert, assistance. */
const calls = [9, 10, 11, 110];
/** Batteries, links, power, radio, tampering, failures, maintenance. */
const faults = [14, 16, 23, 24, 25, 26, 27, 42, 63, 65, 66, 67, 78, 85, 95, 105, 122, 123, 125];
/** The end of those. */
const recoveries = [15, 86, 91, 112, 113, 114, 115, 116, 124];
/** What an alarm had set off is at rest again. */
const restorals = [70, 92, 93, 94];
/** What surely calls nobody: logs, settings, presence of staff, a pill that was taken, a visit that is over. */
const notes = [8, 12, 13, 20, 28, 30, 41, 48, 62, 75, 82, 83, 84, 87, 88, 89, 99, 108, 109, 111];

export type StatusGroup = 'call' | 'cancelled' | 'test' | 'fault' | 'recovery' | 'restoral' | 'note' | 'other';

const groups: ReadonlyMap<number, StatusGroup> = new Map<number, StatusGroup>([
  [cancelled, 'cancelled'],
  ...tests.map((stc) => [stc, 'test'] as const),
  ...calls.map((stc) => [stc, 'call'] as const),
  ...faults.map((stc) => [stc, 'fault'] as const),
  ...recoveries.map((stc) => [stc, 'recovery'] as const),
  ...restorals.map((stc) => [stc, 'restoral'] as const),
  ...notes.map((stc) => [stc, 'note'] as const),
]);

/** What a status code is about. Codes that are not listed are `other`: nobody can say that they call nobody. */
export function groupOf(stc: number): StatusGroup {
  return groups.get(stc) ?? 'other';
}

/** Device types (`dty`) that tell of a fall by themselves. */
export const fallDetectors: readonly number[] = [5, 30];

/** Device types whose alarm is about the home. */
export const hazardDetectors: ReadonlyMap<number, 'smoke' | 'carbon-monoxide' | 'gas-leak' | 'water-leak'> = new Map([
  [21, 'gas-leak'],
  [23, 'smoke'],
  [25, 'smoke'],
  [26, 'carbon-monoxide'],
  [33, 'water-leak'],
  [47, 'smoke'],
] as const);

/** Device types as a trigger in words. */
export const triggers: ReadonlyMap<number, CallTrigger> = new Map([
  [3, 'pendant'],
  [4, 'fixed button'],
  [5, 'fall detector'],
  [6, 'attack button'],
  [7, 'panic button'],
  [10, 'activity detector'],
  [11, 'pill dispenser'],
  [12, 'bed sensor'],
  [13, 'mat sensor'],
  [14, 'door sensor'],
  [15, 'wandering sensor'],
  [16, 'enuresis sensor'],
  [17, 'epilepsy sensor'],
  [18, 'occupancy sensor'],
  [19, 'heart rate monitor'],
  [21, 'gas detector'],
  [23, 'smoke detector'],
  [25, 'heat detector'],
  [26, 'carbon monoxide detector'],
  [27, 'bogus caller button'],
  [28, 'intruder detector'],
  [30, 'fall detector'],
  [33, 'water detector'],
  [44, 'chair sensor'],
  [47, 'fire alarm'],
] as const);

/** Location codes (`lco`) as a place in words. */
export const places: ReadonlyMap<number, CallPlace> = new Map([
  [5, 'outdoors'],
  [11, 'bathroom'],
  [12, 'bedroom'],
  [13, 'dining room'],
  [16, 'garden'],
  [21, 'kitchen'],
  [25, 'stairs'],
  [37, 'bathroom'],
  [38, 'door'],
  [39, 'front door'],
  [40, 'back door'],
  [42, 'hall'],
  [43, 'living room'],
  [46, 'lounge'],
  [47, 'communal area'],
] as const);
