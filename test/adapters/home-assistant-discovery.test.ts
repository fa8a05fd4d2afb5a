import { describe, expect, it } from 'vitest';
import { Hub } from '../../gateway/hubs/hub.ts';
import { hubWith, type Line, play } from './hub-play.ts';

const at = (seconds: number, topic: string, payload: unknown): Line => ({ at: seconds, topic, payload });
const root = 'hearthline/v1/hub';
const announce = (payload: unknown, place = 'device/fridge') => at(1, `homeassistant/${place}/config`, payload);

/** One message for a whole device, in the long form. */
const fridge = {
  device: { identifiers: ['fridge-1'], name: 'Fridge', manufacturer: 'Own', model: 'F2' },
  origin: { name: 'own2mqtt' },
  state_topic: `${root}/own/fridge`,
  availability: [{ topic: `${root}/own/status` }],
  components: {
    lid: { platform: 'binary_sensor', device_class: 'door', value_template: '{{ value_json.lid }}', unique_id: 'f1l' },
    charge: {
      platform: 'sensor',
      device_class: 'battery',
      value_template: '{{ value_json.charge }}',
      unit_of_measurement: '%',
      unique_id: 'f1c',
    },
    light: { platform: 'switch', command_topic: `${root}/own/fridge/light/set`, unique_id: 'f1s' },
  },
  qos: 2,
};
/** The same, short; the component that is called `t` is no topic. */
const short = {
  dev: { ids: 'fridge-1', name: 'Fridge', mf: 'Own', mdl: 'F2' },
  o: { name: 'own2mqtt' },
  '~': `${root}/own`,
  avty: [{ t: '~/status' }],
  cmps: {
    t: { p: 'binary_sensor', dev_cla: 'door', stat_t: '~/fridge', val_tpl: '{{ value_json.lid }}', uniq_id: 'f1l' },
    charge: { p: 'sensor', dev_cla: 'battery', stat_t: '~/fridge', val_tpl: '{{ value_json.charge }}', unit_of_meas: '%', uniq_id: 'f1c' },
  },
};
const mapped = { 'fridge-1': { kind: 'fridge', known: { contact: 'closed', battery: 80 } } } as const;
const lines = (...messages: Line[]) => play(hubWith(mapped), mapped, messages);
/** What is known of the device after these messages, of a hub that knew nothing. */
const described = (...messages: Line[]) => {
  const hub = new Hub('hub', [], new Map());
  play(hub, {}, messages);
  return hub.child('fridge-1');
};

describe('a device that is announced in one message', () => {
  it.each([
    ['long', fridge],
    ['short', short],
  ])('is read in its %s form: what is said beside the components holds for all of them', (_, config) => {
    expect(
      lines(
        announce(config),
        at(300, 'own/fridge', { lid: 'ON', charge: 79 }),
        at(400, 'own/fridge', { lid: 'OFF', charge: 79 }),
        at(500, 'own/status', 'offline'),
      ),
    ).toEqual([
      '300 fridge-1 contact=open',
      '300 fridge-1 battery=79',
      '400 fridge-1 contact=closed',
      '500 fridge-1 availability=offline (snapshot)',
    ]);
  });

  it('is one device with the components that we read', () => {
    const child = described(announce(fridge));
    expect(child).toMatchObject({ name: 'Fridge', make: 'Own', model: 'F2', dialect: 'home-assistant' });
    expect(child?.entities.map(({ id, property }) => [id, property])).toEqual([
      ['device/fridge#lid', 'contact'],
      ['device/fridge#charge', 'battery'],
    ]);
  });

  it('loses a component of which only the platform is said, and keeps those that are not named again', () => {
    const gone = { ...fridge, components: { charge: { platform: 'sensor' } } };
    expect(described(announce(fridge), announce(gone))?.entities.map(({ id }) => id)).toEqual(['device/fridge#lid']);
  });

  it('is taken back whole by an empty message, and nobody else’s entities with it', () => {
    const beside = { device: fridge.device, state_topic: `${root}/own/t`, device_class: 'temperature', unique_id: 'x' };
    const left = described(announce(fridge), announce(beside, 'sensor/device/fridge'), announce(fridge, 'device/fridge2'), announce(''));
    expect(left?.entities.map(({ id }) => id)).toEqual(['sensor/device/fridge', 'device/fridge2#lid', 'device/fridge2#charge']);
  });

  it('has a component that cannot be read told with its place, and the others are read', () => {
    const computed = { ...fridge.components.charge, value_template: '{{ value_json.a + 1 }}' };
    const config = { ...fridge, components: { ...fridge.components, charge: computed, other: { platform: 'sensor', state_topic: 7 } } };
    expect(lines(announce(config), at(300, 'own/fridge', { lid: 'ON' }))).toEqual([
      '1 hub unreadable components.charge.value_template: is more than a path into the payload',
      expect.stringMatching(/^1 hub unreadable components\.other\.state_topic: /),
      '300 fridge-1 contact=open',
    ]);
  });

  it.each([
    ['[]', 'payload: is no JSON object'],
    ['{"device":{"identifiers":"a"}}', 'components: are no JSON object'],
    ['{"cmps":[]}', 'components: are no JSON object'],
  ])('%s is unreadable', (payload, reason) => {
    expect(lines(announce(payload))).toEqual([`1 hub unreadable ${reason}`]);
  });

  it('is left alone while an announcement of one entity only says that it will move here', () => {
    expect(lines(announce({ migrate_discovery: true }, 'binary_sensor/fridge/lid'))).toEqual([]);
  });
});
