import { describe, expect, it } from 'vitest';
import { recordingOf, scenarioOf } from '../../../device-sim/record/fixture.ts';
import { readScript } from '../../../device-sim/scenario/script.ts';
import { parseReadings } from '../../../gateway/adapters/hearthline.ts';
import { readHubMessage } from '../../../gateway/adapters/hub-dialects.ts';
import { minute } from '../../../rules/model/time.ts';

const beganAt = Date.parse('2026-06-17T08:15:30.250Z');
const hub = 'hearthline/v1/jones-hub-7F3A';

/** Who and where, in every place in which people have put it. */
const planted = [
  'jones',
  'Jones',
  'Margaret',
  'Mill Lane',
  '14 Mill Lane',
  '9434765919',
  '943 476 5919',
  '0x00158d0001a2b3c4',
  'AA:BB:CC:DD:EE:FF',
  '192.168.1.23',
  's3cr3t-token',
  'eyJhbGciOi',
  'margaret.jones@example.org',
  '+44 20 7946 0958',
  '2079460958',
  '1947-03-02',
  'SN-8841-22',
  '88412277',
  '51.507351',
  'W1A 1AA',
  '01131B4B2C4F',
  'walk to the church',
  '2026-06',
];

const heard = (afterMs: number, topic: string, payload: unknown, retain = false) => ({
  at: beganAt + afterMs,
  topic,
  payload: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
  retain,
});

const traffic = [
  heard(
    0,
    `${hub}/zigbee2mqtt/bridge/devices`,
    [
      {
        ieee_address: '0x00158d0001a2b3c4',
        type: 'EndDevice',
        friendly_name: 'Margaret/front door',
        definition: { model: 'MCCGQ11LM', vendor: 'Aqara' },
      },
    ],
    true,
  ),
  heard(1_000, `${hub}/zigbee2mqtt/Margaret/front door`, {
    contact: true,
    battery: 97,
    linkquality: 120,
    last_seen: '2026-06-17T09:15:31+01:00',
  }),
  heard(61_500, `${hub}/zigbee2mqtt/Margaret/front door`, {
    contact: false,
    battery: 97,
    last_seen: beganAt + 61_000,
    update: { installed_version: 88412277 },
  }),
  heard(62_000, `${hub}/zigbee2mqtt/bridge/info`, { network: { ip: '192.168.1.23', mac: 'AA:BB:CC:DD:EE:FF' }, token: 's3cr3t-token' }),
  heard(70_000, `${hub}/tasmota/tele/jones kettle/SENSOR`, {
    Time: '2026-06-17T09:16:40',
    'DS18B20-SN-8841-22': { Id: '01131B4B2C4F', Temperature: 20.6 },
  }),
  heard(71_000, `${hub}/homeassistant/sensor/jones/gps/config`, {
    state_topic: `${hub}/gps/state`,
    value_template: '{{ value_json.jones }}',
    unique_id: 'SN-8841-22',
    device: { identifiers: ['SN-8841-22'], name: 'Margaret’s watch' },
  }),
  heard(72_000, `${hub}/gps/state`, { latitude: 51.507351, longitude: -0.127758, address: '14 Mill Lane, W1A 1AA' }),
  heard(73_000, `${hub}/note`, 'Margaret Jones, 14 Mill Lane'),
  heard(80_000, 'hearthline/v1/cuff-jones/observations', {
    id: '943 476 5919-1',
    kind: 'blood-pressure',
    observedAt: '2026-06-17T08:16:49Z',
    value: { systolicMmHg: 171, diastolicMmHg: 96 },
  }),
  heard(81_000, 'hearthline/v1/cuff-jones/observations', [
    { kind: 'goal', value: 'walk to the church' },
    { kind: 'steps', value: 4_900 },
  ]),
  heard(82_000, 'hearthline/v1/cuff-jones/observations', {
    nhs: 9_434_765_919,
    phone: 2_079_460_958,
    born: '1947-03-02',
    mail: 'margaret.jones@example.org',
  }),
  heard(83_000, 'hearthline/v1/cuff-jones/commands', {
    id: 'c',
    type: 'prompt',
    text: 'Good morning Margaret',
    expiresAt: '2026-06-17T09:00:00Z',
  }),
  heard(84_000, 'hearthline/v1/cuff-jones/errors', { reason: 'jones' }),
  heard(85_000, 'hearthline/alerts/v1/margaret-jones', { id: 'a', patientId: 'margaret-jones' }),
  heard(86_000, 'hearthline/v1/cuff-jones/status', { state: 'online', token: 'eyJhbGciOi', phone: '+44 20 7946 0958' }, true),
];
const { recording, replaced } = recordingOf(traffic);
const file = scenarioOf(recording, 'Recorded');

describe('what is recorded', () => {
  it('has been planted with everything that is looked for', () => {
    const raw = traffic.map(({ topic, payload }) => `${topic} ${payload}`).join('\n');
    expect(planted.filter((one) => !raw.includes(one))).toEqual([]);
  });

  it('has none of the people, places, numbers, addresses, secrets and words in it', () => {
    expect(planted.filter((one) => file.toLowerCase().includes(one.toLowerCase()))).toEqual([]);
    expect(replaced).toBeGreaterThan(15);
  });

  it('keeps the gaps, the time of day and the weekday', () => {
    expect(recording.from).toBe('2026-01-07T08:15:30.250Z');
    expect(new Date(recording.from).getUTCDay()).toBe(new Date(beganAt).getUTCDay());
    expect(recording.messages.map(({ afterMs }) => afterMs)).toEqual([
      0, 1_000, 61_500, 62_000, 70_000, 71_000, 72_000, 73_000, 80_000, 81_000, 82_000, 86_000,
    ]);
    expect(file).toContain('2026-01-07T09:15:31+01:00');
    expect(file).toContain(String(Date.parse(recording.from) + 61_000));
  });

  it('leaves out what the gateway said', () => {
    expect(recording.messages.filter(({ topic }) => /commands|errors|alerts/.test(topic))).toEqual([]);
  });

  it('means to the adapters what it meant: what belonged together still does', () => {
    const [list, ...states] = recording.messages.filter(({ topic }) => topic.startsWith('zigbee2mqtt/'));
    const receivedAt = Date.parse(recording.from) + minute;
    const read = (message: (typeof recording.messages)[number]) =>
      readHubMessage({ topic: message.topic, payload: Buffer.from(message.payload), receivedAt }, { hubId: message.device, children: [] });
    const described = read(list!)!.said[0];
    if (described?.type !== 'described') throw new Error('the list of devices is not read');
    const reports = states.flatMap((state) => read(state)?.said ?? []).filter((said) => said.type === 'report');
    expect(reports.map(({ name }) => name)).toEqual([described.child.name, described.child.name]);
    expect(reports.map(({ properties }) => properties.find(({ name }) => name === 'contact')?.value)).toEqual([true, false]);
    const cuff = recording.messages.filter(({ topic }) => topic === 'observations');
    const origin = { source: 'it', topic: 't', receivedAt, provenance: 'device' as const };
    const observations = cuff.flatMap(({ payload }) => parseReadings(Buffer.from(payload), origin).observations);
    expect(observations.map(({ kind, value }) => [kind, value])).toEqual([
      ['blood-pressure', { systolicMmHg: 171, diastolicMmHg: 96 }],
      ['goal', expect.stringMatching(/^id-/)],
      ['steps', 4_900],
    ]);
  });

  it('is a scenario, with what its devices seem to be', () => {
    const script = readScript(file);
    if (!('timeline' in script)) throw new Error(JSON.stringify(script));
    expect(Object.values(script.file.recorded!.devices)).toEqual(['hub', 'cuff']);
  });
});
