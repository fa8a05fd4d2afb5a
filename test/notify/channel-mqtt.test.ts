import { describe, expect, it, vi } from 'vitest';
import { commandResult, deviceCommand } from '../../gateway/contract/messages.ts';
import { deviceTopics, parseDeviceTopic } from '../../gateway/contract/topics.ts';
import { createConsoleChannel } from '../../gateway/notify/channel-console.ts';
import { commandIdOf, notificationIdOf } from '../../gateway/notify/command-id.ts';
import { patience } from '../support/patience.ts';
import { aNotification, commit, rowOf, untilRetry, untilStatus } from './support.ts';
import { broker, clock, database, prompt, run, unreached, voiceTests } from './voice.ts';

voiceTests();

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
