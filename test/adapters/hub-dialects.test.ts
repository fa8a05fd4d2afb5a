import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hub } from '../../gateway/hubs/hub.ts';
import { observationKinds } from '../../rules/model/observation.ts';
import { type DeviceKind, deviceKinds } from '../../rules/model/patient.ts';
import { hubWith, type Line, play, startAt } from './hub-play.ts';

const at = (seconds: number, topic: string, payload: unknown): Line => ({ at: seconds, topic, payload });
const lines = (mapped: Parameters<typeof hubWith>[0], ...messages: Line[]) => play(hubWith(mapped), mapped, messages);
const of = (kind: DeviceKind, known: object = {}) => ({ kind, known });

describe('Home Assistant discovery', () => {
  const door = {
    name: 'Door',
    device_class: 'door',
    state_topic: 'hearthline/v1/hub/ring/door/state',
    payload_on: 'open',
    payload_off: 'shut',
    unique_id: 'd1',
    device: { identifiers: ['ring-1'], name: 'Back door', manufacturer: 'Ring', model: 'C2' },
    availability: [{ topic: 'hearthline/v1/hub/ring/status' }],
  };
  const climate = {
    '~': 'hearthline/v1/hub/lab',
    stat_t: '~/data',
    val_tpl: '{{ value_json["air"].temp | round(1) }}',
    dev_cla: 'temperature',
    unit_of_meas: '°F',
    uniq_id: 't1',
    dev: { ids: 'lab-1', name: 'Lounge', mf: 'Own', mdl: 'T' },
  };
  const announce = (config: unknown, place = 'binary_sensor/ring/door') => at(1, `homeassistant/${place}/config`, config);
  const known = { 'ring-1': of('door', { contact: 'closed' }), 'lab-1': of('room-thermometer', { 'room-temperature': 20 }) };

  it('says where a state is to be found and what on means', () => {
    expect(lines(known, announce(door), at(300, 'ring/door/state', 'open'), at(400, 'ring/door/state', 'shut'))).toEqual([
      '300 ring-1 contact=open',
      '400 ring-1 contact=closed',
    ]);
  });

  it('is read in its short form, with a path into the payload and a unit that is converted', () => {
    expect(lines(known, announce(climate, 'sensor/lab/temp'), at(300, 'lab/data', { air: { temp: 71.6, other: 1 } }))).toEqual([
      '300 lab-1 room-temperature=22 (was 71.6 °F)',
    ]);
  });

  it.each([
    ['motion', 'motion', 'motion=true'],
    ['occupancy', 'bed', 'bed-occupancy=true'],
    ['moisture', 'water-sensor', 'water-leak=alarm'],
    ['smoke', 'smoke-alarm', 'smoke=alarm'],
    ['carbon_monoxide', 'carbon-monoxide-alarm', 'carbon-monoxide=alarm'],
    ['gas', 'gas-sensor', 'gas-leak=alarm'],
    [undefined, 'front-door', 'contact=open'],
    [undefined, 'sos-button', 'sos=true'],
  ] as const)('of a binary sensor of class %s on a %s, on means %s', (device_class, kind, expected) => {
    const mapped = { 'ring-1': of(kind, { motion: false, 'bed-occupancy': false, contact: 'closed' }) };
    const config = { ...door, device_class, payload_on: undefined, payload_off: undefined };
    expect(lines(mapped, announce(config), at(300, 'ring/door/state', 'ON'))).toEqual([`300 ring-1 ${expected}`]);
  });

  it('of several properties of one device makes one device', () => {
    const battery = { ...door, device_class: 'battery', unit_of_measurement: '%', state_topic: 'hearthline/v1/hub/ring/battery' };
    const hub = new Hub('hub', [], new Map());
    play(hub, {}, [announce(door), announce(battery, 'sensor/ring/battery')]);
    expect(hub.child('ring-1')).toMatchObject({ name: 'Back door', make: 'Ring', model: 'C2', dialect: 'home-assistant' });
    expect(hub.child('ring-1')?.entities.map(({ property }) => property)).toEqual(['contact', 'battery']);
    play(hub, {}, [announce('', 'sensor/ring/battery')]);
    expect(hub.child('ring-1')?.entities.map(({ property }) => property)).toEqual(['contact']);
  });

  it('follows availability, and leaves alone what is not known now', () => {
    expect(
      lines(
        known,
        announce(door),
        at(2, 'ring/status', 'online'),
        at(300, 'ring/status', 'offline'),
        at(400, 'ring/door/state', 'unavailable'),
      ),
    ).toEqual(['2 ring-1 availability=online (snapshot)', '300 ring-1 availability=offline']);
  });

  it('that computes is refused with its place, and what lies outside the hub is left alone', () => {
    const computed = { ...climate, val_tpl: '{{ 1 if value_json.a > 3 else 0 }}' };
    expect(lines(known, announce(computed, 'sensor/lab/temp'))).toEqual([
      '1 hub unreadable value_template: is more than a path into the payload',
    ]);
    expect(
      lines(known, announce({ ...door, state_topic: 'hearthline/v1/other/ring/door/state' }), at(300, 'ring/door/state', 'open')),
    ).toEqual([]);
    expect(lines(known, announce('{'), announce({ ...door, availability: 'x' }))).toEqual([
      '1 hub unreadable payload: is not JSON',
      expect.stringMatching(/^1 hub unreadable availability: /),
    ]);
  });

  it('of what Zigbee2MQTT reports is left to its own words', () => {
    const hub = new Hub('hub', [], new Map());
    play(hub, {}, [announce({ ...door, state_topic: 'hearthline/v1/hub/zigbee2mqtt/door' })]);
    expect(hub.child('ring-1')).toBeUndefined();
  });
});

describe('Tasmota', () => {
  const kettle = { 'tasmota/kettle': of('plug', { power: 0 }) };
  const sensor = { Time: '2017-02-16T10:13:52', ENERGY: { Total: 3.2, Power: 2011 }, TempUnit: 'C' };

  it('measures anew with every message, by our clock', () => {
    expect(lines(kettle, at(300, 'tasmota/tele/kettle/SENSOR', sensor), at(600, 'tasmota/kettle/tele/SENSOR', sensor))).toEqual([
      '300 tasmota/kettle power=2011',
      '600 tasmota/kettle power=2011',
    ]);
  });

  it('tells of a temperature in its own unit', () => {
    const mapped = { 'tasmota/lounge': of('room-thermometer') };
    expect(lines(mapped, at(300, 'tasmota/tele/lounge/SENSOR', { DS18B20: { Temperature: 20.6 }, TempUnit: 'C' }))).toEqual([
      '300 tasmota/lounge room-temperature=20.6',
    ]);
    expect(lines(mapped, at(300, 'tasmota/tele/lounge/SENSOR', { DS18B20: { Temperature: 68 }, TempUnit: 'F' }))).toEqual([
      '300 tasmota/lounge room-temperature=20 (was 68 F)',
    ]);
  });

  it('repeats a switch that it has told of: that is no event', () => {
    const door = { 'tasmota/door': of('front-door', { contact: 'closed' }) };
    expect(
      lines(
        door,
        at(300, 'tasmota/stat/door/RESULT', { Switch1: { Action: 'ON' } }),
        at(400, 'tasmota/tele/door/SENSOR', { Time: '2017-02-16T10:13:52', Switch1: 'ON' }),
        at(500, 'tasmota/stat/door/RESULT', { Switch1: 'OFF' }),
        at(600, 'tasmota/stat/door/RESULT', { Switch1: 'ONc' }),
      ),
    ).toEqual([
      '300 tasmota/door contact=open',
      '400 tasmota/door heartbeat=true',
      '500 tasmota/door contact=closed',
      '600 tasmota/door heartbeat=true',
      '600 tasmota/door fault value.binary: is none of the values of door or lid, got "ONc"',
    ]);
  });

  it('says by LWT whether it can be reached, and after a start sends old state', () => {
    const door = { 'tasmota/door': of('front-door', { contact: 'closed', availability: 'offline' }) };
    expect(
      lines(
        door,
        at(300, 'tasmota/tele/door/LWT', 'Online'),
        at(301, 'tasmota/tele/door/SENSOR', { Switch1: 'ON' }),
        at(400, 'tasmota/tele/door/LWT', 'Offline'),
      ),
    ).toEqual([
      '300 tasmota/door availability=online (snapshot)',
      '301 tasmota/door contact=open (snapshot)',
      '400 tasmota/door availability=offline',
    ]);
  });

  it('is pressed, is alive, and is told things', () => {
    const button = { 'tasmota/bell': of('sos-button') };
    expect(lines(button, at(300, 'tasmota/stat/bell/RESULT', { Button1: { Action: 'SINGLE' } }))).toEqual(['300 tasmota/bell sos=true']);
    expect(lines(button, at(300, 'tasmota/tele/bell/STATE', { Uptime: '1T', POWER: 'ON' }))).toEqual(['300 tasmota/bell heartbeat=true']);
    const silent = [
      at(300, 'tasmota/cmnd/bell/POWER', 'ON'),
      at(301, 'tasmota/stat/bell/RESULT', { POWER: 'ON' }),
      at(302, 'tasmota/tele/bell/INFO1', '{}'),
    ];
    expect(lines(button, ...silent)).toEqual([]);
  });
});

describe('ESPHome', () => {
  const id = 'esphome/kitchen/binary_sensor/fridge_door';
  const fridge = { [id]: of('fridge', { contact: 'closed' }) };

  it('sends plain values, each sensor by itself', () => {
    expect(lines(fridge, at(300, `${id}/state`, 'ON'), at(301, `${id}/state`, 'ON'))).toEqual([`300 ${id} contact=open`]);
    const lounge = 'esphome/kitchen/sensor/lounge_temperature';
    expect(
      lines(
        { [lounge]: of('room-thermometer', { 'room-temperature': 19 }) },
        at(300, `${lounge}/state`, '19.5'),
        at(301, `${lounge}/state`, 'nan'),
      ),
    ).toEqual([`300 ${lounge} room-temperature=19.5`]);
  });

  it('sends all retained states when it has started', () => {
    expect(lines(fridge, at(300, 'esphome/kitchen/status', 'online'), at(301, `${id}/state`, 'ON'), at(302, `${id}/state`, 'OFF'))).toEqual(
      [`300 ${id} availability=online (snapshot)`, `301 ${id} contact=open (snapshot)`, `302 ${id} contact=closed`],
    );
  });

  it('is read as discovery describes it, where it does', () => {
    const config = {
      name: 'Fridge',
      dev_cla: 'door',
      stat_t: `hearthline/v1/hub/${id}/state`,
      uniq_id: 'x',
      dev: { ids: 'aabbcc', name: 'kitchen' },
    };
    const mapped = { aabbcc: of('fridge', { contact: 'closed' }) };
    expect(lines(mapped, at(1, 'homeassistant/binary_sensor/kitchen/fridge_door/config', config), at(300, `${id}/state`, 'ON'))).toEqual([
      '300 aabbcc contact=open',
    ]);
  });
});

describe('SenML', () => {
  const thermometer = 'urn:dev:ow:10e2073a01080063';
  const mapped = { [thermometer]: of('room-thermometer') };
  const pack = (...records: object[]) => at(300, 'senml', records);
  const now = (startAt + 300_000) / 1_000;

  it('joins names and adds times: each record is a reading of its own', () => {
    const records = [
      { bn: `${thermometer}:`, bt: now - 120, bu: 'Cel', v: 20 },
      { u: 'lon', v: 24.30621 },
      { t: 60, v: 20.3 },
      { n: 'battery', u: '%EL', t: 60, v: 88 },
    ];
    expect(lines(mapped, pack(...records)).filter((line) => !line.includes('heartbeat'))).toEqual([
      `300 ${thermometer} room-temperature=20 (120 s ago)`,
      `300 ${thermometer} room-temperature=20.3 (60 s ago)`,
      `300 ${thermometer} battery=88 (60 s ago)`,
    ]);
  });

  it('counts a small time from now', () => {
    expect(lines(mapped, pack({ bn: thermometer, u: 'Cel', v: 21, t: -5 }))).toEqual([`300 ${thermometer} room-temperature=21 (5 s ago)`]);
  });

  it('adds a base value, and leaves sums out', () => {
    expect(lines(mapped, pack({ bn: thermometer, bv: 20, u: 'Cel', v: 1.5 }))).toEqual([`300 ${thermometer} room-temperature=21.5`]);
    expect(lines(mapped, pack({ bn: thermometer, u: 'Cel', s: 14_000 }))).toEqual([]);
  });

  it.each([
    ['urn:dev:mac:0024befffe804ff1/motion', 'urn:dev:mac:0024befffe804ff1'],
    ['urn:dev:mac:0024befffe804ff1:motion', 'urn:dev:mac:0024befffe804ff1'],
  ])('knows the device in %s', (n, child) => {
    expect(lines({ [child]: of('motion') }, pack({ n, vb: true }))).toEqual([`300 ${child} motion=true`]);
  });

  it('has times in whole milliseconds, and none that cannot be', () => {
    expect(lines(mapped, pack({ n: thermometer, u: 'Cel', v: 21, t: -0.0005 }))).toEqual([`300 ${thermometer} room-temperature=21`]);
    for (const t of [1e9 * 3, 3e8, 1e300])
      expect(lines(mapped, pack({ n: thermometer, u: 'Cel', v: 21, t }))).toEqual([
        `300 ${thermometer} fault time: is before the year 2000 or more than 2 days ahead of our clock`,
      ]);
  });

  it.each([
    ['{}', 'payload: is no array of up to 1000 records'],
    ['[{"n":"a","v":"x"}]', '[0].v: '],
    ['[{"v":1}]', '[0]: has no name'],
    ['[{"bver":11,"n":"a","v":1}]', '[0].bver: version 11 is not known'],
  ])('%s is unreadable', (payload, reason) => {
    const [line, ...more] = lines(mapped, at(300, 'senml', payload));
    expect(line?.startsWith(`300 hub unreadable ${reason}`)).toBe(true);
    expect(more).toEqual([]);
  });
});

describe('whatever a hub sends', () => {
  const words = [
    'value',
    'constructor',
    '__proto__',
    'Switch1',
    'ENERGY',
    'state_topic',
    'device_class',
    'bn',
    'u',
    'v',
    'last_seen',
    'contact',
  ];
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, 0, -1, 1e300, 'ON', 'constructor', '__proto__', 'hearthline/v1/hub/x/y', 'urn:dev:a:'),
      fc.string(),
      fc.dictionary(fc.oneof(fc.constantFrom(...words), fc.string()), tie('value'), { maxKeys: 5 }),
      fc.array(tie('value'), { maxLength: 4 }),
    ),
  })).value;
  const payload = fc.oneof(
    value.map((one) => Buffer.from(JSON.stringify(one))),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  );
  const topic = fc.oneof(
    fc.constantFrom('zigbee2mqtt/bridge/devices', 'zigbee2mqtt/a', 'zigbee2mqtt/', 'tasmota/tele/a/SENSOR', 'tasmota/tele', 'senml', 'x/y'),
    fc.constantFrom(
      'homeassistant/binary_sensor/a/config',
      'homeassistant/sensor/a/b/config',
      'homeassistant//config',
      'homeassistant/config',
    ),
    fc.constantFrom(
      'esphome/n/sensor/a/state',
      'esphome/n/binary_sensor/constructor/state',
      'esphome/n/status',
      'zigbee2mqtt/a/availability',
    ),
    fc.string().map((rest) => `zigbee2mqtt/${rest}`),
  );
  const kind = fc.constantFrom(...deviceKinds);

  it.each([
    ['senml', [{ n: 'a', u: 'constructor', v: 1 }]],
    ['esphome/n/binary_sensor/constructor/state', 'constructor'],
    ['tasmota/tele/a/SENSOR', { Switch1: 'constructor' }],
    ['homeassistant/binary_sensor/a/config', { stat_t: 'hearthline/v1/hub/x', dev_cla: 'constructor', constructor: 1 }],
  ])('may be a word that every object knows: %s %j', (where, what) => {
    const hub = new Hub('hub', [], new Map());
    const payload = Buffer.from(typeof what === 'string' ? what : JSON.stringify(what));
    expect(hub.take({ topic: where, payload, receivedAt: startAt }, () => 'door').changed).toHaveLength(1);
  });

  it.each([
    ['zigbee2mqtt/', { contact: true }],
    [`zigbee2mqtt/${'x'.repeat(201)}`, { contact: true }],
    ['senml', [{ n: 'a\0b', v: 1 }]],
    ['senml', [{ n: 'a\ud800', v: 1 }]],
    ['homeassistant/sensor/a/config', { stat_t: 'hearthline/v1/hub/x', dev: { ids: 'a', name: '\0' } }],
  ])('is set aside under a name that cannot be kept: %s', (where, what) => {
    expect(lines({}, at(300, where, what))).toEqual([expect.stringMatching(/^300 hub unreadable name: /)]);
  });

  it('breaks nothing, and every reading of it is of its kind', () => {
    fc.assert(
      fc.property(kind, fc.array(fc.tuple(topic, payload), { maxLength: 8 }), (deviceKind, messages) => {
        const hub = new Hub('hub', [], new Map());
        messages.forEach(([where, what], i) => {
          const taken = hub.take({ topic: where, payload: what, receivedAt: startAt + i * 1_000 }, () => deviceKind);
          for (const { id } of taken.changed) hub.mapped(id, `device ${id}`);
          for (const { readings } of taken.told)
            for (const { kind, value: read, observedAt } of readings) {
              expect(observationKinds[kind].value.safeParse(read).success).toBe(true);
              expect(Number.isInteger(observedAt) && new Date(observedAt).getUTCFullYear() >= 2000).toBe(true);
            }
        });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what no dialect knows', () => {
  it('is left alone', () => {
    expect(lines({}, at(300, 'frigate/events', '{}'), at(301, 'x', 'y'))).toEqual([]);
  });
});
