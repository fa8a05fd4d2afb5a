import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FoundDevice } from '../../gateway/contract/hubs.ts';
import type { ObservationView } from '../../gateway/contract/observations.ts';
import { minute } from '../../rules/model/time.ts';
import { TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';

const patience = { timeout: 20_000, interval: 100 };
const folder = mkdtempSync(join(tmpdir(), 'hearthline-bridge-'));
let gateway: TestGateway;
let broker: ChildProcess;
let line: Server;
const sockets: Socket[] = [];
let home: MqttClient;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** The broker of a home with a bridge to the gateway, as docs/devices.md shows it, over a line that can be cut. */
async function startBroker(): Promise<void> {
  line = createServer((near) => {
    const far = connect(gateway.app.mqttPort, '127.0.0.1');
    sockets.push(near, far);
    near.on('error', () => far.destroy()).pipe(far);
    far.on('error', () => near.destroy()).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  const port = await freePort();
  const { username, secret } = gateway.credentials.get('bridge')!;
  const config = join(folder, 'mosquitto.conf');
  const bridge = [
    'connection hearthline',
    `address 127.0.0.1:${(line.address() as AddressInfo).port}`,
    `remote_username ${username}`,
    `remote_password ${secret}`,
    'bridge_protocol_version mqttv311',
    'try_private false',
    'notifications false',
    'restart_timeout 1',
    `topic # out 1 zigbee2mqtt/ hearthline/v1/${username}/zigbee2mqtt/`,
  ];
  writeFileSync(config, [`listener ${port} 127.0.0.1`, 'allow_anonymous true', ...bridge, ''].join('\n'));
  broker = spawn('mosquitto', ['-c', config], { stdio: 'ignore', env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
  home = mqtt.connect({ host: '127.0.0.1', port, reconnectPeriod: 200 });
  await vi.waitFor(() => expect(home.connected).toBe(true), patience);
}

const say = (topic: string, payload: unknown, retain = false) =>
  home.publishAsync(`zigbee2mqtt/${topic}`, JSON.stringify(payload), { qos: 1, retain });
const found = async () => (await gateway.ask('administrator', 'GET', '/api/homes/long-lane/found-devices')).body as FoundDevice[];
const contacts = async () => {
  const to = new Date(gateway.clock.now() + minute).toISOString();
  const { body } = await gateway.ask('coordinator', 'GET', `/api/patients/kathleen/observations?kind=contact&to=${to}`);
  return (body as ObservationView[]).map(({ value, snapshot }) => `${value}${snapshot ? ' (snapshot)' : ''}`);
};

beforeAll(async () => {
  gateway = await TestGateway.start();
  const enrolment = kathleens([]);
  await gateway.enrol({ ...enrolment, devices: [{ id: 'bridge', kind: 'hub', name: 'Bridge' }] });
  await gateway.device('bridge').close();
  await startBroker();
}, 60_000);
afterAll(async () => {
  await home?.endAsync(true);
  broker?.kill();
  line?.close();
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the broker of a home that is bridged to the gateway', () => {
  it('brings what its bridges say', async () => {
    await say('door', { contact: true }, true);
    await vi.waitFor(async () => expect(await found()).toMatchObject([{ nativeId: 'door', likelyKind: 'door' }]), patience);
    const mapping = { hubId: 'bridge', nativeId: 'door', kind: 'front-door', name: 'Front door' };
    expect((await gateway.ask('administrator', 'POST', '/api/homes/long-lane/found-devices/map', mapping)).status).toBe(201);
    await gateway.until(gateway.clock.now() + 5 * minute);
    await say('door', { contact: false }, true);
    await vi.waitFor(async () => expect(await contacts()).toEqual(['open', 'closed (snapshot)']), patience);
  });

  it('sends retained states again when the line comes back: that is nobody at the door', async () => {
    const isConnected = async () => {
      const { body } = await gateway.ask('administrator', 'GET', '/api/devices?homeId=long-lane');
      return (body as { id: string; connected: boolean }[]).find(({ id }) => id === 'bridge')?.connected;
    };
    await gateway.until(gateway.clock.now() + 5 * minute);
    for (const socket of sockets.splice(0)) socket.destroy();
    await vi.waitFor(async () => expect(await isConnected()).toBe(false), patience);
    await vi.waitFor(async () => expect(await isConnected()).toBe(true), patience);
    await say('window', { contact: true });
    await vi.waitFor(async () => expect((await found()).map(({ nativeId }) => nativeId)).toEqual(['window']), patience);
    expect(await contacts()).toEqual(['open', 'closed (snapshot)']);
    await gateway.until(gateway.clock.now() + 5 * minute);
    await say('door', { contact: true }, true);
    await vi.waitFor(async () => expect(await contacts()).toEqual(['closed', 'open', 'closed (snapshot)']), patience);
  });
});
