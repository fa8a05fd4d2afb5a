import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectDevice, type DeviceClient, type DeviceClientEvents } from '../../../device-sim/devices/client.ts';
import { type Mosquitto, startMosquitto } from '../mosquitto.ts';

const topic = (leaf: string) => `hearthline/v1/k-fridge/${leaf}`;
const credential = { deviceId: 'k-fridge', username: 'k-fridge', secret: 'secret' };
const reading = { id: 'r1', kind: 'contact' as const, value: 'open' };

/** A device against a real broker, and somebody who listens to everything. */
describe('device client', () => {
  let broker: Mosquitto;
  let listener: MqttClient;
  let device: DeviceClient | null;
  let heard: { topic: string; payload: string; retain: boolean }[];
  let events: string[];
  const on: DeviceClientEvents = {
    connected: (first) => events.push(first ? 'connected' : 'connected again'),
    disconnected: () => events.push('disconnected'),
    sent: () => events.push('sent'),
    acknowledged: () => events.push('acknowledged'),
    refused: (reason) => events.push(`refused ${reason}`),
    command: (payload) => events.push(`command ${payload}`),
    problem: () => events.push('problem'),
  };
  const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 20 });
  const listen = async () => {
    listener = await connectAsync(broker.url);
    listener.on('message', (name, payload, { retain }) => heard.push({ topic: name, payload: payload.toString(), retain }));
    await listener.subscribeAsync('hearthline/v1/#', { qos: 1 });
  };
  beforeEach(async () => {
    heard = [];
    events = [];
    device = null;
    broker = await startMosquitto();
    await listen();
  });
  afterEach(async () => {
    await device?.end();
    await listener.endAsync(true);
    await broker.stop();
  });
  const connected = async () => {
    device = connectDevice(broker.url, credential, on);
    await until(() => expect(heard.filter((m) => m.topic === topic('status')).length).toBeGreaterThan(0));
    return device;
  };

  it('says online, publishes at QoS 1, and says offline when it leaves', async () => {
    const fridge = await connected();
    expect(heard).toEqual([{ topic: topic('status'), payload: '{"state":"online"}', retain: false }]);
    fridge.publish([reading]);
    fridge.publish([reading, { ...reading, id: 'r2' }]);
    await until(() => expect(events.filter((event) => event === 'acknowledged').length).toBe(2));
    await fridge.end();
    device = null;
    await until(() => expect(heard.at(-1)?.payload).toBe('{"state":"offline"}'));
    expect(heard.slice(1, 3).map((m) => JSON.parse(m.payload))).toEqual([reading, [reading, { ...reading, id: 'r2' }]]);
    const late = await connectAsync(broker.url);
    const retained = new Promise<boolean>((resolve) => {
      late.on('message', (_topic, payload, packet) => resolve(packet.retain && payload.toString() === '{"state":"offline"}'));
    });
    await late.subscribeAsync(topic('status'), { qos: 1 });
    expect(await retained).toBe(true);
    await late.endAsync();
  });

  it('leaves its last will when it is cut off, and gets afterwards what was sent to it meanwhile', async () => {
    const fridge = await connected();
    const subscribed = listener.publishAsync(topic('commands'), 'before', { qos: 1 });
    await subscribed;
    await until(() => expect(events).toContain('command before'));
    fridge.cut();
    await until(() => expect(heard.at(-1)).toEqual({ topic: topic('status'), payload: '{"state":"offline"}', retain: false }));
    await listener.publishAsync(topic('commands'), 'meanwhile', { qos: 1 });
    expect(events).not.toContain('command meanwhile');
    fridge.restore();
    await until(() => expect(events).toContain('command meanwhile'));
    expect(events.filter((event) => /connected/.test(event))).toEqual(['connected', 'disconnected', 'connected again']);
  });

  it('answers commands and hears of errors', async () => {
    const fridge = await connected();
    fridge.answer('c1', { status: 'delivered' });
    await until(() => expect(heard.at(-1)).toMatchObject({ topic: topic('commands/c1/result'), payload: '{"status":"delivered"}' }));
    const told = { at: '2026-01-12T08:00:00Z', topic: topic('observations'), reason: 'value: why' };
    await listener.publishAsync(topic('errors'), JSON.stringify(told), { qos: 1 });
    await listener.publishAsync(topic('errors'), 'why', { qos: 1 });
    await until(() => expect(events.slice(-2)).toEqual(['refused value: why', 'refused an error message that cannot be read: why']));
  });

  it('keeps what it measures while the broker is away and sends it once it is back', async () => {
    const fridge = await connected();
    await broker.stop();
    await until(() => expect(events).toContain('disconnected'));
    fridge.publish([reading]);
    expect(events).not.toContain('acknowledged');
    heard = [];
    broker = await startMosquitto(broker.port);
    await listener.endAsync(true);
    await listen();
    await until(() => expect(events).toContain('acknowledged'));
  });

  it('ends soon although the broker never answers', async () => {
    const fridge = await connected();
    broker.process.kill('SIGSTOP');
    fridge.publish([reading]);
    await fridge.end();
    device = null;
    broker.process.kill('SIGCONT');
    expect(events).not.toContain('acknowledged');
  });
});
