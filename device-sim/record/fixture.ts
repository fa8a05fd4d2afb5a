import { readings } from '../../gateway/contract/messages.ts';
import { topicRoot } from '../../gateway/contract/topics.ts';
import type { ObservationKind } from '../../rules/model/observation.ts';
import { day, type Instant, second } from '../../rules/model/time.ts';
import type { DeviceRole } from '../devices/catalogue.ts';
import { Cleaner } from './cleaner.ts';

/** One message as it came by. */
export interface Heard {
  readonly at: Instant;
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
}

/** What was recorded, as it stands in a scenario file below `recorded`. */
export interface Recording {
  /** The time at which it begins. */
  readonly from: string;
  /** Every device and hub that speaks, with the part that it probably plays. */
  readonly devices: Readonly<Record<string, DeviceRole>>;
  readonly messages: readonly {
    readonly afterMs: number;
    readonly device: string;
    /** Below the device. */
    readonly topic: string;
    readonly payload: string;
    readonly retain: boolean;
  }[];
}

/** Every recording begins in this week; weekday and time of day stay, because the day is lived by them. */
const weekBegins = Date.parse('2026-01-05T00:00:00Z');

/** What a device is that says something of this kind. */
const roleBy: readonly (readonly [kind: ObservationKind, role: DeviceRole])[] = [
  ['contact', 'front-door'],
  ['motion', 'motion'],
  ['bed-occupancy', 'bed'],
  ['power', 'kettle'],
  ['dose', 'dispenser'],
  ['blood-pressure', 'cuff'],
  ['fall', 'fall-detector'],
  ['sos', 'sos-button'],
  ['smoke', 'smoke-alarm'],
  ['carbon-monoxide', 'carbon-monoxide-alarm'],
  ['water-leak', 'water-sensor'],
  ['room-temperature', 'room-thermometer'],
  ['body-weight', 'scales'],
  ['oxygen-saturation', 'oximeter'],
  ['body-temperature', 'thermometer'],
  ['glucose', 'glucose-meter'],
  ['fluid-intake', 'cup'],
  ['steps', 'wearable'],
  ['infusion', 'infusion-pump'],
  ['visit', 'visit-tag'],
];

/** What devices and hubs said, without identities. What the gateway said to them is left out. */
export function recordingOf(heard: readonly Heard[]): { readonly recording: Recording; readonly replaced: number } {
  const said = heard.flatMap((one) => {
    const [, device, topic] = /^hearthline\/v1\/([^/]+)\/(.+)$/.exec(one.topic) ?? [];
    return device && topic && topic !== 'errors' && !/^commands(\/|$)/.test(topic) ? [{ ...one, device, topic }] : [];
  });
  const beganAt = said[0]?.at ?? weekBegins;
  const byMs = -Math.floor((beganAt - weekBegins) / (7 * day)) * 7 * day;
  const cleaner = new Cleaner({ byMs, near: beganAt });
  const kinds = new Map<string, Set<ObservationKind>>();
  const messages = said.map(({ at, device, topic, payload, retain }) => {
    const name = cleaner.idOf(device);
    const text = payload.toString('utf8');
    kinds.set(name, new Set([...(kinds.get(name) ?? []), ...kindsIn(topic, text)]));
    return { afterMs: at - beganAt, device: name, topic: cleaner.topic(topic), payload: cleaner.payload(text), retain };
  });
  const hubs = new Set(messages.filter(({ topic }) => topic !== 'observations' && topic !== 'status').map(({ device }) => device));
  const roleOf = (name: string): DeviceRole => {
    if (hubs.has(name)) return 'hub';
    return roleBy.find(([kind]) => kinds.get(name)?.has(kind))?.[1] ?? 'app';
  };
  const devices = Object.fromEntries([...kinds.keys()].map((name) => [name, roleOf(name)]));
  return { recording: { from: new Date(beganAt + byMs).toISOString(), devices, messages }, replaced: cleaner.replaced };
}

function kindsIn(topic: string, payload: string): readonly ObservationKind[] {
  if (topic !== 'observations') return [];
  try {
    return [readings.parse(JSON.parse(payload))].flat().map(({ kind }) => kind);
  } catch {
    return [];
  }
}

/** A recording as a scenario that can be played: it expects nothing until somebody writes what. */
export function scenarioOf(recording: Recording, name: string): string {
  const lastMs = recording.messages.at(-1)?.afterMs ?? 0;
  const until = `+${Math.ceil(lastMs / second) + 5} s`;
  return `${JSON.stringify({ name, people: [{ name: 'Recorded Person' }], expect: [], until, recorded: recording }, null, 1)}\n`;
}

/** Topic of a message in a play; `deviceId`: what its device is called there. */
export const topicOf = (deviceId: string, topic: string): string => `${topicRoot}/${deviceId}/${topic}`;
