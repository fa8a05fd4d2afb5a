import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BrokerLimits } from '../../gateway/mqtt/limits.ts';
import { patience } from '../support/patience.ts';
import { type Harness, integration, observations, startHarness } from './harness.ts';

let h: Harness;
beforeEach(async () => {
  h = await startHarness();
});
afterEach(() => h.close());
const restart = async (limits: Partial<BrokerLimits>) => {
  await h.close();
  h = await startHarness(limits);
};
const on = observations('d1');
const ok = '{"kind":"ok"}';

describe('who gets readings', () => {
  it('an integration, once they are stored, at its QoS', async () => {
    h.intake.isHolding = true;
    const flows = await h.signedIn('all');
    flows.subscribe(1, ['hearthline/v1/+/observations', 1]);
    await flows.next('suback');
    const client = await h.signedIn('d1');
    client.publish(on, ok, { qos: 1, messageId: 1 }).publish(on, '{"kind":"sos"}', { qos: 0 });
    await expect.poll(() => h.intake.waiting, patience).toBe(2);
    flows.send({ cmd: 'pingreq' });
    await flows.next('pingresp');
    expect(flows.heard('publish')).toEqual([]);
    h.intake.settle();
    expect(await flows.next('publish')).toMatchObject({ topic: on, qos: 1, payload: Buffer.from(ok) });
    expect(await flows.next('publish')).toMatchObject({ topic: on, qos: 0 });
  });

  it('an integration that was away, if its session is kept', async () => {
    const flows = await h.signedIn('all', { clientId: 'kept', clean: false });
    flows.subscribe(1, ['hearthline/v1/#', 1]);
    await flows.next('suback');
    await flows.disconnect();
    const client = await h.signedIn('d1');
    for (let i = 1; i <= 3; i++) {
      client.publish(on, `{"kind":"ok","id":"${i}"}`, { qos: 1, messageId: i });
      await client.next('puback');
    }
    const again = await h.signedIn('all', { clientId: 'kept', clean: false });
    for (let i = 1; i <= 3; i++) expect(JSON.parse((await again.next('publish')).payload.toString()).id).toBe(String(i));
  });

  it('messages of different QoS, stored together, all arrive', async () => {
    h.intake.isHolding = true;
    const flows = await h.signedIn('all');
    flows.subscribe(1, ['#', 1]);
    await flows.next('suback');
    const client = await h.signedIn('d1');
    for (let i = 0; i < 20; i++) client.publish(on, `{"kind":"ok","id":"${i}"}`, { qos: i % 2 === 0 ? 1 : 0, messageId: i + 1 });
    await expect.poll(() => h.intake.waiting, patience).toBe(20);
    h.intake.settle();
    const ids = [];
    for (let i = 0; i < 20; i++) ids.push(JSON.parse((await flows.next('publish')).payload.toString()).id);
    expect(ids).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
  });
});

describe('what a device may not', () => {
  it('subscribe beyond its own: each filter is answered for itself', async () => {
    const client = await h.signedIn('d1');
    client.subscribe(
      1,
      ['hearthline/v1/d1/commands', 1],
      ['#', 1],
      ['hearthline/v1/+/commands', 0],
      ['hearthline/v1/d2/#', 0],
      ['$SYS/#', 0],
    );
    expect((await client.next('suback')).granted).toEqual([1, 0x80, 0x80, 0x80, 0x80]);
    await h.broker.publisher.publish('hearthline/v1/d2/commands', 'not yours', { qos: 1, retain: false });
    await h.broker.publisher.publish('hearthline/v1/d1/commands', 'yours', { qos: 1, retain: false });
    expect((await client.next('publish')).payload.toString()).toBe('yours');
  });

  it('get by a kept session what was refused', async () => {
    const client = await h.signedIn('d1', { clientId: 'kept', clean: false });
    client.subscribe(1, ['hearthline/v1/d1/commands', 1], ['#', 1]);
    await client.next('suback');
    await client.disconnect();
    await h.broker.publisher.publish('hearthline/v1/d2/commands', 'not yours', { qos: 1, retain: false });
    await h.broker.publisher.publish('hearthline/v1/d1/commands', 'yours', { qos: 1, retain: false });
    const again = await h.signedIn('d1', { clientId: 'kept', clean: false });
    expect((await again.next('publish')).payload.toString()).toBe('yours');
  });

  it('publish beyond its own: it is told, nobody else hears of it, and the connection ends', async () => {
    const flows = await h.signedIn('all');
    flows.subscribe(1, ['#', 1]);
    await flows.next('suback');
    for (const topic of ['hearthline/v1/d2/observations', 'hearthline/v1/d1/commands', 'other']) {
      const client = await h.signedIn('d1');
      client.subscribe(1, ['hearthline/v1/d1/errors', 0]);
      await client.next('suback');
      client.publish(topic, ok, { qos: 1 });
      expect(JSON.parse((await client.next('publish')).payload.toString())).toMatchObject({
        topic,
        reason: expect.stringContaining('may not publish'),
      });
      await client.closed;
      expect(client.heard('puback')).toEqual([]);
    }
    expect(h.intake.arrivals).toEqual([]);
    for (let i = 0; i < 3; i++) expect((await flows.next('publish')).topic).toBe('hearthline/v1/d1/errors');
    flows.send({ cmd: 'pingreq' });
    await flows.next('pingresp');
    expect(flows.heard('publish')).toHaveLength(3);
  });

  it('leave a last will beyond its own', async () => {
    const flows = await h.signedIn('all');
    flows.subscribe(1, ['#', 0]);
    await flows.next('suback');
    const client = await h.signedIn('d1', {
      will: { topic: 'hearthline/v1/d2/status', payload: Buffer.from('{"state":"offline"}'), qos: 0, retain: true },
    });
    await client.break();
    expect(await flows.next('publish')).toMatchObject({ topic: 'hearthline/v1/d1/errors' });
    const late = await h.signedIn('all');
    late.subscribe(1, ['hearthline/v1/d2/status', 0]).send({ cmd: 'pingreq' });
    await late.next('pingresp');
    expect(late.heard('publish')).toEqual([]);
  });
});

describe('an integration', () => {
  it('has its own filters, and no more', async () => {
    h.table.set('flows', integration('flows', ['hearthline/v1/+/status'], ['hearthline/v1/+/observations']));
    const flows = await h.signedIn('flows');
    flows.subscribe(1, ['hearthline/v1/d1/observations', 1], ['hearthline/v1/#', 1]);
    expect((await flows.next('suback')).granted).toEqual([1, 0x80]);
    const client = await h.signedIn('d1');
    client.subscribe(1, ['hearthline/v1/d1/status', 1]);
    await client.next('suback');
    flows.publish('hearthline/v1/d1/status', '{"state":"online"}', { qos: 1 });
    await flows.next('puback');
    await client.next('publish');
    flows.publish(on, ok, { qos: 1 });
    await flows.closed;
    expect(h.intake.arrivals).toEqual([]);
  });

  it('loses a kept subscription that its filters no longer allow', async () => {
    h.table.set('flows', integration('flows', [], ['#']));
    const before = await h.signedIn('flows', { clientId: 'kept', clean: false });
    before.subscribe(1, ['hearthline/v1/#', 1]);
    await before.next('suback');
    await before.disconnect();
    h.table.set('flows', integration('flows', [], ['hearthline/v1/d2/#']));
    await h.reload();
    const after = await h.signedIn('flows', { clientId: 'kept', clean: false });
    const client = await h.signedIn('d1');
    client.publish(on, ok, { qos: 1 });
    await client.next('puback');
    after.send({ cmd: 'pingreq' });
    await after.next('pingresp');
    expect(after.heard('publish')).toEqual([]);
  });

  it('that does not keep up is cut off, and holds up no device', async () => {
    await restart({ maxSubscriberBacklogBytes: 200_000, messagesPerSecond: 1e6, burst: 1e6 });
    const stuck = await h.signedIn('all');
    stuck.subscribe(1, ['hearthline/v1/d1/#', 1]);
    await stuck.next('suback');
    stuck.socket.pause();
    const client = await h.signedIn('d1');
    const payload = 'x'.repeat(60_000);
    const isCut = () => h.log.some(({ msg }) => msg.includes('does not keep up'));
    let sent = 0;
    while (!isCut() && sent < 1_000) {
      client.publish('hearthline/v1/d1/camera', payload, { qos: 1, messageId: (sent++ % 60_000) + 1 });
      await client.next('puback');
    }
    expect(isCut()).toBe(true);
    expect(await h.counted('slow_subscribers_total')).toBe(1);
  });
});

describe('what is kept for those away', () => {
  it('is taken back when it is no longer true, and nothing else is', async () => {
    const topics = ['hearthline/v1/d1/commands', 'hearthline/v1/d1/errors'];
    const first = await h.signedIn('d1', { clientId: 'kept', clean: false });
    for (const [i, topic] of topics.entries()) {
      first.subscribe(i + 1, [topic, 1]);
      await first.next('suback');
    }
    await first.disconnect();
    for (const payload of ['eat', 'drink'])
      for (const topic of topics) await h.broker.publisher.publish(topic, payload, { qos: 1, retain: false });
    h.broker.publisher.takeBack('hearthline/v1/d1/commands', (payload) => payload === 'eat');
    const again = await h.signedIn('d1', { clientId: 'kept', clean: false });
    for (let i = 0; i < 3; i++) again.send({ cmd: 'puback', messageId: (await again.next('publish')).messageId });
    await h.broker.publisher.publish('hearthline/v1/d1/commands', 'now', { qos: 1, retain: false });
    await again.next('publish');
    expect(again.heard('publish').map(({ topic, payload }) => `${topic.split('/')[3]} ${payload}`)).toEqual([
      'errors eat',
      'commands drink',
      'errors drink',
      'commands now',
    ]);
  });
});

describe('what is kept for those away is bounded', () => {
  it('messages of a session: the first so many', async () => {
    await restart({ maxQueuedMessages: 3 });
    const first = await h.signedIn('d1', { clientId: 'kept', clean: false });
    first.subscribe(1, ['hearthline/v1/d1/commands', 1]);
    await first.next('suback');
    await first.disconnect();
    for (let i = 0; i < 6; i++) await h.broker.publisher.publish('hearthline/v1/d1/commands', String(i), { qos: 1, retain: false });
    const again = await h.signedIn('d1', { clientId: 'kept', clean: false });
    for (let i = 0; i < 3; i++) again.send({ cmd: 'puback', messageId: (await again.next('publish')).messageId });
    await h.broker.publisher.publish('hearthline/v1/d1/commands', 'now', { qos: 1, retain: false });
    await again.next('publish');
    expect(again.heard('publish').map(({ payload }) => payload.toString())).toEqual(['0', '1', '2', 'now']);
    expect(h.log.filter(({ msg }) => msg.includes('queue of a kept MQTT session is full'))).toHaveLength(1);
  });

  it('sessions of a machine: the newest so many', async () => {
    await restart({ maxSessionsPerMachine: 2 });
    for (const clientId of ['a', 'b', 'c', 'd']) await (await h.signedIn('d1', { clientId, clean: false })).disconnect();
    const present = async (clientId: string) => (await h.signedIn('d1', { clientId, clean: false })).heard('connack')[0]?.sessionPresent;
    expect([await present('d'), await present('c')]).toEqual([true, true]);
    expect(await present('a')).toBe(false);
  });

  it('retained messages of a device', async () => {
    await restart({ maxRetainedPerTree: 2 });
    const client = await h.signedIn('d1');
    for (const leaf of ['a', 'b', 'c', 'a']) {
      client.publish(`hearthline/v1/d1/${leaf}`, 'x', { qos: 1, retain: true });
      await client.next('puback');
    }
    client.subscribe(2, ['hearthline/v1/d1/+', 0]);
    const found = [await client.next('publish'), await client.next('publish')];
    client.send({ cmd: 'pingreq' });
    await client.next('pingresp');
    expect(found.map(({ topic }) => topic.at(-1)).toSorted()).toEqual(['a', 'b']);
    expect(client.heard('publish')).toHaveLength(2);
  });
});
