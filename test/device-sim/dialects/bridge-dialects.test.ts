import { describe, expect, it } from 'vitest';
import { catalogue, type DeviceRole } from '../../../device-sim/devices/catalogue.ts';
import type { Act, Measured } from '../../../device-sim/devices/device.ts';
import type { BridgeMessage, Known } from '../../../device-sim/dialects/bridge-dialect.ts';
import { type BridgeDialectName, bridgeDialects } from '../../../device-sim/dialects/bridge-dialects.ts';
import { parseReadings } from '../../../gateway/adapters/hearthline.ts';
import type { Reading } from '../../../gateway/contract/messages.ts';
import { Hub } from '../../../gateway/hubs/hub.ts';
import { type Instant, minute, second } from '../../../rules/model/time.ts';

const startAt = Date.parse('2026-01-12T08:00:00Z');
/** Caches that come again are over by then. */
const settledAt = startAt + 10 * minute;

interface Moment {
  readonly at: Instant;
  readonly measured: readonly Measured[];
}
type Day = readonly (readonly [minutes: number, act: Act | 'heartbeat'])[];

/** What a device of this role measures when this is done to it, its own timers among it. */
function live(role: DeviceRole, day: Day): readonly Moment[] {
  const body = catalogue[role].create();
  const moments: Moment[] = [];
  const wakeUntil = (at: Instant) => {
    for (let wakeAt = body.wakeAt; wakeAt !== null && wakeAt <= at; wakeAt = body.wakeAt)
      moments.push({ at: wakeAt, measured: body.wake(wakeAt) });
  };
  for (const [minutes, act] of day) {
    const at = settledAt + minutes * minute;
    wakeUntil(at);
    moments.push({ at, measured: act === 'heartbeat' ? [{ kind: 'heartbeat' }] : body.act(act, at) });
  }
  wakeUntil(Number.POSITIVE_INFINITY);
  return moments;
}

const readingOf = ({ kind, value }: Measured, at: Instant): Reading => ({
  kind,
  observedAt: new Date(at).toISOString(),
  ...(value === undefined ? {} : { value }),
});

const shown = ({ kind, value, observedAt, snapshot }: { kind: string; value: unknown; observedAt: Instant; snapshot: boolean }) => ({
  kind,
  value,
  snapshot,
  at: (observedAt - settledAt) / second,
});

/** What the gateway makes of the device's own words. */
function natively(moments: readonly Moment[]) {
  return moments.flatMap(({ at, measured }) =>
    measured.flatMap((one) => {
      const bytes = Buffer.from(JSON.stringify(readingOf(one, at)));
      const origin = { source: 'it', topic: 'hearthline/v1/it/observations', receivedAt: at, provenance: 'device' as const };
      return parseReadings(bytes, origin).observations.map(shown);
    }),
  );
}

/** What the gateway makes of it when a bridge has told it that the device is there, and then tells what it hears. */
function throughBridge(name: BridgeDialectName, role: DeviceRole, moments: readonly Moment[], before: readonly Measured[] = []) {
  const dialect = bridgeDialects[name];
  const { kind } = catalogue[role];
  const id = dialect.nativeId('it');
  const hub = new Hub(
    'hub',
    [{ id, name: 'it', make: '', model: '', entities: [], dialect: name, deviceId: 'it', ignored: false }],
    new Map(),
  );
  hub.begins(startAt);
  const take = (messages: readonly BridgeMessage[], receivedAt: Instant) =>
    messages.flatMap(({ topic, payload }) => {
      const taken = hub.take({ topic, payload: Buffer.from(payload), receivedAt }, () => kind);
      expect(taken).toMatchObject({ found: [], unreadable: [], renamed: [] });
      return taken.told.flatMap(({ readings, faults }) => {
        expect(faults).toEqual([]);
        return readings.map(shown);
      });
    });
  let known: Known = dialect.joined({ name: 'it', kind, onBattery: false });
  const hear = (measured: readonly Measured[], at: Instant) =>
    measured.flatMap((one) => {
      const heard = dialect.heard(known, readingOf(one, at));
      ({ known } = heard);
      return take(heard.messages, at);
    });
  const begin = [...dialect.birth([known.device]), dialect.availability(known.device, 'online'), ...dialect.cached(known)];
  expect(take(begin, startAt).filter(({ snapshot, kind: said }) => !snapshot && said !== 'heartbeat')).toEqual([]);
  hear([...catalogue[role].create().snapshot(), ...before], startAt + second);
  return moments.flatMap(({ at, measured }) => hear(measured, at));
}

const opens: Day = [
  [0, { type: 'open' }],
  [1, { type: 'close' }],
  [30, 'heartbeat'],
  [31, { type: 'open' }],
];
const alarms = (kind: Measured['kind']): Day => [
  [0, { type: 'read', kind, value: 'alarm' }],
  [5, { type: 'read', kind, value: 'clear' }],
  [400, 'heartbeat'],
];

/** `before`: what is known of it before the day begins. */
interface DayOf {
  readonly role: DeviceRole;
  readonly day: Day;
  readonly before?: readonly Measured[];
}

const moves: Act = { type: 'move' };
const presses: Act = { type: 'press' };
const reads = (kind: Measured['kind'], value: string | number): Act => ({ type: 'read', kind, value });
const days: readonly DayOf[] = [
  { role: 'fridge', day: opens },
  { role: 'front-door', day: opens },
  {
    role: 'motion',
    day: [
      [0, moves],
      [1, moves],
      [20, 'heartbeat'],
      [25, moves],
    ],
  },
  {
    role: 'bathroom-motion',
    day: [
      [0, moves],
      [40, moves],
    ],
  },
  { role: 'kitchen-motion', day: [[0, moves]] },
  {
    role: 'bed',
    day: [
      [0, { type: 'lie-down' }],
      [400, 'heartbeat'],
      [480, { type: 'get-up' }],
    ],
  },
  {
    role: 'kettle',
    day: [
      [0, { type: 'switch', watts: 2_000 }],
      [4, { type: 'switch', watts: 0 }],
      [30, 'heartbeat'],
    ],
  },
  {
    role: 'sos-button',
    day: [
      [0, presses],
      [15, 'heartbeat'],
      [20, presses],
      [21, presses],
    ],
  },
  { role: 'smoke-alarm', day: alarms('smoke') },
  { role: 'carbon-monoxide-alarm', day: alarms('carbon-monoxide') },
  { role: 'water-sensor', day: alarms('water-leak') },
  {
    role: 'room-thermometer',
    day: [
      [0, reads('room-temperature', 14.5)],
      [120, reads('room-temperature', 17)],
      [240, 'heartbeat'],
    ],
    before: [{ kind: 'room-temperature', value: 19 }],
  },
];
const falls: DayOf = {
  role: 'fall-detector',
  day: [
    [0, reads('fall', 'suspected')],
    [1, reads('fall', 'fallen')],
    [9, reads('fall', 'recovered')],
  ],
};

describe.each(['zigbee2mqtt', 'tasmota'] as const)('%s', (dialect) => {
  it.each(dialect === 'zigbee2mqtt' ? [...days, falls] : days)(
    'says of a $role what it says itself: the same readings, exactly',
    ({ role, day, before }) => {
      const moments = live(role, day);
      const expected = natively(moments);
      expect(expected.length).toBeGreaterThan(0);
      expect(throughBridge(dialect, role, moments, before)).toEqual(expected);
    },
  );

  it('is tried with every device of the catalogue that there is for it', () => {
    const tried = [...days, falls].map(({ role }) => role);
    const spoken = (Object.keys(catalogue) as DeviceRole[]).filter((role) => bridgeDialects[dialect].kinds.includes(catalogue[role].kind));
    expect(spoken.filter((role) => !tried.includes(role))).toEqual([]);
    expect(bridgeDialects[dialect].kinds.toSorted()).toEqual([...new Set(spoken.map((role) => catalogue[role].kind))].toSorted());
  });

  it('says what it knows again, and that is no event', () => {
    const moments = live('front-door', opens);
    const device = { name: 'it', kind: 'front-door', onBattery: true } as const;
    const heard = moments.flatMap(({ at, measured }) => measured.map((one) => readingOf(one, at)));
    const known = heard.reduce((so, reading) => bridgeDialects[dialect].heard(so, reading).known, bridgeDialects[dialect].joined(device));
    const id = bridgeDialects[dialect].nativeId('it');
    const hub = new Hub(
      'hub',
      [{ id, name: 'it', make: '', model: '', entities: [], dialect, deviceId: 'it', ignored: false }],
      new Map([['it', new Map([['contact', 'closed']])]]),
    );
    const backAt = moments.at(-1)!.at + 6 * 60 * minute;
    hub.begins(backAt);
    const said = [...bridgeDialects[dialect].birth([device]), ...bridgeDialects[dialect].cached(known)];
    const told = said.flatMap(({ topic, payload }) =>
      hub
        .take({ topic, payload: Buffer.from(payload), receivedAt: backAt + second }, () => 'front-door')
        .told.flatMap(({ readings }) => readings),
    );
    expect(told).toMatchObject([{ kind: 'contact', value: 'open', snapshot: true }]);
  });
});

describe('the words of a bridge', () => {
  const at = '2026-01-12T10:00:00.000Z';
  const say = (name: BridgeDialectName, role: DeviceRole, reading: Omit<Reading, 'observedAt'>) => {
    const dialect = bridgeDialects[name];
    const known = dialect.joined({ name: 'it', kind: catalogue[role].kind, onBattery: true });
    return dialect
      .heard(known, { ...reading, observedAt: at })
      .messages.map(({ topic, payload, retain }) => [topic, JSON.parse(payload), retain]);
  };

  it('are Zigbee2MQTT’s: true is closed, the whole state, when it was heard, and a press that is said once', () => {
    expect(say('zigbee2mqtt', 'front-door', { kind: 'contact', value: 'open', battery: 97 })).toEqual([
      ['zigbee2mqtt/it', { contact: false, battery: 97, linkquality: 120, last_seen: at }, false],
    ]);
    expect(say('zigbee2mqtt', 'sos-button', { kind: 'sos' })).toEqual([
      ['zigbee2mqtt/it', { action: 'emergency', linkquality: 120, last_seen: at }, false],
    ]);
  });

  it('are Tasmota’s: results, measurements, and times without a zone', () => {
    expect(say('tasmota', 'front-door', { kind: 'contact', value: 'open' })).toEqual([
      ['tasmota/stat/it/RESULT', { Switch1: { Action: 'ON' } }, false],
    ]);
    expect(say('tasmota', 'kettle', { kind: 'power', value: 2_000 })).toEqual([
      ['tasmota/tele/it/SENSOR', { Time: '2026-01-12T10:00:00', ENERGY: { Total: 3.21, Power: 2_000, Voltage: 231 } }, false],
    ]);
  });
});
