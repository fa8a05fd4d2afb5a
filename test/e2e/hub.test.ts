import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FoundDevice } from '../../gateway/contract/hubs.ts';
import type { ObservationView } from '../../gateway/contract/observations.ts';
import { minute } from '../../rules/model/time.ts';
import { TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';

const run = promisify(execFile);
const patience = { timeout: 15_000 };
const base = 'hearthline/v1/bridge/zigbee2mqtt';
const fridge = '0x00158d0001';
const listed = [
  { ieee_address: '0x00124b0001', type: 'Coordinator', friendly_name: 'Coordinator' },
  { ieee_address: fridge, type: 'EndDevice', friendly_name: 'kitchen/fridge', definition: { model: 'MCCGQ11LM', vendor: 'Aqara' } },
  { ieee_address: '0x00158d0002', type: 'EndDevice', friendly_name: 'hall', definition: null },
];

let gateway: TestGateway;
let hub: MqttClient;

const say = (topic: string, payload: unknown, options: { retain?: boolean; qos?: 0 | 1 } = {}) =>
  hub.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1, ...options });
const found = async () => (await gateway.ask('administrator', 'GET', '/api/homes/long-lane/found-devices')).body as FoundDevice[];
const map = (body: object) => gateway.ask('administrator', 'POST', '/api/homes/long-lane/found-devices/map', { hubId: 'bridge', ...body });
const stored = async (kind: string) => {
  const from = new Date(gateway.clock.now() - 24 * 60 * minute).toISOString();
  const to = new Date(gateway.clock.now() + minute).toISOString();
  const { body } = await gateway.ask('coordinator', 'GET', `/api/patients/kathleen/observations?kind=${kind}&from=${from}&to=${to}`);
  return (body as ObservationView[]).map(
    ({ sourceName, value, snapshot, observedAt }) => `${observedAt.slice(11, 16)} ${sourceName} ${value}${snapshot ? ' (snapshot)' : ''}`,
  );
};

beforeAll(async () => {
  gateway = await TestGateway.start();
  const home = kathleens([{ template: 'sos' }]);
  await gateway.enrol({ ...home, devices: [...home.devices!, { id: 'bridge', kind: 'hub', name: 'Bridge' }] });
  await gateway.device('bridge').close();
  const { username, secret } = gateway.credentials.get('bridge')!;
  hub = await mqtt.connectAsync(gateway.mqttUrl, { username, password: secret, clientId: 'zigbee2mqtt', reconnectPeriod: 0 });
  gateway.own(() => hub.endAsync(true));
});
afterAll(() => gateway.close());

describe('a Zigbee2MQTT bridge that is pointed at the gateway', () => {
  it('has its devices found, with what they say and what they seem to be', async () => {
    await say(`${base}/bridge/state`, { state: 'online' }, { retain: true });
    await say(`${base}/bridge/devices`, listed, { retain: true });
    await say(`${base}/kitchen/fridge`, { contact: true, battery: 97, linkquality: 120 });
    await gateway.until(gateway.clock.now() + 10 * minute);
    await say(`${base}/kitchen/fridge`, { contact: false, battery: 97, linkquality: 118 });
    expect(await found()).toMatchObject([
      {
        hubId: 'bridge',
        nativeId: fridge,
        dialect: 'zigbee2mqtt',
        name: 'kitchen/fridge',
        make: 'Aqara',
        model: 'MCCGQ11LM',
        messages: 2,
        likelyKind: 'door',
        likelyGhost: false,
        properties: [
          { name: 'contact', value: false, reading: { kind: 'contact', value: 'open', unit: null } },
          { name: 'battery', value: 97, reading: { kind: 'battery', value: 97, unit: '%' } },
          { name: 'linkquality', value: 118, reading: null },
        ],
      },
      { nativeId: '0x00158d0002', name: 'hall', lastHeardAt: null, messages: 0 },
    ]);
    expect(await stored('contact')).toEqual([]);
    expect((await gateway.ask('administrator', 'GET', '/api/quarantine')).body).toEqual([]);
  });

  it('has one of them mapped: it is a device of the home behind its hub, and what came before is replayed', async () => {
    const answer = await map({ nativeId: fridge, id: 'zigbee-fridge', kind: 'fridge', name: 'Fridge door', room: 'kitchen' });
    expect(answer).toEqual({ status: 201, body: { deviceId: 'zigbee-fridge', replayed: 3 } });
    expect(await stored('contact')).toEqual(['06:10 Fridge door open', '06:00 Fridge door closed (snapshot)']);
    const { body } = await gateway.ask('coordinator', 'GET', '/api/patients/kathleen');
    const { devices } = body as { devices: { id: string }[] };
    expect(devices.find(({ id }) => id === 'zigbee-fridge')).toMatchObject({
      hubId: 'bridge',
      kind: 'fridge',
      make: 'Aqara',
      model: 'MCCGQ11LM',
      room: 'kitchen',
    });
    expect((await found()).map(({ nativeId }) => nativeId)).toEqual(['0x00158d0002']);
  });

  it('is believed from then on when it acknowledges: stored and judged; the same state again is none', async () => {
    await gateway.until(gateway.clock.now() + 10 * minute);
    await say(`${base}/kitchen/fridge`, { contact: true, battery: 97, linkquality: 90 });
    expect(await stored('contact')).toHaveLength(3);
    await say(`${base}/kitchen/fridge`, { contact: true, battery: 97, linkquality: 91 });
    expect(await stored('contact')).toEqual(['06:20 Fridge door closed', '06:10 Fridge door open', '06:00 Fridge door closed (snapshot)']);
  });

  it('is heard from another connection of the hub, mosquitto_pub, and at QoS 0', async () => {
    const { username, secret } = gateway.credentials.get('bridge')!;
    await run('mosquitto_pub', [
      ...['-h', '127.0.0.1', '-p', String(gateway.app.mqttPort), '-u', username, '-P', secret],
      ...['-q', '1', '-t', `${base}/kitchen/fridge`, '-m', '{"contact":true,"battery":96}'],
    ]);
    expect(await stored('battery')).toContain('06:20 Fridge door 96');
    await gateway.until(gateway.clock.now() + 2 * minute);
    await say(`${base}/kitchen/fridge`, { contact: false, battery: 96 }, { qos: 0 });
    await vi.waitFor(async () => expect((await stored('contact'))[0]).toBe('06:22 Fridge door open'), patience);
  });

  it('sends a value that cannot be: it is kept with its reason, the hub is told, and three are a fault of the device', async () => {
    const errors = new Promise<string>((resolve) => hub.once('message', (_, payload) => resolve(payload.toString())));
    await hub.subscribeAsync('hearthline/v1/bridge/errors', { qos: 1 });
    await say(`${base}/kitchen/fridge`, { contact: 'ONc', battery: 96 });
    expect(JSON.parse(await errors)).toMatchObject({ topic: `${base}/kitchen/fridge`, reason: expect.stringContaining('value.contact: ') });
    const { body } = await gateway.ask('administrator', 'GET', '/api/quarantine');
    expect(body).toMatchObject([{ source: 'zigbee-fridge', reason: expect.stringContaining('"ONc"') }]);
    for (const battery of [850, 851]) await say(`${base}/kitchen/fridge`, { contact: true, battery });
    await vi.waitFor(async () => {
      const { devices } = (await gateway.ask('coordinator', 'GET', '/api/patients/kathleen')).body as {
        devices: { id: string; faults: object[] }[];
      };
      expect(devices.find(({ id }) => id === 'zigbee-fridge')?.faults).toMatchObject([{ cause: 'impossible-values' }]);
    }, patience);
  });

  it('carries a call for help from a button that was mapped', async () => {
    await say(`${base}/bridge/devices`, [...listed, { ieee_address: '0x01', type: 'EndDevice', friendly_name: 'pendant' }], {
      retain: true,
    });
    expect((await map({ nativeId: '0x01', id: 'pendant', kind: 'sos-button', name: 'Pendant', patientId: 'kathleen' })).status).toBe(201);
    await say(`${base}/pendant`, { action: 'single' });
    expect((await gateway.alertsOf('kathleen')).filter(({ severity }) => severity === 'high')).toHaveLength(1);
  });
});

describe('a mapping', () => {
  it.each([
    [{ nativeId: 'nothing', kind: 'fridge', name: 'X' }, 404],
    [{ nativeId: fridge, kind: 'fridge', name: 'X' }, 409],
    [{ nativeId: '0x00158d0002', kind: 'motion', name: 'X', patientId: 'nobody' }, 422],
    [{ nativeId: '0x00158d0002', kind: 'sensor', name: 'X' }, 400],
  ])('%j is answered %i', async (body, status) => {
    expect((await map(body)).status).toBe(status);
  });

  it('ends when the device is revoked: it is found again, and can be mapped anew', async () => {
    expect((await gateway.ask('administrator', 'POST', '/api/devices/zigbee-fridge/revoke')).status).toBe(204);
    await say(`${base}/kitchen/fridge`, { contact: true, battery: 96 });
    expect((await found())[0]).toMatchObject({ nativeId: fridge, messages: 1 });
    expect(await map({ nativeId: fridge, id: 'fridge-2', kind: 'fridge', name: 'Fridge' })).toMatchObject({
      status: 201,
      body: { replayed: 2 },
    });
  });
});
