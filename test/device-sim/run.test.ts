import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runningClock } from '../../device-sim/clock.ts';
import type { DeskRequest } from '../../device-sim/homes/desk.ts';
import { demoHomes, type RunOptions, runHomes } from '../../device-sim/run.ts';
import type { SimEvent } from '../../device-sim/tally.ts';
import { type Reading, readings } from '../../gateway/contract/messages.ts';
import { parseDeviceTopic } from '../../gateway/contract/topics.ts';
import { type Mosquitto, startMosquitto } from './mosquitto.ts';

const start = Date.parse('2026-03-15T06:30:00Z');
const homes = demoHomes(7, 3);
const devices = homes.flatMap((home) => home.devices);
const credentials = new Map(devices.map(({ id }) => [id, { deviceId: id, username: id, secret: 'any' }]));

describe('living in homes', () => {
  let broker: Mosquitto;
  let listener: MqttClient;
  let said: { deviceId: string; readings: Reading[] }[];
  let results: { commandId: string; payload: string }[];
  let events: SimEvent[];
  const stop = { now: new AbortController() };
  const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 });
  beforeEach(async () => {
    said = [];
    results = [];
    events = [];
    stop.now = new AbortController();
    broker = await startMosquitto();
    listener = await connectAsync(broker.url);
    listener.on('message', (name, payload) => {
      const topic = parseDeviceTopic(name);
      if (topic?.kind === 'observations')
        said.push({ deviceId: topic.deviceId, readings: [readings.parse(JSON.parse(payload.toString()))].flat() });
      if (topic?.kind === 'command-result') results.push({ commandId: topic.commandId, payload: payload.toString() });
    });
    await listener.subscribeAsync('hearthline/v1/#', { qos: 1 });
  });
  afterEach(async () => {
    stop.now.abort();
    await listener.endAsync(true);
    await broker.stop();
  });
  const live = (options: Partial<RunOptions> = {}) =>
    runHomes({
      homes,
      mqttUrl: broker.url,
      clock: runningClock(start, 3_600),
      credentials,
      seed: 7,
      signal: stop.now.signal,
      onEvent: (event) => events.push(event),
      ...options,
    });
  const count = (type: SimEvent['type']) => events.filter((event) => event.type === type).length;
  const command = (deviceId: string, change: object) =>
    listener.publishAsync(
      `hearthline/v1/${deviceId}/commands`,
      JSON.stringify({ id: 'c1', type: 'prompt', text: 'Hello', expiresAt: '2027-01-01T00:00:00Z', ...change }),
      { qos: 1 },
    );

  it('connects every device, which first say how things stand, and then live the morning', async () => {
    const run = live();
    await until(() => {
      const of = (id: string) => said.filter((message) => message.deviceId === id).flatMap((message) => message.readings);
      expect(of('fb-1-fridge').some((reading) => reading.kind === 'contact' && reading.value === 'open' && !reading.snapshot)).toBe(true);
      expect(of('k-dispenser').some((reading) => reading.kind === 'heartbeat')).toBe(true);
    });
    const first = said.find((message) => message.deviceId === 'k-bed' && message.readings[0]?.snapshot)!.readings;
    expect(first.map(({ kind, value, snapshot }) => [kind, value, snapshot])).toEqual([
      ['bed-occupancy', true, true],
      ['heartbeat', undefined, undefined],
    ]);
    expect(count('connected')).toBe(devices.length);
    stop.now.abort();
    const report = await run;
    expect(report).toMatchObject({ homes: 3, devices: devices.length, connected: 0, refused: 0, lastProblem: null });
    expect(report.acknowledged).toBe(report.sent);
    await until(() => expect(said.length).toBe(report.sent));
    const ids = said.flatMap((message) => message.readings.map((reading) => `${message.deviceId} ${reading.id}`));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('hears a prompt once however often it comes, answers each time alike, and the fridge is opened', async () => {
    const willing = homes.map((home) => ({
      ...home,
      people: home.people.map((person) => ({
        ...person,
        habits: {
          ...person.habits,
          wake: '05:30',
          chances: { ...person.habits.chances, skipsBreakfast: 1, breakfastOut: 0, followsPrompt: 1 },
        },
      })),
    }));
    const run = live({ homes: willing });
    await until(() => expect(count('connected')).toBe(devices.length));
    await command('k-fridge', {});
    await command('k-fridge', {});
    await until(() => {
      expect(results).toEqual([
        { commandId: 'c1', payload: '{"status":"delivered"}' },
        { commandId: 'c1', payload: '{"status":"delivered"}' },
      ]);
      const fridge = said.filter(({ deviceId }) => deviceId === 'k-fridge').flatMap((message) => message.readings);
      expect(fridge.some((reading) => reading.value === 'open')).toBe(true);
    });
    stop.now.abort();
    expect((await run).prompts).toBe(1);
  });

  it('measures when asked, and says that it is done', async () => {
    const willing = homes.map((home) => ({
      ...home,
      people: home.people.map((person) => ({
        ...person,
        habits: { ...person.habits, bloodPressureAt: null, chances: { ...person.habits.chances, followsPrompt: 1 } },
      })),
    }));
    const run = live({ homes: willing });
    await until(() => expect(count('connected')).toBe(devices.length));
    await command('fb-1-cuff', { type: 'request-measurement', kind: 'blood-pressure' });
    await until(() => expect(results.map((result) => JSON.parse(result.payload).status)).toEqual(['delivered', 'done']));
    const cuff = said.filter(({ deviceId }) => deviceId === 'fb-1-cuff').flatMap((message) => message.readings);
    expect(cuff.map(({ kind, unit }) => [kind, unit])).toEqual([
      ['blood-pressure', 'mm[Hg]'],
      ['heart-rate', '/min'],
    ]);
    stop.now.abort();
    await run;
  });

  it('reports what no device can understand', async () => {
    const run = live();
    await until(() => expect(count('connected')).toBe(devices.length));
    await listener.publishAsync('hearthline/v1/k-bed/commands', 'nonsense', { qos: 1 });
    await listener.publishAsync('hearthline/v1/k-bed/errors', '{"at":"2026-03-15T06:30:00Z","topic":"t","reason":"0.value: no"}', {
      qos: 1,
    });
    await until(() => expect([count('problem'), count('refused')]).toEqual([1, 1]));
    expect(events.find((event) => event.type === 'refused')).toEqual({ type: 'refused', deviceId: 'k-bed', reason: '0.value: no' });
    stop.now.abort();
    await run;
  });

  it('lives days full of faults: duplicates, lateness and lost connections', async () => {
    const many = demoHomes(7, 12);
    const run = live({
      homes: many,
      credentials: new Map(many.flatMap((home) => home.devices).map(({ id }) => [id, { deviceId: id, username: id, secret: 'any' }])),
      clock: runningClock(start, 20_000),
      faults: ['offline', 'duplicate', 'late', 'out-of-order', 'clock-off', 'battery', 'flapping'],
    });
    const seen = () => said.flatMap((message) => message.readings.map((reading) => `${message.deviceId} ${reading.id}`));
    await until(() => {
      const all = seen();
      expect(new Set(all).size).toBeLessThan(all.length);
      expect(said.some((message) => message.readings.filter((reading) => !reading.snapshot).length > 5)).toBe(true);
      expect(events.some((event) => event.type === 'disconnected')).toBe(true);
    });
    stop.now.abort();
    const report = await run;
    expect(report.sent).toBeGreaterThan(500);
    // What devices without a connection hold at the end stays unacknowledged.
    expect(report.acknowledged).toBeLessThanOrEqual(report.sent);
    expect(report.acknowledged).toBeGreaterThan(report.sent * 0.8);
  });

  it('begins again when the time jumps', async () => {
    let jump = () => {};
    let clock = runningClock(start, 3_600);
    const run = live({
      clock: {
        speed: 3_600,
        now: () => clock.now(),
        onJump: (listener) => {
          jump = listener;
        },
      },
    });
    await until(() => expect(count('acknowledged')).toBeGreaterThan(devices.length));
    clock = runningClock(start - 30 * 86_400_000, 3_600);
    jump();
    await until(() =>
      expect(said.flatMap((message) => message.readings).some((reading) => reading.observedAt?.startsWith('2026-02-13'))).toBe(true),
    );
    stop.now.abort();
    await run;
  });

  it('has others arrange what is written, when its time has come', async () => {
    const arranged: DeskRequest[] = [];
    const run = live({ clock: runningClock(Date.parse('2026-03-26T23:58:00Z'), 600), arrange: (request) => arranged.push(request) });
    await until(() => expect(arranged.map(({ path }) => path)).toEqual(['/api/patients/k-p1/contacts/k-p1-c1/unavailable']));
    stop.now.abort();
    await run;
  });

  it('does not begin without a credential for every device', async () => {
    await expect(live({ credentials: new Map() })).rejects.toThrow('no credential for device k-fridge');
  });
});
