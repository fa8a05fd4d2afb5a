import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandResult, deviceCommand } from '../../gateway/contract/messages.ts';
import { deviceTopics, parseDeviceTopic } from '../../gateway/contract/topics.ts';
import { createConsoleChannel } from '../../gateway/notify/channel-console.ts';
import { createMqttChannel, type MqttChannel } from '../../gateway/notify/channel-mqtt.ts';
import { commandIdOf, notificationIdOf } from '../../gateway/notify/command-id.ts';
import { createDeviceAnswers } from '../../gateway/notify/device-answers.ts';
import type { Notifier } from '../../gateway/notify/notifier.ts';
import type { DevicePublisher } from '../../gateway/ports.ts';
import { createNotificationStore } from '../../gateway/store/notifications.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';
import { aNotification, build, commit, recordingFates, rowOf, silentLog, untilRetry, untilStatus } from './support.ts';

let database: FreshDatabase;
let clock: VirtualClock;
let notifier: Notifier | null;
let unreached: string[];

beforeEach(async () => {
  database = await freshDatabase();
  clock = virtualClock();
  notifier = null;
  unreached = [];
});
afterEach(async () => {
  await notifier?.close();
  await database.drop();
});

/** The broker's side of the port: what it was given, who is connected, and whether it takes anything. */
function broker() {
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
      for (const one of published)
        if (one.topic === topic && isIt(one.payload)) takenBack.push(deviceCommand.parse(JSON.parse(one.payload)).id);
    },
    isConnected: (deviceId) => connected.has(deviceId),
    get connectedCount() {
      return connected.size;
    },
  };
  return { publisher, published, connected, state, takenBack };
}

/** One run of the gateway's outbox with its voice channel. */
async function run(at: ReturnType<typeof broker>) {
  const store = createNotificationStore(database.pool);
  const fates = recordingFates();
  const channel = createMqttChannel({ publisher: at.publisher, store, clock, log: silentLog, unreached: (id) => unreached.push(id) });
  const made = build(database.pool, { adapters: [channel], fateSink: fates.sink, clock, store }).notifier;
  notifier = made;
  await channel.load();
  await made.recover();
  return { channel, notifier: made, answer: createDeviceAnswers(made, silentLog), told: fates.told };
}

/** A device connects and stays. */
async function connects(at: ReturnType<typeof broker>, channel: MqttChannel, deviceId: string): Promise<void> {
  at.connected.add(deviceId);
  const done = channel.deviceConnected(deviceId);
  clock.advanceBy(1_000);
  await done;
}

const prompt = (changes: Parameters<typeof aNotification>[0] = {}) =>
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

describe('words to a device', () => {
  it('go out as a command on its own topic, QoS 1, not retained', async () => {
    const mqtt = broker();
    mqtt.connected.add('k-fridge');
    const { notifier } = await run(mqtt);
    const one = prompt();
    await commit(database.pool, one);
    notifier.enqueue([one]);
    expect(await untilStatus(database.pool, one.id, 'sent')).toMatchObject({ detail: 'to the device' });
    expect(mqtt.published).toMatchObject([{ topic: deviceTopics('k-fridge').commands, qos: 1, retain: false }]);
    const command = deviceCommand.parse(JSON.parse(mqtt.published[0]?.payload ?? ''));
    expect(command).toEqual({ id: commandIdOf(one.id), type: 'prompt', text: one.body, expiresAt: '2026-01-05T08:30:00.000Z' });
  });

  it('can ask for a reading', async () => {
    const mqtt = broker();
    const { channel } = await run(mqtt);
    await channel.send(prompt({ command: { type: 'request-measurement', kind: 'blood-pressure' } }), { repeat: false });
    expect(JSON.parse(mqtt.published[0]?.payload ?? '')).toMatchObject({ type: 'request-measurement', kind: 'blood-pressure' });
  });

  it('did not reach a device that is away and stays away for a minute, so that the next way is used', async () => {
    const mqtt = broker();
    const { channel } = await run(mqtt);
    const [away, back] = [prompt(), prompt({ channel: { kind: 'mqtt', address: 'k-speaker' } })];
    await channel.send(away, { repeat: false });
    await channel.send(back, { repeat: false });
    mqtt.connected.add('k-speaker');
    clock.advanceBy(59_999);
    expect(unreached).toEqual([]);
    clock.advanceBy(1);
    expect(unreached).toEqual([away.id]);
  });

  it('have an id that is one level of a topic, whatever is in ours', () => {
    const id = 'sc-1#2/g0/s1/device:k+fridge/mqtt0 é';
    const topic = deviceTopics('k-fridge').commandResult(commandIdOf(id));
    const parsed = parseDeviceTopic(topic);
    expect(parsed).toMatchObject({ deviceId: 'k-fridge', kind: 'command-result' });
    expect(topic).not.toMatch(/[+#]/);
    expect(parsed?.kind === 'command-result' && notificationIdOf(parsed.commandId)).toBe(id);
  });

  it('are tried again when the broker does not take them', async () => {
    const mqtt = broker();
    mqtt.state.down = true;
    const { notifier } = await run(mqtt);
    const one = prompt();
    await commit(database.pool, one);
    notifier.enqueue([one]);
    expect(await untilRetry(database.pool, one.id, 1)).toMatchObject({ detail: 'the broker did not take the command' });
    mqtt.state.down = false;
    clock.advanceBy(10_000);
    await untilStatus(database.pool, one.id, 'sent');
  });
});

describe("a device's answer", () => {
  it.each([
    ['done', 'delivered', 'spoken or shown'],
    ['failed', 'failed', 'the device could not'],
    ['expired', 'failed', 'it reached the device too late'],
    ['delivered', 'sent', 'waits for the device, which is not connected'],
  ] as const)('%s → %s', async (status, fate, detail) => {
    const { notifier, answer } = await run(broker());
    const one = prompt();
    await commit(database.pool, one);
    notifier.enqueue([one]);
    await untilStatus(database.pool, one.id, 'sent');
    await answer('k-fridge', commandIdOf(one.id), commandResult.parse({ status }));
    expect(await rowOf(database.pool, one.id)).toMatchObject({ status: fate, detail });
  });

  it('counts only from the device that was asked, and once', async () => {
    const { notifier, answer, told } = await run(broker());
    const one = prompt();
    await commit(database.pool, one);
    notifier.enqueue([one]);
    await untilStatus(database.pool, one.id, 'sent');
    await answer('somebody-elses-fridge', commandIdOf(one.id), { status: 'done' });
    await answer('k-fridge', 'no-command-of-ours', { status: 'done' });
    expect(await rowOf(database.pool, one.id)).toMatchObject({ status: 'sent' });
    await answer('k-fridge', commandIdOf(one.id), { status: 'done', detail: 'twice' });
    await answer('k-fridge', commandIdOf(one.id), { status: 'done', detail: 'twice' });
    expect(told.map(({ fate, detail }) => `${fate}: ${detail}`).slice(1)).toEqual(['delivered: spoken or shown: twice']);
  });
});

describe('words that are no longer true', () => {
  it('are called back: out of the queue of a device that is away, and from one that is here', async () => {
    const mqtt = broker();
    const { notifier } = await run(mqtt);
    const one = prompt();
    const another = prompt();
    await commit(database.pool, one);
    await commit(database.pool, another);
    notifier.enqueue([one, another]);
    for (const { id } of [one, another]) await untilStatus(database.pool, id, 'sent');
    notifier.withdraw(one.id, 'eaten');
    await vi.waitFor(() => expect(mqtt.takenBack).toEqual([commandIdOf(one.id)]), patience);
    expect(mqtt.published).toHaveLength(2);
    mqtt.connected.add('k-fridge');
    notifier.withdraw(another.id, 'eaten');
    await vi.waitFor(() => expect(mqtt.published).toHaveLength(3), patience);
    expect(deviceCommand.parse(JSON.parse(mqtt.published[2]!.payload))).toMatchObject({ id: commandIdOf(another.id), type: 'cancel' });
  });

  it('are not called back once they have been spoken', async () => {
    const mqtt = broker();
    mqtt.connected.add('k-fridge');
    const { notifier, answer } = await run(mqtt);
    const [spoken, marker] = [prompt(), prompt()];
    for (const one of [spoken, marker]) await commit(database.pool, one);
    notifier.enqueue([spoken, marker]);
    for (const { id } of [spoken, marker]) await untilStatus(database.pool, id, 'sent');
    await answer('k-fridge', commandIdOf(spoken.id), { status: 'done' });
    for (const { id } of [spoken, marker]) notifier.withdraw(id, 'eaten');
    await vi.waitFor(() => expect(mqtt.takenBack).toEqual([commandIdOf(marker.id)]), patience);
    expect(await rowOf(database.pool, spoken.id)).toMatchObject({ status: 'delivered' });
  });
});

describe('a device that comes after a restart of the gateway', () => {
  it('gets what it was sent before and has not answered, once', async () => {
    const [unanswered, spoken, expired, withdrawn] = [prompt(), prompt(), prompt({ expiresAt: clock.now() }), prompt()];
    await commit(database.pool, unanswered, { status: 'sent', tries: 1 });
    await commit(database.pool, spoken, { status: 'delivered', tries: 1 });
    await commit(database.pool, expired, { status: 'sent', tries: 1 });
    await commit(database.pool, withdrawn, { status: 'sent', tries: 1 });
    const mqtt = broker();
    const { channel, notifier } = await run(mqtt);
    notifier.withdraw(withdrawn.id, 'condition cleared');
    await untilStatus(database.pool, withdrawn.id, 'suppressed');
    expect(mqtt.published).toEqual([]);
    for (const deviceId of ['another', 'k-fridge', 'k-fridge']) await connects(mqtt, channel, deviceId);
    const commands = mqtt.published.map(({ payload }) => deviceCommand.parse(JSON.parse(payload)));
    expect(commands.filter(({ type }) => type !== 'cancel').map(({ id }) => id)).toEqual([commandIdOf(unanswered.id)]);
  });

  it('gets it only when it has had the time to subscribe, and not when it has gone again', async () => {
    const one = prompt();
    await commit(database.pool, one, { status: 'sent', tries: 1 });
    const mqtt = broker();
    const { channel } = await run(mqtt);
    const hasty = channel.deviceConnected('k-fridge');
    clock.advanceBy(1_000);
    await hasty;
    expect(mqtt.published).toEqual([]);
    mqtt.connected.add('k-fridge');
    const staying = channel.deviceConnected('k-fridge');
    clock.advanceBy(999);
    expect(mqtt.published).toEqual([]);
    clock.advanceBy(1);
    await staying;
    expect(mqtt.published).toHaveLength(1);
  });

  it('gets it at its next connection when the broker did not take it', async () => {
    const one = prompt();
    await commit(database.pool, one, { status: 'sent', tries: 1 });
    const mqtt = broker();
    const { channel } = await run(mqtt);
    mqtt.state.down = true;
    await connects(mqtt, channel, 'k-fridge');
    mqtt.state.down = false;
    await connects(mqtt, channel, 'k-fridge');
    expect(mqtt.published).toHaveLength(1);
  });

  it('gets what was sent to it before it first connected; later the session of the broker keeps it', async () => {
    const mqtt = broker();
    const { channel, notifier } = await run(mqtt);
    const [early, late] = [prompt(), prompt()];
    await commit(database.pool, early);
    notifier.enqueue([early]);
    await untilStatus(database.pool, early.id, 'sent');
    await connects(mqtt, channel, 'k-fridge');
    expect(mqtt.published).toHaveLength(2);
    mqtt.connected.delete('k-fridge');
    await commit(database.pool, late);
    notifier.enqueue([late]);
    await untilStatus(database.pool, late.id, 'sent');
    await connects(mqtt, channel, 'k-fridge');
    expect(mqtt.published).toHaveLength(3);
  });
});

describe('the console', () => {
  it('is told when somebody watches, and fails for good when nobody does', async () => {
    let watched = true;
    const channel = createConsoleChannel(() => watched);
    const one = aNotification({ channel: { kind: 'console', address: '' } });
    expect(await channel.send(one, { repeat: false })).toEqual({ fate: 'delivered', detail: 'on a console that is being watched' });
    watched = false;
    await expect(channel.send(one, { repeat: false })).rejects.toMatchObject({ message: 'no console is being watched', permanent: true });
  });
});
