import { parseJson } from './elements.ts';
import { discover } from './home-assistant-discovery.ts';
import { availabilityOf, isRecord, textOf } from './payload.ts';
import type { Dialect, Entity, Property, Said } from './said.ts';

/** The discovery prefix is `hearthline/v1/<hubId>/homeassistant`; states may come anywhere in the hub's tree. */
const tree = 'homeassistant/';
/** What an integration says while it does not know. */
const unknown = ['', 'unknown', 'unavailable', 'none'];

/** The value at the end of the path; undefined: the payload does not tell of it. */
function valueAt(json: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isRecord(value) || Array.isArray(value) ? (value as Record<string, unknown>)[key] : undefined),
    json,
  );
}

function propertyOf({ path, property, unit, words }: Entity, payload: Buffer, json: unknown): Property[] {
  const value = path.length === 0 ? textOf(payload) : valueAt(json, path);
  if (value === undefined || value === null || (typeof value === 'string' && unknown.includes(value.trim().toLowerCase()))) return [];
  const of = (given: unknown): Property[] => [{ name: property, value: given, ...(unit !== undefined && { unit }) }];
  if (words !== undefined) {
    const word = String(value).trim().toLowerCase();
    if (word === words.on.toLowerCase()) return of(words.whenOn);
    return of(word === words.off.toLowerCase() ? !words.whenOn : value);
  }
  const number = typeof value === 'string' ? Number(value) : value;
  return of(Number.isNaN(number) ? value : number);
}

/** What Home Assistant's MQTT discovery describes, whoever announces it, and the states that it points to. */
export const homeAssistant: Dialect = ({ topic, payload }, known) => {
  if (topic === `${tree}status`) return availabilityOf(payload) === 'online' ? [{ type: 'resending', childId: null }] : [];
  if (topic.startsWith(tree)) return topic.endsWith('/config') ? discover(topic.slice(tree.length, -'/config'.length), payload, known) : [];
  const told = known.children.filter(
    (child) => child.availabilityTopic === topic || child.entities.some((entity) => entity.topic === topic),
  );
  if (told.length === 0) return null;
  const parsed = parseJson(payload);
  return told.flatMap(({ id, name, entities, availabilityTopic }): Said[] => {
    const here = entities.filter((entity) => entity.topic === topic);
    const properties = here.flatMap((entity) => propertyOf(entity, payload, 'json' in parsed ? parsed.json : undefined));
    const state = availabilityTopic === topic ? availabilityOf(payload) : null;
    return [
      ...(properties.length > 0 ? [{ type: 'report', childId: id, name, as: 'cache', properties, at: null } as const] : []),
      ...(state === null ? [] : [{ type: 'availability', childId: id, state } as const]),
    ];
  });
};
