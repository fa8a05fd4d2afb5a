import { afterEach, beforeEach } from 'vitest';
import { deviceCommand } from '../../gateway/contract/messages.ts';
import { createMqttChannel, type MqttChannel } from '../../gateway/notify/channel-mqtt.ts';
import { createDeviceAnswers } from '../../gateway/notify/device-answers.ts';
import type { Notifier } from '../../gateway/notify/notifier.ts';
import type { DevicePublisher } from '../../gateway/ports.ts';
import { createNotificationStore } from '../../gateway/store/notifications.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';
import { aNotification, build, recordingFates, silentLog } from './support.ts';

export let database: FreshDatabase;
export let clock: VirtualClock;
export let unreached: string[];
export let expired: string[];
let notifier: Notifier | null;

/** A database and a clock for each test of a file; what a run of the outbox left open is closed. */
export function voiceTests(): void {
  beforeEach(async () => {
    database = await freshDatabase();
    clock = virtualClock();
    notifier = null;
    unreached = [];
    expired = [];
  });
  afterEach(async () => {
    await notifier?.close();
    await database.drop();
  });
}

/** The id of a command as it was published. */
export const idIn = (payload: string) => deviceCommand.parse(JSON.parse(payload)).id;

/** The broker's side of the port: what it was given, who is connected, and whether it takes anything. */
export function broker() {
  const published: { readonly topic: string; readonly payload: string; readonly qos: number; readonly retain: boolean }[] = [];
  const connected = new Set<string>();
  const state = { down: false };
  const takenBack: string[] = [];
  const publisher: DevicePublisher = {
    async publish(topic, payload, options) {
      if (state.down) throw new Error('closed');
      published.push({ topic, payload, ...options });
    },
    takeBack(topic, isIt) {
      const ids = published.filter((one) => one.topic === topic && isIt(one.payload)).map(({ payload }) => idIn(payload));
      takenBack.push(...new Set(ids));
    },
    isConnected: (deviceId) => connected.has(deviceId),
    get connectedCount() {
      return connected.size;
    },
  };
  return { publisher, published, connected, state, takenBack };
}

/** One run of the gateway's outbox with its voice channel. */
export async function run(at: ReturnType<typeof broker>) {
  const store = createNotificationStore(database.pool);
  const fates = recordingFates();
  const channel = createMqttChannel({
    publisher: at.publisher,
    store,
    clock,
    log: silentLog,
    spokenHow: () => ({ volume: 60 }),
    unreached: ({ id }) => unreached.push(id),
    expired: ({ id }) => expired.push(id),
  });
  const made = build(database.pool, { adapters: [channel], fateSink: fates.sink, clock, store }).notifier;
  notifier = made;
  await channel.load();
  await made.recover();
  const answer = createDeviceAnswers({ notifier: made, channel, store, clock, log: silentLog });
  return { channel, notifier: made, answer, told: fates.told };
}

/** A device connects and stays. */
export async function connects(at: ReturnType<typeof broker>, channel: MqttChannel, deviceId: string): Promise<void> {
  at.connected.add(deviceId);
  const done = channel.deviceConnected(deviceId);
  clock.advanceBy(1_000);
  await done;
}

/** Words of the fridge, good for half an hour. */
export const prompt = (changes: Parameters<typeof aNotification>[0] = {}) =>
  aNotification({
    id: `sc-1#1/g0/s0/device:k-fridge/mqtt${Math.random()}`,
    recipient: { kind: 'device', id: 'k-fridge', name: 'Fridge' },
    channel: { kind: 'mqtt', address: 'k-fridge' },
    purpose: 'prompt',
    body: 'Good morning, Kathleen. It is time for breakfast.',
    command: { type: 'prompt', kind: null },
    expiresAt: clock.now() + 1_800_000,
    ...changes,
  });
