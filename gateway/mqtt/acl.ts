import { alertRoot, deviceTopics, topicRoot } from '../contract/topics.ts';
import type { MachineIdentity } from '../ports.ts';
import { covers, isFilter, isTopic } from './topic-filter.ts';

/**
 * What machines may do with topics. The first line that fits decides; what fits none is refused. `{id}` is the machine's own
 * id; an integration's own lists of filters come after these lines.
 */
const rules = [
  { who: 'anyone', may: false, action: 'publish', filter: '$SYS/#' },
  { who: 'device', may: false, action: 'publish', filter: `${topicRoot}/{id}` },
  // Spoken by the gateway alone: a command is stored before it is spoken, and nobody forges an alert.
  { who: 'anyone', may: false, action: 'publish', filter: `${topicRoot}/+/commands` },
  { who: 'anyone', may: false, action: 'publish', filter: `${topicRoot}/+/errors` },
  { who: 'anyone', may: false, action: 'publish', filter: `${alertRoot}/#` },
  // Observations, status, results of commands, and a hub's own tree, for example Zigbee2MQTT's base topic.
  { who: 'device', may: true, action: 'publish', filter: `${topicRoot}/{id}/#` },
  { who: 'device', may: true, action: 'subscribe', filter: `${topicRoot}/{id}/#` },
] as const;

type Action = (typeof rules)[number]['action'];

function isAllowed(identity: MachineIdentity, action: Action, filter: string): boolean {
  for (const rule of rules) {
    if (rule.action !== action || (rule.who !== 'anyone' && rule.who !== identity.type)) continue;
    if (covers(rule.filter.replace('{id}', identity.id), filter)) return rule.may;
  }
  if (identity.type === 'device') return false;
  const own = action === 'publish' ? identity.publishFilters : identity.subscribeFilters;
  return own.some((outer) => isFilter(outer) && covers(outer, filter));
}

export function mayPublish(identity: MachineIdentity, topic: string): boolean {
  return isTopic(topic) && isAllowed(identity, 'publish', topic);
}

/**
 * Whether this machine may ask the gateway to have a device speak (`POST /api/devices/:id/commands`): an integration with a filter
 * for the device's commands. The filter does not let it publish there.
 */
export function mayCommand(identity: MachineIdentity, deviceId: string): boolean {
  const { commands } = deviceTopics(deviceId);
  return (
    identity.type === 'integration' &&
    isTopic(commands) &&
    identity.publishFilters.some((outer) => isFilter(outer) && covers(outer, commands))
  );
}

/** A filter may be subscribed to when no topic it stands for lies outside one of the machine's own filters. */
export function maySubscribe(identity: MachineIdentity, filter: string): boolean {
  return isFilter(filter) && isAllowed(identity, 'subscribe', filter);
}

/** Whether a message on `topic` may be handed to this machine, whatever it once subscribed to. */
export function mayReceive(identity: MachineIdentity, topic: string): boolean {
  return isTopic(topic) && isAllowed(identity, 'subscribe', topic);
}

const leafWords: Readonly<Record<string, string>> = {
  observations: 'the readings',
  status: 'the connection states',
  commands: 'what is said and asked',
  errors: 'what could not be read',
};

/**
 * What a filter of an integration opens, in words for whoever is about to allow it; null when it opens no more than one topic
 * of one device, or nothing of the homes.
 */
export function describeOpening(filter: string): string | null {
  const levels = filter.split('/');
  if (levels[0] === '$SYS') return 'the broker’s own notices: who connects and subscribes, with every client id';
  if (filter === '#') return 'everything that goes through the broker: readings, commands, connection states and alerts of every home';
  const opened = [openedOfDevices(levels), openedOfAlerts(levels)].filter((words) => words !== null);
  return opened.length === 0 ? null : opened.join(', and ');
}

/** Whether any name is meant at level `i`. */
function isOpen(levels: readonly string[], i: number): boolean {
  const hash = levels.indexOf('#');
  return levels[i] === '+' || (hash !== -1 && hash <= i);
}

const leadsBelow = (levels: readonly string[], root: string) => root.split('/').every((name, i) => levels[i] === name || isOpen(levels, i));

const deviceLevel = topicRoot.split('/').length;

function openedOfDevices(levels: readonly string[]): string | null {
  if (!leadsBelow(levels, topicRoot)) return null;
  const whose = isOpen(levels, deviceLevel) ? 'every device of every home' : `the device ${levels[deviceLevel]}`;
  const leaf = levels[deviceLevel + 1];
  if (isOpen(levels, deviceLevel + 1)) return `readings, commands and connection states of ${whose}`;
  if (leaf === undefined || !isOpen(levels, deviceLevel)) return null;
  return `${leafWords[leaf] ?? `the topics under ${leaf}`} of ${whose}`;
}

const personLevel = alertRoot.split('/').length;

function openedOfAlerts(levels: readonly string[]): string | null {
  if (!leadsBelow(levels, alertRoot)) return null;
  if (isOpen(levels, personLevel)) return 'when anybody’s alerts begin, change and end';
  return levels.length === personLevel + 1 ? `when alerts of the person ${levels[personLevel]} begin, change and end` : null;
}
