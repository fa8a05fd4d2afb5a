import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance } from 'fastify';
import mqtt from 'mqtt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { mqttWebSocketRoute } from '../../gateway/mqtt/websocket-route.ts';
import { patience } from '../support/patience.ts';
import { type Harness, observations, secretOf, startHarness } from './harness.ts';

let h: Harness;
let app: FastifyInstance;
let url: string;
beforeEach(async () => {
  h = await startHarness();
  app = fastify();
  await app.register(websocket);
  await app.register(mqttWebSocketRoute, { handle: h.broker.handle });
  url = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws');
});
afterEach(async () => {
  await h.close();
  await app.close();
});
const closeCode = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));

it('carries MQTT in both directions', async () => {
  const client = await mqtt.connectAsync(`${url}/mqtt`, { username: 'd1', password: secretOf('d1'), reconnectPeriod: 0 });
  const heard = new Promise<string>((resolve) => client.once('message', (_topic, payload) => resolve(payload.toString())));
  await client.subscribeAsync('hearthline/v1/d1/commands', { qos: 1 });
  await client.publishAsync(observations('d1'), '{"kind":"sos"}', { qos: 1 });
  expect(h.intake.arrivals).toMatchObject([{ source: 'd1', observations: [{ kind: 'sos' }] }]);
  await h.broker.publisher.publish('hearthline/v1/d1/commands', 'speak', { qos: 1, retain: false });
  expect(await heard).toBe('speak');
  await client.endAsync();
  await expect.poll(() => h.broker.publisher.isConnected('d1'), patience).toBe(false);
});

it('refuses a wrong secret like over TCP', async () => {
  await expect(mqtt.connectAsync(`${url}/mqtt`, { username: 'd1', password: 'wrong', reconnectPeriod: 0 })).rejects.toThrow(
    /Not authorized/,
  );
});

it('takes no session of a page for a sign-in: a cookie opens nothing without the secret of a device', async () => {
  const wsOptions = {
    headers: { cookie: '__Host-hearthline.session_token=a.b; hearthline.session_token=a.b', origin: url.replace('ws', 'http') },
  };
  for (const credential of [{}, { username: 'd1' }, { username: 'd1', password: 'a.b' }])
    await expect(mqtt.connectAsync(`${url}/mqtt`, { ...credential, wsOptions, reconnectPeriod: 0 })).rejects.toThrow(
      /Not authorized|Bad username/,
    );
  expect(h.intake.arrivals).toEqual([]);
});

it('wants the subprotocol mqtt [MQTT-6.0.0-3]', async () => {
  expect(await closeCode(new WebSocket(`${url}/mqtt`, 'soap'))).toBe(1002);
  expect(await closeCode(new WebSocket(`${url}/mqtt`))).toBe(1002);
});

it('wants binary frames [MQTT-6.0.0-1]', async () => {
  const socket = new WebSocket(`${url}/mqtt`, 'mqtt');
  socket.once('open', () => socket.send('hello'));
  expect(await closeCode(socket)).toBe(1003);
});
