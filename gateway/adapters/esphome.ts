import { availabilityOf, textOf } from './payload.ts';
import { propertyIn } from './properties.ts';
import type { Dialect, Property, Said } from './said.ts';

/** `topic_prefix` is `hearthline/v1/<hubId>/esphome/<node>`. */
const tree = 'esphome/';

const words = new Map([
  ['ON', true],
  ['OFF', false],
]);

function propertyOf(component: string, object: string, text: string): Property[] {
  if (component === 'binary_sensor') return [{ name: 'binary', value: words.get(text) ?? text }];
  if (component === 'sensor')
    return text === 'nan' ? [] : [{ name: propertyIn(object), value: Number.isNaN(Number(text)) ? text : Number(text) }];
  return component === 'event' ? [{ name: 'action', value: text }] : [];
}

/** ESPHome without discovery: plain values, retained, each sensor of a node by itself, for a node may have sensors in several places. */
export const esphome: Dialect = ({ topic, payload }, { children }) => {
  if (!topic.startsWith(tree)) return null;
  const [node = '', component = '', object = '', leaf, ...more] = topic.slice(tree.length).split('/');
  if (component === 'status' && object === '') {
    const state = availabilityOf(payload);
    const ids = children.map(({ id }) => id).filter((id) => id.startsWith(`${tree}${node}/`));
    if (state === null) return [{ type: 'unreadable', childId: null, reason: 'payload: is neither online nor offline' }];
    return ids.flatMap((childId): Said[] => {
      const told: Said = { type: 'availability', childId, state };
      return state === 'online' ? [{ type: 'resending', childId }, told] : [told];
    });
  }
  if (leaf !== 'state' || more.length > 0) return [];
  const childId = `${tree}${node}/${component}/${object}`;
  const text = textOf(payload);
  if (text === null) return [{ type: 'unreadable', childId, reason: 'payload: is not UTF-8 text' }];
  const properties = propertyOf(component, object, text.trim());
  return properties.length === 0 ? [] : [{ type: 'report', childId, name: `${node} ${object}`, as: 'cache', properties, at: null }];
};
