import { z } from 'zod';
import { belowHub, topicRoot } from '../contract/topics.ts';
import { parseJson } from './elements.ts';
import { isRecord } from './payload.ts';
import type { ChildDescription, Described, Entity, Said } from './said.ts';

/** Short forms of the keys that we read. */
const longKeys: Readonly<Record<string, string>> = {
  stat_t: 'state_topic',
  val_tpl: 'value_template',
  dev_cla: 'device_class',
  unit_of_meas: 'unit_of_measurement',
  uniq_id: 'unique_id',
  pl_on: 'payload_on',
  pl_off: 'payload_off',
  dev: 'device',
  ids: 'identifiers',
  mf: 'manufacturer',
  mdl: 'model',
  avty: 'availability',
  avty_t: 'availability_topic',
  t: 'topic',
  p: 'platform',
  cmps: 'components',
};

const word = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const config = z.object({
  '~': z.string().optional(),
  state_topic: z.string().optional(),
  value_template: z.string().optional(),
  device_class: z.string().nullish(),
  unit_of_measurement: z.string().nullish(),
  unique_id: z.string().optional(),
  name: z.string().nullish(),
  payload_on: word.default('ON'),
  payload_off: word.default('OFF'),
  availability_topic: z.string().optional(),
  availability: z.array(z.object({ topic: z.string() })).optional(),
  device: z
    .object({
      identifiers: z.union([z.string(), z.array(z.string())]).optional(),
      name: z.string().nullish(),
      manufacturer: z.string().nullish(),
      model: z.string().nullish(),
    })
    .optional(),
});
type Config = z.infer<typeof config>;

/** One entity as it is announced. */
interface Announced {
  readonly id: string;
  readonly component: string;
  /** null: it is taken back. */
  readonly said: unknown;
  /** Where in the payload it stands, for whoever must mend it. */
  readonly at: string;
}

/** What "on" of a binary sensor of a device class means, in Zigbee2MQTT's words: its contact is true when closed. */
const binaryClasses = new Map<string, readonly [property: string, whenOn: boolean]>([
  ['door', ['contact', false]],
  ['window', ['contact', false]],
  ['opening', ['contact', false]],
  ['garage_door', ['contact', false]],
  ['motion', ['occupancy', true]],
  ['moving', ['occupancy', true]],
  ['occupancy', ['occupancy', true]],
  ['presence', ['occupancy', true]],
  ['moisture', ['water_leak', true]],
  ['smoke', ['smoke', true]],
  ['carbon_monoxide', ['carbon_monoxide', true]],
  ['gas', ['gas', true]],
  ['vibration', ['vibration', true]],
]);

/** `{{ value_json["a"].b | round(1) }}`: a path and nothing else that could change what is meant. */
const template =
  /^\{\{-?\s*value(?<json>_json(?<path>(?:\.\w+|\[(?:"[^"]*"|'[^']*'|\d+)\])+))?\s*(?:\|\s*(?:round|float|int)\s*(?:\([^()]*\))?\s*)*-?\}\}$/;

function pathOf(text: string | undefined): readonly string[] | null {
  if (text === undefined) return [];
  const match = template.exec(text.trim());
  if (match === null) return null;
  const path = match.groups?.path ?? '';
  return [...path.matchAll(/\.(\w+)|\["([^"]*)"\]|\['([^']*)'\]|\[(\d+)\]/g)].map(([, a, b, c, d]) => a ?? b ?? c ?? d ?? '');
}

/** Keys in their long form, here and one level below. */
function lengthened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lengthened);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [Object.hasOwn(longKeys, key) ? longKeys[key] : key, lengthened(inner)]),
  );
}

function entityOf(
  id: string,
  component: string,
  topic: string,
  { value_template, device_class, unit_of_measurement, name, payload_on, payload_off }: Config,
): Entity | string | null {
  const path = pathOf(value_template);
  if (path === null) return 'value_template: is more than a path into the payload';
  if (component === 'event') return { id, topic, path: path.length > 0 ? path : ['event_type'], property: 'action' };
  if (component === 'binary_sensor') {
    const [property, whenOn] = binaryClasses.get(device_class ?? '') ?? ['binary', true];
    return { id, topic, path, property, words: { on: payload_on, off: payload_off, whenOn } };
  }
  if (component !== 'sensor') return null;
  const property = device_class ?? name ?? path.at(-1) ?? '';
  return { id, topic, path, property, ...(unit_of_measurement && { unit: unit_of_measurement }) };
}

/**
 * What a payload announces: a message for each entity, or with `device/[<node>/]<object>` one for a whole device, in which each component
 * says its platform and what is said beside them holds for all.
 */
function announcedIn(place: string, json: unknown): readonly Announced[] | string {
  const component = place.split('/')[0] ?? '';
  if (component !== 'device') return [{ id: place, component, said: lengthened(json), at: '' }];
  if (!isRecord(json)) return 'payload: is no JSON object';
  const { cmps, components = cmps, ...common } = json;
  if (!isRecord(components)) return 'components: are no JSON object';
  const forAll = lengthened(common) as object;
  // Their names are their owner's: a component may be called `t` and is no topic.
  return Object.entries(components).map(([name, one]) => {
    const said = lengthened(one);
    const platform = isRecord(said) && typeof said.platform === 'string' ? said.platform : '';
    const isTakenBack = isRecord(said) && Object.keys(said).every((key) => key === 'platform');
    const all = isTakenBack ? null : { ...forAll, ...(said as object) };
    return { id: idWithin(place, name), component: platform, said: all, at: `components.${name}.` };
  });
}

/** No topic holds a `#`, so no other announcement has this id. */
const idWithin = (place: string, name: string) => `${place}#${name}`;
const isOf = (place: string, entityId: string) => entityId === place || entityId.startsWith(idWithin(place, ''));

/** What an announcement says; `place` is `<component>/[<node>/]<object>`. An empty one takes back what was announced there. */
export function discover(place: string, payload: Buffer, { hubId, children }: Described): Said[] {
  if (payload.length === 0)
    return children
      .filter(({ entities }) => entities.some(({ id }) => isOf(place, id)))
      .map((child) => ({ type: 'described', child: { ...child, entities: child.entities.filter(({ id }) => !isOf(place, id)) } }));
  const parsed = parseJson(payload);
  if ('fault' in parsed) return [unreadable(parsed.fault)];
  const announced = announcedIn(place, parsed.json);
  if (typeof announced === 'string') return [unreadable(announced)];
  const faults: Said[] = [];
  let described: readonly ChildDescription[] = children;
  for (const one of announced) {
    const child = one.said === null ? takenBack(one.id, described) : describedBy(one, hubId, described);
    if (typeof child === 'string') faults.push(unreadable(one.at + child));
    else if (child !== null) described = [...described.filter(({ id }) => id !== child.id), child];
  }
  const changed = described.filter((child) => !children.includes(child));
  return [...changed.map((child) => ({ type: 'described', child }) as const), ...faults];
}

const unreadable = (reason: string): Said => ({ type: 'unreadable', childId: null, reason });

function takenBack(entityId: string, children: readonly ChildDescription[]): ChildDescription | null {
  const child = children.find(({ entities }) => entities.some(({ id }) => id === entityId));
  return child === undefined ? null : { ...child, entities: child.entities.filter(({ id }) => id !== entityId) };
}

/** The device with this entity of it; null: nothing that we read; text: why it cannot be read. */
function describedBy(
  { id: entityId, component, said }: Announced,
  hubId: string,
  children: readonly ChildDescription[],
): ChildDescription | string | null {
  const result = config.safeParse(said);
  if (!result.success) return `${result.error.issues[0]?.path.join('.') || 'payload'}: ${result.error.issues[0]?.message}`;
  const { '~': base = '', state_topic, availability, availability_topic, device, unique_id, name } = result.data;
  const below = (topic: string | undefined): string | null => {
    const whole = topic?.replace(/^~|~$/, base);
    return whole?.startsWith(`${topicRoot}/${hubId}/`) ? belowHub(hubId, whole) : null;
  };
  const topic = below(state_topic);
  // Outside the hub's tree nothing can reach us; what Zigbee2MQTT says there we read in its own words.
  if (topic === null || topic.startsWith('zigbee2mqtt/')) return null;
  const entity = entityOf(entityId, component, topic, result.data);
  if (entity === null || typeof entity === 'string') return entity;
  const id = [device?.identifiers ?? []].flat()[0] ?? unique_id ?? entityId;
  const known = children.find((child) => child.id === id);
  const availabilityTopic = below(availability_topic ?? availability?.[0]?.topic) ?? known?.availabilityTopic;
  return {
    id,
    name: device?.name ?? known?.name ?? name ?? id,
    make: device?.manufacturer ?? known?.make ?? '',
    model: device?.model ?? known?.model ?? '',
    entities: [...(known?.entities ?? []).filter((one) => one.id !== entityId), entity],
    ...(availabilityTopic !== undefined && { availabilityTopic }),
  };
}
