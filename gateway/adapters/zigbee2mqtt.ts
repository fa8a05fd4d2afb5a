import { z } from 'zod';
import type { Instant } from '../../rules/model/time.ts';
import { parseJson } from './elements.ts';
import { availabilityOf, isRecord } from './payload.ts';
import type { ChildDescription, Described, Dialect, Property, Said } from './said.ts';

/** `base_topic` is `hearthline/v1/<hubId>/zigbee2mqtt`. */
const tree = 'zigbee2mqtt/';

/** One entry of `bridge/devices`; the coordinator is among them and is no device of the home. */
const listed = z.object({
  ieee_address: z.string().min(1).max(64),
  friendly_name: z.string().min(1).max(200),
  type: z.string().optional(),
  definition: z.object({ model: z.string().optional(), vendor: z.string().optional() }).nullish(),
});

/** Says of itself when it was heard: ISO text or epoch milliseconds (`advanced.last_seen`). */
function lastSeen(value: unknown): Instant | null {
  const at = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

function propertiesOf(state: Readonly<Record<string, unknown>>): Property[] {
  return Object.entries(state)
    .filter(([name, value]) => name !== 'last_seen' && value !== null && typeof value !== 'object')
    .map(([name, value]) => ({ name, value }));
}

function described(payload: Buffer): Said[] {
  const parsed = parseJson(payload);
  if ('fault' in parsed) return [{ type: 'unreadable', childId: null, reason: parsed.fault }];
  if (!Array.isArray(parsed.json)) return [{ type: 'unreadable', childId: null, reason: 'payload: is no list of devices' }];
  return parsed.json.flatMap((entry): Said[] => {
    const result = listed.safeParse(entry);
    if (!result.success || result.data.type === 'Coordinator') return [];
    const { ieee_address: id, friendly_name: name, definition } = result.data;
    const child: ChildDescription = { id, name, make: definition?.vendor ?? '', model: definition?.model ?? '', entities: [] };
    return [{ type: 'described', child }];
  });
}

/** Known by its address once the bridge has listed it: its name may be changed there any day. */
function idOf(name: string, { children }: Described): string {
  return children.find((child) => child.name === name && child.id !== name)?.id ?? name;
}

function bridge(leaf: string, payload: Buffer): Said[] {
  if (leaf === 'devices') return described(payload);
  if (leaf !== 'state') return [];
  const state = availabilityOf(payload);
  if (state === null) return [{ type: 'unreadable', childId: null, reason: 'payload: is neither online nor offline' }];
  const told: Said = { type: 'availability', childId: null, state };
  return state === 'online' ? [told, { type: 'resending', childId: null }] : [told];
}

/** Zigbee2MQTT 1 and 2, with `output: json`: whole states, availability, and the list of devices. */
export const zigbee2mqtt: Dialect = ({ topic, payload }, known) => {
  if (!topic.startsWith(tree)) return null;
  const rest = topic.slice(tree.length);
  if (rest.startsWith('bridge/')) return bridge(rest.slice('bridge/'.length), payload);
  // Commands on their way to a device, and what is taken back from the broker's memory.
  if (/\/(set|get)(\/|$)/.test(rest) || payload.length === 0) return [];
  if (rest.endsWith('/availability')) {
    const childId = idOf(rest.slice(0, -'/availability'.length), known);
    const state = availabilityOf(payload);
    if (state === null) return [{ type: 'unreadable', childId, reason: 'payload: is neither online nor offline' }];
    return [{ type: 'availability', childId, state }];
  }
  const childId = idOf(rest, known);
  const parsed = parseJson(payload);
  const fault = 'fault' in parsed ? parsed.fault : isRecord(parsed.json) ? null : 'payload: is no JSON object';
  if (fault !== null || !('json' in parsed)) return [{ type: 'unreadable', childId, reason: fault ?? '' }];
  const state = parsed.json as Readonly<Record<string, unknown>>;
  const properties = propertiesOf(state);
  return [{ type: 'report', childId, name: rest, as: 'cache', properties, at: lastSeen(state.last_seen) }];
};
