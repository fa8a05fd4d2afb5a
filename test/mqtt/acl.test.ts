import { describe, expect, it } from 'vitest';
import { describeOpening, mayCommand, mayPublish, mayReceive, maySubscribe } from '../../gateway/mqtt/acl.ts';
import type { DeviceIdentity, IntegrationIdentity } from '../../gateway/ports.ts';

const hub: DeviceIdentity = { type: 'device', id: 'hub-1', homeId: 'home-1', patientId: null, kind: 'hub', name: 'Hub' };
const integration = (publishFilters: string[], subscribeFilters: string[]): IntegrationIdentity => ({
  type: 'integration',
  id: 'flows',
  name: 'Flows',
  publishFilters,
  subscribeFilters,
});
const everything = integration(['#'], ['#']);
const commander = integration(['hearthline/v1/+/commands'], ['hearthline/v1/+/observations', 'hearthline/v1/+/commands/+/result']);
const nobody = integration([], []);
const broken = integration(['a/#/b', 'a+'], ['#/a']);

describe('publishing', () => {
  it.each([
    // who        topic                                          allowed
    [hub, 'hearthline/v1/hub-1/observations', true],
    [hub, 'hearthline/v1/hub-1/status', true],
    [hub, 'hearthline/v1/hub-1/commands/c1/result', true],
    [hub, 'hearthline/v1/hub-1/zigbee2mqtt/kitchen/door', true],
    [hub, 'hearthline/v1/hub-1/zigbee2mqtt', true],
    [hub, 'hearthline/v1/hub-1', false],
    [hub, 'hearthline/v1/hub-1/commands', false],
    [hub, 'hearthline/v1/hub-1/errors', false],
    [hub, 'hearthline/v1/hub-2/observations', false],
    [hub, 'hearthline/v1/hub-10/observations', false],
    [hub, 'hearthline/v1/hub-1x/status', false],
    [hub, 'hearthline/v2/hub-1/observations', false],
    [hub, 'Hearthline/v1/hub-1/observations', false],
    [hub, '/hearthline/v1/hub-1/observations', false],
    [hub, 'hearthline/v1/hub-1/+', false],
    [hub, 'hearthline/v1/hub-1/#', false],
    [hub, 'hearthline/v1/+/observations', false],
    [hub, '#', false],
    [hub, '', false],
    [hub, 'hearthline/v1/hub-1/ob\0servations', false],
    [hub, 'zigbee2mqtt/kitchen', false],
    [hub, '$SYS/hearthline/v1/hub-1/status', false],
    [hub, '$SYS', false],
    [everything, 'hearthline/v1/hub-1/observations', true],
    [everything, 'hearthline/v1/hub-1/commands', false],
    [everything, 'hearthline/v1/hub-1/errors', false],
    [everything, 'hearthline/alerts/v1/ann', false],
    [everything, 'any/thing', true],
    [everything, '/', true],
    [everything, '$SYS/broker/load', false],
    [everything, '$SYS', false],
    [everything, '$share/x', false],
    [integration(['$SYS/#', '$app/#'], []), '$SYS/broker/load', false],
    [integration(['$SYS/#', '$app/#'], []), '$app/x', true],
    [commander, 'hearthline/v1/hub-1/commands', false],
    [commander, 'hearthline/v1/hub-1/commands/c1', false],
    [commander, 'hearthline/v1/hub-1/observations', false],
    [nobody, 'a', false],
    [broken, 'a/x/b', false],
    [broken, 'a', false],
  ])('%o on %s: %s', (identity, topic, allowed) => {
    expect(mayPublish(identity, topic)).toBe(allowed);
  });
});

describe('asking the gateway to have a device speak', () => {
  it.each([
    [commander, 'hub-1', true],
    [everything, 'hub-1', true],
    [integration(['hearthline/v1/hub-1/commands'], []), 'hub-1', true],
    [integration(['hearthline/v1/hub-1/commands'], []), 'hub-2', false],
    [integration(['hearthline/v1/+/observations'], ['#']), 'hub-1', false],
    [commander, '+', false],
    [nobody, 'hub-1', false],
    [broken, 'hub-1', false],
    [hub, 'hub-1', false],
  ])('%o for %s: %s', (identity, deviceId, allowed) => {
    expect(mayCommand(identity, deviceId)).toBe(allowed);
  });
});

describe('subscribing', () => {
  it.each([
    // who        filter                                         allowed
    [hub, 'hearthline/v1/hub-1/commands', true],
    [hub, 'hearthline/v1/hub-1/errors', true],
    [hub, 'hearthline/v1/hub-1/#', true],
    [hub, 'hearthline/v1/hub-1/+', true],
    [hub, 'hearthline/v1/hub-1/zigbee2mqtt/+/set', true],
    [hub, 'hearthline/v1/hub-2/commands', false],
    [hub, 'hearthline/v1/+/commands', false],
    [hub, 'hearthline/v1/#', false],
    [hub, 'hearthline/+/hub-1/commands', false],
    [hub, '+/v1/hub-1/commands', false],
    [hub, 'hearthline/v1/+', false],
    [hub, '+/#', false],
    [hub, '#', false],
    [hub, '$SYS/#', false],
    [hub, 'hearthline/v1/hub-1/a#', false],
    [everything, '#', true],
    [everything, '+/+', true],
    [everything, 'hearthline/v1/+/observations', true],
    [everything, '$SYS/#', false],
    [integration([], ['$SYS/#']), '$SYS/#', true],
    [integration([], ['$SYS/#']), '#', false],
    [commander, 'hearthline/v1/+/observations', true],
    [commander, 'hearthline/v1/hub-1/observations', true],
    [commander, 'hearthline/v1/+/+', false],
    [commander, 'hearthline/v1/+/observations/#', false],
    [commander, 'hearthline/v1/hub-1/commands/+/result', true],
    [commander, 'hearthline/v1/hub-1/commands/#', false],
    [nobody, 'a', false],
    [broken, 'a', false],
  ])('%o to %s: %s', (identity, filter, allowed) => {
    expect(maySubscribe(identity, filter)).toBe(allowed);
  });

  it('does not open what was refused by the back door of a stored session', () => {
    expect(mayReceive(hub, 'hearthline/v1/hub-1/commands')).toBe(true);
    expect(mayReceive(hub, 'hearthline/v1/hub-2/commands')).toBe(false);
    expect(mayReceive(everything, '$SYS/x')).toBe(false);
  });
});

describe('what a filter opens, in words', () => {
  it.each([
    ['#', /everything that goes through/],
    ['+/#', /commands and connection states of every device of every home/],
    ['hearthline/#', /of every device of every home/],
    ['hearthline/v1/#', /of every device of every home/],
    ['hearthline/v1/+/#', /of every device of every home/],
    ['hearthline/v1/+/+', /of every device of every home/],
    ['hearthline/v1/+/observations', /^the readings of every device of every home/],
    ['+/v1/+/status', /^the connection states of every device/],
    ['hearthline/v1/+/zigbee2mqtt/#', /^the topics under zigbee2mqtt of every device/],
    ['hearthline/v1/hub-1/#', /commands and connection states of the device hub-1/],
    ['+/#', /, and when anybody’s alerts begin/],
    ['+/+/+/+', /devices? .*, and when anybody’s alerts begin/],
    ['hearthline/alerts/#', /^when anybody’s alerts begin/],
    ['hearthline/alerts/v1/+', /^when anybody’s alerts begin/],
    ['hearthline/alerts/v1/ann', /^when alerts of the person ann begin/],
    ['$SYS/#', /every client id/],
  ])('%s', (filter, words) => {
    expect(describeOpening(filter)).toMatch(words);
  });

  it.each(['hearthline/v1/hub-1/observations', 'homeassistant/#', 'hearthline/v1/+', 'hearthline/alerts/v1', 'a/+', 'hearthline/v2/#'])(
    '%s opens nothing wide',
    (filter) => {
      expect(describeOpening(filter)).toBeNull();
    },
  );
});
