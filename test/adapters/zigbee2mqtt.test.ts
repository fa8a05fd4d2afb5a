import { describe, expect, it } from 'vitest';
import { Hub } from '../../gateway/hubs/hub.ts';
import { hubWith, type Line, play, startAt } from './hub-play.ts';

const at = (seconds: number, name: string, payload: unknown): Line => ({ at: seconds, topic: `zigbee2mqtt/${name}`, payload });
const lines = (mapped: Parameters<typeof hubWith>[0], ...messages: Line[]) => play(hubWith(mapped), mapped, messages);

const contact = { contact: true, battery: 97, voltage: 3005, linkquality: 120 };
const motion = { battery: 100, device_temperature: 29, illuminance: 28, linkquality: 102, occupancy: true, voltage: 3035 };

describe('what Zigbee2MQTT sends', () => {
  it('is open when contact is false and closed when it is true', () => {
    expect(
      lines(
        { door: { kind: 'front-door', known: { contact: 'closed', battery: 97 } } },
        at(300, 'door', { ...contact, contact: false }),
        at(310, 'door', contact),
      ),
    ).toEqual(['300 door contact=open', '310 door contact=closed']);
  });

  it.each([
    ['motion', { occupancy: true }, 'motion=true'],
    ['bed', { occupancy: true }, 'bed-occupancy=true'],
    ['bed', { pressure_state: 'sedentary' }, 'bed-occupancy=true'],
    ['water-sensor', { water_leak: true }, 'water-leak=alarm'],
    ['smoke-alarm', { smoke: true, smoke_concentration: 4 }, 'smoke=alarm'],
    ['room-thermometer', { temperature: 17.4, humidity: 55 }, 'room-temperature=17.4'],
    ['plug', { state: 'ON', power: 2011.5, current: 8.7, voltage: 231, energy: 14.2 }, 'power=2011.5'],
    ['fall-detector', { fall_down_status: 'maybe_fall' }, 'fall=suspected'],
    ['fall-detector', { status: 'falling' }, 'fall=fallen'],
    ['sos-button', { action: 'emergency' }, 'sos=true'],
    ['sos-button', { action: 'single' }, 'sos=true'],
    ['sos-button', { sos: true }, 'sos=true'],
    ['motion', { action: 'panic' }, 'sos=true'],
  ] as const)('means for a %s, %j: %s', (kind, payload, expected) => {
    const known = { motion: false, 'bed-occupancy': false, 'room-temperature': 18, power: 0, fall: 'recovered' } as const;
    expect(lines({ it: { kind, known } }, at(300, 'it', payload))).toEqual([`300 it ${expected}`]);
  });

  it.each([
    ['motion', { action: 'single' }],
    ['sos-button', { action: '' }],
    ['sos-button', { sos: false }],
    ['fridge', { temperature: 4.1 }],
    ['motion', { update: { state: 'idle' }, linkquality: null }],
  ] as const)('means nothing more than a sign of life for a %s: %j', (kind, payload) => {
    expect(lines({ it: { kind } }, at(300, 'it', payload)).filter((line) => !line.endsWith('heartbeat=true'))).toEqual([]);
  });

  it('keeps a value that cannot be with its place, and reads the good ones beside it', () => {
    expect(
      lines({ door: { kind: 'door', known: { contact: 'closed', battery: 97 } } }, at(300, 'door', { contact: 'ONc', battery: 96 })),
    ).toEqual(['300 door battery=96', '300 door fault value.contact: is none of the values of door or lid, got "ONc"']);
    expect(lines({ it: { kind: 'room-thermometer' } }, at(300, 'it', { temperature: 850 })).at(-1)).toMatch(
      /^300 it fault value\.temperature: /,
    );
  });

  it.each(['not json', '[1]', '7'])('is unreadable as %s', (payload) => {
    expect(lines({ door: { kind: 'door' } }, at(300, 'door', payload))[0]).toMatch(/^300 door unreadable payload: /);
  });
});

describe('a cached state', () => {
  const mapped = { door: { kind: 'door', known: { contact: 'closed', battery: 97 } } } as const;

  it('that has not changed is a sign of life, at most once a minute', () => {
    expect(lines(mapped, at(300, 'door', contact), at(301, 'door', contact), at(361, 'door', contact))).toEqual([
      '300 door heartbeat=true',
      '361 door heartbeat=true',
    ]);
  });

  it('is a snapshot when nothing was known', () => {
    expect(lines({ door: { kind: 'door' } }, at(300, 'door', contact))).toEqual([
      '300 door contact=closed (snapshot)',
      '300 door battery=97 (snapshot)',
      '300 door heartbeat=true',
    ]);
  });

  it('is a snapshot when the hub has just connected, and no sign of life', () => {
    expect(lines(mapped, at(60, 'door', { ...contact, contact: false }), at(61, 'door', contact))).toEqual([
      '60 door contact=open (snapshot)',
      '61 door contact=closed',
    ]);
    expect(lines(mapped, at(60, 'door', contact))).toEqual([]);
  });

  it('is a snapshot when Zigbee2MQTT has started again, or Home Assistant has come back and it sends all of them', () => {
    const opened = { ...contact, contact: false };
    expect(lines(mapped, at(300, 'bridge/state', { state: 'online' }), at(330, 'door', opened))).toEqual([
      '300 hub online',
      '330 door contact=open (snapshot)',
    ]);
    const birth = { at: 300, topic: 'homeassistant/status', payload: 'online' };
    expect(lines(mapped, birth, at(331, 'door', opened))).toEqual(['331 door contact=open (snapshot)']);
    expect(lines(mapped, birth, at(361, 'door', opened))).toEqual(['361 door contact=open']);
  });

  it('tells of somebody on the floor even when it is sent again: nobody may know yet; once', () => {
    const fallen = { it: { kind: 'fall-detector', known: { fall: 'recovered' } } } as const;
    expect(lines(fallen, at(10, 'it', { fall_down_status: 'fall' }), at(11, 'it', { fall_down_status: 'fall' }))[0]).toBe(
      '10 it fall=fallen',
    );
    expect(lines({ it: { kind: 'fall-detector', known: { fall: 'fallen' } } }, at(10, 'it', { fall_down_status: 'fall' }))).toEqual([]);
  });

  it('has an alarm that is sent again as a snapshot; one that comes by itself is an event, also as the first word of a sensor', () => {
    const leak = (seconds: number, known: object) =>
      lines({ it: { kind: 'water-sensor', known } }, at(seconds, 'it', { water_leak: true }));
    expect(leak(10, {})).toEqual(['10 it water-leak=alarm (snapshot)']);
    expect(leak(10, { 'water-leak': 'clear' })).toEqual(['10 it water-leak=alarm (snapshot)']);
    expect(leak(300, {})).toEqual(['300 it water-leak=alarm']);
    expect(leak(300, { 'water-leak': 'alarm' })).toEqual(['300 it heartbeat=true']);
  });

  it('holds no call for help: a press counts whenever it comes', () => {
    expect(lines({ it: { kind: 'sos-button' } }, at(1, 'it', { action: 'sos', battery: 90 }))).toEqual([
      '1 it sos=true',
      '1 it battery=90 (snapshot)',
    ]);
  });
});

describe('last_seen', () => {
  const seen = (seconds: number) => startAt + seconds * 1_000;
  const mapped = { door: { kind: 'door', known: { contact: 'closed' } } } as const;

  it.each([
    ['epoch milliseconds', seen(290)],
    ['ISO', new Date(seen(290)).toISOString()],
    ['ISO with offset', '2026-01-12T03:04:50-05:00'],
  ])('says when the device was heard, as %s', (_, last_seen) => {
    expect(lines(mapped, at(300, 'door', { contact: false, last_seen }))).toEqual(['300 door contact=open (10 s ago)']);
  });

  it('tells what the device says from what the bridge sends again', () => {
    const first = at(300, 'door', { contact: true, last_seen: seen(300) });
    const birth = { at: 310, topic: 'homeassistant/status', payload: 'online' };
    expect(lines(mapped, first, birth, at(320, 'door', { contact: false, last_seen: seen(320) })).at(-1)).toBe('320 door contact=open');
    expect(lines(mapped, first, birth, at(340, 'door', { contact: true, last_seen: seen(300) }))).toEqual(['300 door heartbeat=true']);
  });

  it('is left out where it cannot be', () => {
    expect(lines(mapped, at(300, 'door', { contact: false, last_seen: seen(4 * 86_400) }))).toEqual(['300 door contact=open']);
  });
});

describe('movement', () => {
  const mapped = { hall: { kind: 'motion', known: { motion: false, battery: 100 } } } as const;
  const moves = (seconds: number, more: object = {}) => at(seconds, 'hall', { ...motion, ...more });
  const movements = (...messages: Line[]) => lines(mapped, ...messages).filter((line) => line.includes('motion='));

  it('begins and is over by the sensor’s own timer', () => {
    expect(movements(moves(300), moves(390, { occupancy: false }), moves(500))).toEqual([
      '300 hall motion=true',
      '390 hall motion=false',
      '500 hall motion=true',
    ]);
  });

  it('is not said again by the hourly report of the battery', () => {
    expect(movements(moves(300), moves(3900, { voltage: 3030 }), moves(7500, { battery: 99, voltage: 3025 }), moves(11_100))).toEqual([
      '300 hall motion=true',
    ]);
  });

  it('whose end never came is told again when it is reported twice within ten minutes', () => {
    expect(movements(moves(300), moves(9_000, { illuminance: 5 }), moves(9_060, { illuminance: 9 }), moves(9_100))).toEqual([
      '300 hall motion=true',
      '9060 hall motion=true',
    ]);
    expect(movements(moves(300), moves(9_000), moves(9_601))).toEqual(['300 hall motion=true']);
    expect(movements(moves(300), moves(9_000), moves(9_600))).toEqual(['300 hall motion=true', '9600 hall motion=true']);
  });
});

describe('a movement sensor that is stuck', () => {
  const mapped = { hall: { kind: 'motion', known: { motion: false, battery: 100 } } } as const;
  const hourly = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => at(300 + (from + i) * 3_600, 'hall', motion));
  const faults = (...messages: Line[]) => lines(mapped, ...messages).filter((line) => line.includes('device-fault'));

  it('at moving is said to be so after a day, once', () => {
    expect(faults(...hourly(0, 23))).toEqual([]);
    expect(faults(...hourly(0, 30))).toEqual(['86700 hall device-fault=faulty']);
  });

  it('is believed again when it says that nobody moves, or has moved anew', () => {
    expect(faults(...hourly(0, 25), at(100_000, 'hall', { ...motion, occupancy: false })).at(-1)).toBe(
      '100000 hall device-fault=recovered',
    );
    expect(faults(...hourly(0, 25), at(100_000, 'hall', motion), at(100_100, 'hall', motion)).at(-1)).toBe(
      '100100 hall device-fault=recovered',
    );
  });

  it('is not one that is taken at its word now and then', () => {
    expect(faults(...hourly(0, 20), at(80_000, 'hall', { ...motion, occupancy: false }), ...hourly(23, 40))).toEqual([]);
  });
});

describe('what the bridge says', () => {
  const listed = [
    { ieee_address: '0x00124b0001', type: 'Coordinator', friendly_name: 'Coordinator' },
    {
      ieee_address: '0x00158d0001',
      type: 'EndDevice',
      friendly_name: 'kitchen/fridge door',
      power_source: 'Battery',
      definition: { model: 'MCCGQ11LM', vendor: 'Aqara', exposes: [{ type: 'binary', name: 'contact' }] },
    },
  ];

  it('names what is behind it, and a new name changes nothing', () => {
    const mapped = { '0x00158d0001': { kind: 'fridge', known: { contact: 'closed' } } } as const;
    const renamed = listed.map((one) => ({ ...one, friendly_name: one.friendly_name.replace('kitchen/fridge door', 'fridge') }));
    expect(
      lines(
        mapped,
        at(1, 'bridge/devices', listed),
        at(300, 'kitchen/fridge door', { contact: false }),
        at(400, 'bridge/devices', renamed),
        at(500, 'fridge', { contact: true }),
      ),
    ).toEqual(['300 0x00158d0001 contact=open', '500 0x00158d0001 contact=closed']);
  });

  it('gives its address to what was found by its name', () => {
    const hub = new Hub('hub', [], new Map());
    expect(play(hub, {}, [at(1, 'kitchen/fridge door', contact), at(2, 'bridge/devices', listed)])).toEqual([
      '1 kitchen/fridge door kept',
      '2 kitchen/fridge door is 0x00158d0001',
    ]);
    expect(hub.child('0x00158d0001')).toMatchObject({ name: 'kitchen/fridge door', make: 'Aqara', model: 'MCCGQ11LM', deviceId: null });
  });

  it('is whether its radio can be reached, old style and new, each once', () => {
    expect(
      lines({}, at(1, 'bridge/state', 'online'), at(2, 'bridge/state', { state: 'offline' }), at(3, 'bridge/state', 'offline')),
    ).toEqual(['1 hub online', '2 hub offline']);
    expect(lines({}, at(1, 'bridge/state', 'perhaps'))).toEqual(['1 hub unreadable payload: is neither online nor offline']);
  });

  it('is whether a device can be reached', () => {
    const mapped = { 'a/b': { kind: 'motion', known: { availability: 'online' } } } as const;
    expect(
      lines(
        mapped,
        at(10, 'a/b/availability', 'online'),
        at(300, 'a/b/availability', { state: 'offline' }),
        at(400, 'a/b/availability', 'online'),
      ),
    ).toEqual(['300 a/b availability=offline', '400 a/b availability=online']);
  });

  it('about itself and to devices is left alone', () => {
    expect(
      lines(
        {},
        at(1, 'bridge/info', { version: '2.1.0' }),
        at(2, 'bridge/logging', 'x'),
        at(3, 'lamp/set', { state: 'ON' }),
        at(4, 'lamp', ''),
      ),
    ).toEqual([]);
  });
});
