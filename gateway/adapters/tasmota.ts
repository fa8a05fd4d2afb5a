import { parseJson } from './elements.ts';
import { availabilityOf, isRecord } from './payload.ts';
import type { Dialect, Property, Said } from './said.ts';

/** `FullTopic` is `hearthline/v1/<hubId>/tasmota/%prefix%/%topic%/`, or with the two the other way round. */
const tree = 'tasmota/';
const prefixes = ['tele', 'stat', 'cmnd'];

/** Which device, and what about it; null: neither order fits. */
function parse(rest: string): { readonly name: string; readonly prefix: string; readonly leaf: string } | null {
  const levels = rest.split('/');
  const leaf = levels.pop() ?? '';
  const isFirst = prefixes.includes(levels[0] ?? '');
  const prefix = (isFirst ? levels.shift() : levels.pop()) ?? '';
  return prefixes.includes(prefix) && levels.length > 0 ? { name: levels.join('/'), prefix, leaf } : null;
}

const words = new Map([
  ['ON', true],
  ['OFF', false],
]);
/** What cannot be read stays as it is, to be told as a fault. */
const binary = (value: unknown): unknown => (typeof value === 'string' ? (words.get(value) ?? value) : value);

/** `{"Switch1":"ON"}` or `{"Switch1":{"Action":"ON"}}`, `{"Button1":{"Action":"SINGLE"}}`, `{"DS18B20":{"Temperature":20.6}}`, `{"ENERGY":{"Power":12}}`. */
function propertiesOf(message: Readonly<Record<string, unknown>>): Property[] {
  const { TempUnit } = message;
  const unit = typeof TempUnit === 'string' ? TempUnit : 'C';
  return Object.entries(message).flatMap(([key, value]): Property[] => {
    const action = isRecord(value) ? value.Action : undefined;
    if (/^Switch\d*$/i.test(key)) return [{ name: 'binary', value: binary(action ?? value) }];
    if (/^Button\d*$/i.test(key)) return typeof action === 'string' ? [{ name: 'action', value: action.toLowerCase() }] : [];
    if (!isRecord(value)) return [];
    return [
      ...('Temperature' in value ? [{ name: 'temperature', value: value.Temperature, unit }] : []),
      ...(key === 'ENERGY' && 'Power' in value ? [{ name: 'power', value: value.Power, unit: 'W' }] : []),
      ...(key === 'Wifi' && 'RSSI' in value ? [{ name: 'wifi_quality', value: value.RSSI }] : []),
    ];
  });
}

/** Tasmota: measurements and states, `LWT`, results of what happened. Its times have no zone, so ours is taken. */
export const tasmota: Dialect = ({ topic, payload }) => {
  if (!topic.startsWith(tree)) return null;
  const parsed = parse(topic.slice(tree.length));
  if (parsed === null || parsed.prefix === 'cmnd') return [];
  const { name, leaf } = parsed;
  const childId = `${tree}${name}`;
  if (leaf === 'LWT') {
    const state = availabilityOf(payload);
    if (state === null) return [{ type: 'unreadable', childId, reason: 'payload: is neither Online nor Offline' }];
    const told: Said = { type: 'availability', childId, state };
    return state === 'online' ? [{ type: 'resending', childId }, told] : [told];
  }
  if (!['SENSOR', 'STATE', 'RESULT'].includes(leaf)) return [];
  const json = parseJson(payload);
  const fault = 'fault' in json ? json.fault : isRecord(json.json) ? null : 'payload: is no JSON object';
  if (fault !== null || !('json' in json)) return [{ type: 'unreadable', childId, reason: fault ?? '' }];
  const properties = propertiesOf(json.json as Readonly<Record<string, unknown>>);
  // Without anything that we read it is a sign of life, when it comes by itself.
  if (properties.length === 0 && leaf === 'RESULT') return [];
  return [{ type: 'report', childId, name, as: 'telemetry', properties, at: null }];
};
