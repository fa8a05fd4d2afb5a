import { describe, expect, it, vi } from 'vitest';
import { createAskedReadings } from '../../gateway/notify/asked-readings.ts';
import { commandIdOf } from '../../gateway/notify/command-id.ts';
import { createNotificationStore } from '../../gateway/store/notifications.ts';
import type { Observation } from '../../rules/model/observation.ts';
import { patience } from '../support/patience.ts';
import { commit, rowOf, silentLog, untilStatus } from './support.ts';
import { broker, clock, connects, database, expired, idIn, prompt, run, unreached, voiceTests } from './voice.ts';

voiceTests();

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
