import { type ObservationDetail, type ObservationKind, type ObservationValue, observationKinds } from '../../rules/model/observation.ts';
import type { DeviceKind } from '../../rules/model/patient.ts';
import type { Property } from './said.ts';
import { converted } from './units.ts';

/** What a property means for a device of a kind. */
export type Meaning =
  | {
      readonly kind: ObservationKind;
      readonly value: ObservationValue;
      readonly detail?: ObservationDetail;
      /** It happens and is over: it is never part of a state that is sent again. */
      readonly momentary: boolean;
    }
  | { readonly fault: string };

type Reader = (value: unknown, deviceKind: DeviceKind) => readonly [ObservationKind, unknown] | null;
const wrong = Symbol('not of the shape of this property');

const flag = (value: unknown, whenTrue: unknown, whenFalse: unknown): unknown => {
  if (typeof value !== 'boolean') return wrong;
  return value ? whenTrue : whenFalse;
};
const word = (value: unknown, words: Readonly<Record<string, unknown>>): unknown =>
  typeof value === 'string' && Object.hasOwn(words, value) ? words[value] : wrong;
const alarm =
  (kind: ObservationKind): Reader =>
  (value) => [kind, flag(value, 'alarm', 'clear')];
const measured =
  (kind: ObservationKind): Reader =>
  (value) => [kind, value];

const movement: Reader = (value, deviceKind) => [deviceKind === 'bed' ? 'bed-occupancy' : 'motion', flag(value, true, false)];

/** What a press is called by buttons that are made to call for help; any other button is one where it was enrolled as one. */
const callsForHelp = ['emergency', 'panic', 'sos'];
const press: Reader = (value, deviceKind) => {
  if (typeof value !== 'string') return ['sos', wrong];
  if (value === '' || value === 'release') return null;
  return callsForHelp.includes(value) || deviceKind === 'sos-button' ? ['sos', true] : null;
};

/** What "on" means depends on what hangs there: of a switch input or a plain binary sensor nothing else is known. */
const binary: Reader = (value, deviceKind) => {
  switch (deviceKind) {
    case 'fridge':
    case 'front-door':
    case 'door':
      return ['contact', flag(value, 'open', 'closed')];
    case 'motion':
    case 'bed':
      return movement(value, deviceKind);
    case 'sos-button':
      return value === false ? null : ['sos', flag(value, true, true)];
    case 'smoke-alarm':
      return alarm('smoke')(value, deviceKind);
    case 'carbon-monoxide-alarm':
      return alarm('carbon-monoxide')(value, deviceKind);
    case 'water-sensor':
      return alarm('water-leak')(value, deviceKind);
    case 'gas-sensor':
      return alarm('gas-leak')(value, deviceKind);
    case 'house-alarm':
      return alarm('house-alarm')(value, deviceKind);
    default:
      return null;
  }
};

/** Properties by the names that Zigbee2MQTT has for them, and those of other dialects that it has none for. */
const readers: Readonly<Record<string, Reader>> = {
  // True is closed.
  contact: (value) => ['contact', flag(value, 'closed', 'open')],
  occupancy: movement,
  presence: movement,
  motion: movement,
  vibration: (value, deviceKind) => (deviceKind === 'motion' ? movement(value, deviceKind) : null),
  pressure_state: (value) => ['bed-occupancy', word(value, { none: false, sit: true, sedentary: true })],
  bed_occupancy: (value) => ['bed-occupancy', flag(value, true, false)],
  power: measured('power'),
  battery: measured('battery'),
  // Of a room only where it was enrolled to tell of one: a fridge and a door have temperatures too.
  temperature: (value, deviceKind) => {
    if (deviceKind === 'thermometer') return ['body-temperature', value];
    return deviceKind === 'room-thermometer' ? ['room-temperature', value] : null;
  },
  action: press,
  sos: (value) => (value === false ? null : ['sos', flag(value, true, true)]),
  fall_down_status: (value) => ['fall', word(value, { none: 'recovered', maybe_fall: 'suspected', fall: 'fallen' })],
  status: (value, deviceKind) => (deviceKind === 'fall-detector' && value === 'falling' ? ['fall', 'fallen'] : null),
  water_leak: alarm('water-leak'),
  smoke: alarm('smoke'),
  // Some tell a concentration under this name, of which no limit is agreed.
  carbon_monoxide: (value, deviceKind) => (typeof value === 'number' ? null : alarm('carbon-monoxide')(value, deviceKind)),
  gas: (value, deviceKind) => (typeof value === 'number' ? null : alarm('gas-leak')(value, deviceKind)),
  binary,
  heart_rate: measured('heart-rate'),
  pulse: measured('heart-rate'),
  spo2: measured('oxygen-saturation'),
  oxygen_saturation: measured('oxygen-saturation'),
  respiratory_rate: measured('respiratory-rate'),
  body_temperature: measured('body-temperature'),
  weight: measured('body-weight'),
  glucose: measured('glucose'),
  steps: measured('steps'),
  blood_pressure: measured('blood-pressure'),
};

/** Kinds that happen and are over. */
const momentary: readonly ObservationKind[] = ['sos', 'ok', 'meal', 'heartbeat'];

/** `heartRate`, `heart-rate` and `heart_rate` are one name. */
const propertyName = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[\s-]+/g, '_')
    .toLowerCase();

/** Kinds of ours go by their own names as well. */
function readerOf(name: string): Reader | undefined {
  const known = propertyName(name);
  if (Object.hasOwn(readers, known)) return readers[known];
  const kind = known.replaceAll('_', '-');
  return Object.hasOwn(observationKinds, kind) ? measured(kind as ObservationKind) : undefined;
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 60);

/**
 * What a property means where it was sent by a device of this kind; null: nothing that is kept. A value that cannot be is a fault, whose
 * text begins with `value.<name>`.
 */
export function meaningOf({ name, value, unit }: Property, deviceKind: DeviceKind): Meaning | null {
  const read = readerOf(name)?.(value, deviceKind) ?? null;
  if (read === null) return null;
  const [kind, given] = read;
  const fault = (what: string): Meaning => ({ fault: `value.${name}: ${what}, got ${shown(value)}` });
  if (given === wrong) return fault(`is none of the values of ${observationKinds[kind].label.toLowerCase()}`);
  const definition = observationKinds[kind];
  let wanted = given;
  let detail: ObservationDetail | undefined;
  if (unit !== undefined && typeof given === 'number' && definition.unit !== null) {
    const inOurs = converted(given, unit, definition.unit);
    if (inOurs === null) return fault(`${unit} cannot be converted to ${definition.unit}`);
    if (inOurs !== given) detail = { original: { value: given, unit } };
    wanted = inOurs;
  }
  const result = definition.value.safeParse(wanted);
  if (!result.success) return fault(result.error.issues[0]?.message ?? 'is wrong');
  return { kind, value: result.data as ObservationValue, momentary: momentary.includes(kind), ...(detail && { detail }) };
}

/** Names that say what a device is, the most telling first. */
const telling: readonly (readonly [property: string, kind: DeviceKind])[] = [
  ['sos', 'sos-button'],
  ['fall_down_status', 'fall-detector'],
  ['smoke', 'smoke-alarm'],
  ['carbon_monoxide', 'carbon-monoxide-alarm'],
  ['water_leak', 'water-sensor'],
  ['gas', 'gas-sensor'],
  ['pressure_state', 'bed'],
  ['bed_occupancy', 'bed'],
  ['contact', 'door'],
  ['occupancy', 'motion'],
  ['presence', 'motion'],
  ['motion', 'motion'],
  ['power', 'plug'],
  ['action', 'sos-button'],
  ['temperature', 'room-thermometer'],
];

/** What a device that tells of these properties probably is; null: they do not say. */
export function likelyKind(properties: readonly Property[]): DeviceKind | null {
  const names = new Set(properties.map(({ name }) => propertyName(name)));
  return telling.find(([name]) => names.has(name))?.[1] ?? null;
}

/** The property that a name of somebody's own speaks of: `hall_temperature` is a temperature. Without one it is the name itself. */
export function propertyIn(name: string): string {
  const own = propertyName(name);
  const known = Object.keys(readers).filter((one) => own === one || own.endsWith(`_${one}`));
  return known.reduce((best, one) => (one.length > best.length ? one : best), '') || own;
}

/** Whether anything is read from a property of this name. */
export const isProperty = (name: string): boolean => readerOf(name) !== undefined;
