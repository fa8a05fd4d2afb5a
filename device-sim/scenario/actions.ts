import { type ObservationKind, type ObservationValue, observationKindNames, observationKinds } from '../../rules/model/observation.ts';
import { minute } from '../../rules/model/time.ts';
import { catalogue, type DeviceRole } from '../devices/catalogue.ts';
import type { Act } from '../devices/device.ts';
import { parseDuration } from './when.ts';

/** What a line of a script does with a device. */
export type Action =
  | { readonly type: 'act'; readonly act: Act }
  /** Settled on the day of the line: `due` is the time of the dose. */
  | { readonly type: 'dose'; readonly due: string; readonly isTaken: boolean }
  /** No connection for so long; `keeps`: it sends afterwards what it has kept. */
  | { readonly type: 'offline'; readonly forMs: number; readonly keeps: boolean };

const contacts: readonly DeviceRole[] = ['fridge', 'front-door'];
const movements: readonly DeviceRole[] = ['motion', 'bathroom-motion', 'kitchen-motion'];

/** Words of a line, the roles that they fit, and what is done. */
const verbs: readonly (readonly [words: RegExp, roles: readonly DeviceRole[], act: Act])[] = [
  [/^opens?$/, contacts, { type: 'open' }],
  [/^closes?$/, contacts, { type: 'close' }],
  [/^moves?$/, movements, { type: 'move' }],
  [/^lies down$/, ['bed'], { type: 'lie-down' }],
  [/^gets up$/, ['bed'], { type: 'get-up' }],
  [/^(is )?pressed$/, ['sos-button'], { type: 'press' }],
  [/^hears ok$/, ['speaker'], { type: 'say-ok' }],
  [/^(says )?started$/, ['visit-tag'], { type: 'visit', value: 'started' }],
  [/^(says )?ended$/, ['visit-tag'], { type: 'visit', value: 'ended' }],
];

/** What a value without its kind is, on a device that is made for one. */
const mainKind: Readonly<Partial<Record<DeviceRole, ObservationKind>>> = {
  'fall-detector': 'fall',
  'smoke-alarm': 'smoke',
  'carbon-monoxide-alarm': 'carbon-monoxide',
  'water-sensor': 'water-leak',
  'room-thermometer': 'room-temperature',
  scales: 'body-weight',
  oximeter: 'oxygen-saturation',
  thermometer: 'body-temperature',
  'glucose-meter': 'glucose',
  cup: 'fluid-intake',
  wearable: 'steps',
  'infusion-pump': 'infusion',
};

/** As long as a small computer takes to come up with everything on it. */
const restartMs = 3 * minute;
const usualHeartRate = 76;

/** Reads what a line says of a device: `opens`, `171/96`, `glucose 3.2`, `offline for 2 h`. Throws RangeError saying what is wrong. */
export function parseAction(role: DeviceRole, words: string): Action {
  return connection(words) ?? verb(role, words) ?? dose(role, words) ?? measurement(role, words) ?? reading(role, words);
}

function connection(words: string): Action | null {
  if (words === 'restarts') return { type: 'offline', forMs: restartMs, keeps: false };
  const [, duration, keeps] = /^offline for (.+?)( and keeps)?$/.exec(words) ?? [];
  if (duration === undefined) return null;
  const forMs = parseDuration(duration);
  if (forMs === null) throw new RangeError(`"${duration}" is no time such as 90 s, 20 min or 2 h`);
  return { type: 'offline', forMs, keeps: keeps !== undefined };
}

function verb(role: DeviceRole, words: string): Action | null {
  const known = verbs.filter(([pattern]) => pattern.test(words));
  if (known.length === 0) return null;
  const fitting = known.find(([, roles]) => roles.includes(role));
  if (!fitting) throw new RangeError(`"${words}" is said of ${known.flatMap(([, roles]) => roles).join(', ')}, not of a ${role}`);
  return { type: 'act', act: fitting[2] };
}

function dose(role: DeviceRole, words: string): Action | null {
  const [, due, what] = /^dose (\d\d:\d\d) (taken|missed)$/.exec(words) ?? [];
  if (due === undefined) return null;
  if (role !== 'dispenser') throw new RangeError(`a ${role} gives no doses`);
  return { type: 'dose', due, isTaken: what === 'taken' };
}

function measurement(role: DeviceRole, words: string): Action | null {
  const [, systolic, diastolic, watts] = /^(?:(\d+)\/(\d+)|(\d+) ?W)$/.exec(words) ?? [];
  if (watts !== undefined) {
    if (role !== 'kettle') throw new RangeError(`a ${role} measures no power`);
    return { type: 'act', act: { type: 'switch', watts: checked('power', Number(watts)) as number } };
  }
  if (systolic === undefined) return null;
  if (role !== 'cuff') throw new RangeError(`a ${role} measures no blood pressure`);
  const bloodPressure = { systolicMmHg: Number(systolic), diastolicMmHg: Number(diastolic) };
  checked('blood-pressure', bloodPressure);
  return { type: 'act', act: { type: 'measure', bloodPressure, heartRatePerMinute: usualHeartRate } };
}

/** `glucose 3.2`, or `3.2` on a meter of one kind. */
function reading(role: DeviceRole, words: string): Action {
  const [first = '', ...others] = words.split(' ');
  const named = observationKindNames.find((kind) => kind === first);
  const kind = named ?? mainKind[role];
  if (kind === undefined) throw new RangeError(`"${words}" is nothing that a ${role} does`);
  const text = named ? others.join(' ') : words;
  const act: Act = { type: 'read', kind, value: checked(kind, text === '' ? true : scalar(text)) };
  if (catalogue[role].create().act(act, 0).length === 0) throw new RangeError(`a ${role} tells nothing of ${kind}`);
  return { type: 'act', act };
}

const scalar = (text: string): string | number => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);

function checked(kind: ObservationKind, given: unknown): ObservationValue {
  const result = observationKinds[kind].value.safeParse(given);
  if (!result.success) throw new RangeError(`${kind}: ${result.error.issues[0]?.message ?? 'is wrong'}`);
  return result.data as ObservationValue;
}
