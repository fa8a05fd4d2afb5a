import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandResult, deviceCommand } from '../../gateway/contract/messages.ts';
import { deviceTopics, parseDeviceTopic } from '../../gateway/contract/topics.ts';
import { createAskedReadings } from '../../gateway/notify/asked-readings.ts';
import { createConsoleChannel } from '../../gateway/notify/channel-console.ts';
import { createMqttChannel, type MqttChannel } from '../../gateway/notify/channel-mqtt.ts';
import { commandIdOf, notificationIdOf } from '../../gateway/notify/command-id.ts';
import { createDeviceAnswers } from '../../gateway/notify/device-answers.ts';
import type { Notifier } from '../../gateway/notify/notifier.ts';
import type { DevicePublisher } from '../../gateway/ports.ts';
import { createNotificationStore } from '../../gateway/store/notifications.ts';
import type { Observation } from '../../rules/model/observation.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';
import { aNotification, build, commit, recordingFates, rowOf, silentLog, untilRetry, untilStatus } from './support.ts';

let database: FreshDatabase;
let clock: VirtualClock;
let notifier: Notifier | null;
let unreached: string[];
let expired: string[];

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

const idIn = (payload: string) => deviceCommand.parse(JSON.parse(payload)).id;

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
async function run(at: ReturnType<typeof broker>) {
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
    const words = { type: 'prompt', text: one.body, language: 'en', volume: 60 };
    expect(command).toEqual({ id: commandIdOf(one.id), ...words, expiresAt: '2026-01-05T08:30:00.000Z' });
  });

  it('can ask for a reading', async () => {
    const mqtt = broker();
    const { channel } = await run(mqtt);
    await channel.send(prompt({ command: { type: 'request-measurement', kind: 'blood-pressure' } }), { repeat: false });
    expect(JSON.parse(mqtt.published[0]?.payload ?? '')).toMatchObject({ type: 'request-measurement', kind: 'blood-pressure' });
  });

  it('can be a test, which says nothing', async () => {
    const mqtt = broker();
    const { channel } = await run(mqtt);
    const one = prompt({ command: { type: 'test', kind: null }, body: '' });
    await channel.send(one, { repeat: false });
    const expiresAt = '2026-01-05T08:30:00.000Z';
    expect(JSON.parse(mqtt.published[0]?.payload ?? '')).toEqual({ id: commandIdOf(one.id), type: 'test', expiresAt });
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
    ['delivered', 'sent', 'the device has it'],
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
    const [unanswered, spoken, over, withdrawn, heard] = [prompt(), prompt(), prompt({ expiresAt: clock.now() }), prompt(), prompt()];
    await commit(database.pool, unanswered, { status: 'sent', tries: 1 });
    await commit(database.pool, spoken, { status: 'delivered', tries: 1 });
    await commit(database.pool, over, { status: 'sent', tries: 1 });
    await commit(database.pool, withdrawn, { status: 'suppressed', tries: 1 });
    await commit(database.pool, heard, { status: 'sent', tries: 1 });
    await createNotificationStore(database.pool).noteCommand(heard.id, 'k-fridge', { answer: 'delivered', detail: '', at: clock.now() });
    const mqtt = broker();
    const { channel } = await run(mqtt);
    expect(mqtt.published).toEqual([]);
    for (const deviceId of ['another', 'k-fridge', 'k-fridge']) await connects(mqtt, channel, deviceId);
    expect(mqtt.published.map(({ payload }) => idIn(payload))).toEqual([commandIdOf(unanswered.id)]);
    expect(await rowOf(database.pool, unanswered.id)).toMatchObject({ status: 'sent', detail: 'to the device, when it was back' });
  });

  it('and does not come: whoever waits for it is told so again', async () => {
    const one = prompt();
    await commit(database.pool, one, { status: 'sent', tries: 1 });
    await run(broker());
    clock.advanceBy(60_000);
    expect(unreached).toEqual([one.id]);
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
});

describe('a device that comes back', () => {
  it('is told once what it has missed, whether or not the broker has kept it', async () => {
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
    for (let i = 0; i < 2; i++) await connects(mqtt, channel, 'k-fridge');
    expect(mqtt.takenBack).toEqual([early, late].map(({ id }) => commandIdOf(id)));
    expect(mqtt.published.slice(2).map(({ payload }) => idIn(payload))).toEqual([late, late].map(({ id }) => commandIdOf(id)));
  });

  it('is not told what is no longer true, though nobody waits for it any more', async () => {
    const mqtt = broker();
    const { channel, notifier } = await run(mqtt);
    const one = prompt();
    await commit(database.pool, one);
    notifier.enqueue([one]);
    await untilStatus(database.pool, one.id, 'sent');
    clock.advanceBy(60_000);
    expect(unreached).toEqual([one.id]);
    expect(await rowOf(database.pool, one.id)).toMatchObject({ status: 'sent' });
    notifier.withdraw(one.id, 'dispensed or given');
    await vi.waitFor(() => expect(mqtt.takenBack).toEqual([commandIdOf(one.id)]), patience);
    expect(await rowOf(database.pool, one.id)).toMatchObject({ status: 'suppressed', detail: 'dispensed or given' });
    await connects(mqtt, channel, 'k-fridge');
    expect(mqtt.published).toHaveLength(1);
  });

  it('is not told what was withdrawn by the decision itself', async () => {
    const mqtt = broker();
    const { channel, notifier } = await run(mqtt);
    const one = prompt();
    await commit(database.pool, one);
    notifier.enqueue([one]);
    await untilStatus(database.pool, one.id, 'sent');
    await database.pool.query(`update notification set status = 'suppressed' where id = $1`, [one.id]);
    notifier.withdraw(one.id, 'eaten');
    await vi.waitFor(() => expect(mqtt.takenBack).toEqual([commandIdOf(one.id)]), patience);
    await connects(mqtt, channel, 'k-fridge');
    expect(mqtt.published).toHaveLength(1);
  });

  it.each([
    ['a millisecond before its time is told', 1, 2],
    ['at its time is not told any more', 0, 1],
  ])('%s', async (_, earlierMs, published) => {
    const mqtt = broker();
    const { channel } = await run(mqtt);
    const one = prompt();
    await channel.send(one, { repeat: false });
    clock.advanceTo(one.expiresAt - 1_000 - earlierMs);
    await connects(mqtt, channel, 'k-fridge');
    expect(mqtt.published).toHaveLength(published);
    clock.advanceTo(one.expiresAt);
    expect(expired).toEqual([one.id]);
    expect(mqtt.takenBack).toContain(commandIdOf(one.id));
  });

  it('is not told again what it has said that it has', async () => {
    const mqtt = broker();
    const { channel, notifier, answer } = await run(mqtt);
    const one = prompt();
    await commit(database.pool, one);
    notifier.enqueue([one]);
    await untilStatus(database.pool, one.id, 'sent');
    await answer('somebody-elses', commandIdOf(one.id), { status: 'delivered' });
    await connects(mqtt, channel, 'k-fridge');
    expect(mqtt.published).toHaveLength(2);
    const two = prompt();
    mqtt.connected.delete('k-fridge');
    await commit(database.pool, two);
    notifier.enqueue([two]);
    await untilStatus(database.pool, two.id, 'sent');
    await answer('k-fridge', commandIdOf(two.id), { status: 'delivered' });
    await connects(mqtt, channel, 'k-fridge');
    expect(mqtt.published).toHaveLength(3);
  });
});

describe('a reading that was asked for', () => {
  const asked = () => prompt({ alertId: null, command: { type: 'request-measurement', kind: 'blood-pressure' } });
  const reading = (changes: Partial<Observation> = {}): Observation => ({
    source: 'another-cuff',
    key: 'r1',
    kind: 'blood-pressure',
    value: { systolicMmHg: 128, diastolicMmHg: 74 },
    observedAt: clock.now(),
    receivedAt: clock.now(),
    provenance: 'device',
    snapshot: false,
    ...changes,
  });

  it('is the answer, by whatever way it came; the device need not ask any more', async () => {
    const mqtt = broker();
    const { channel, notifier } = await run(mqtt);
    const one = asked();
    await commit(database.pool, one);
    notifier.enqueue([one]);
    await untilStatus(database.pool, one.id, 'sent');
    await createAskedReadings({ channel, notifier, log: silentLog })([{ observation: reading(), patientId: 'p-1' }]);
    expect(await rowOf(database.pool, one.id)).toMatchObject({ status: 'delivered', detail: '128/74 mmHg' });
    await connects(mqtt, channel, 'k-fridge');
    expect(mqtt.published).toHaveLength(1);
  });

  it.each([
    ["somebody else's", {}, 'p-2'],
    ["nobody's in particular", {}, null],
    ['of another kind', { kind: 'heart-rate', value: 70 }, 'p-1'],
    ['taken before it was asked for', { observedAt: Date.UTC(2026, 0, 5, 7, 59) }, 'p-1'],
    ['old and sent again', { snapshot: true }, 'p-1'],
  ] as const)('is not: one that is %s', async (_, changes, patientId) => {
    const { channel, notifier } = await run(broker());
    const one = asked();
    await commit(database.pool, one);
    notifier.enqueue([one]);
    await untilStatus(database.pool, one.id, 'sent');
    await createAskedReadings({ channel, notifier, log: silentLog })([{ observation: reading(changes), patientId }]);
    expect(await rowOf(database.pool, one.id)).toMatchObject({ status: 'sent' });
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
