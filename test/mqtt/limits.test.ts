import { afterEach, describe, expect, it } from 'vitest';
import type { BrokerLimits } from '../../gateway/mqtt/limits.ts';
import { patience } from '../support/patience.ts';
import { type Harness, observations, startHarness } from './harness.ts';

let h: Harness;
afterEach(() => h.close());
const start = async (limits: Partial<BrokerLimits>) => {
  h = await startHarness(limits);
};
const on = observations('d1');
const reasons = () => h.log.filter(({ level }) => level >= 40).map(({ reason, msg }) => String(reason ?? msg));
const numbered = (i: number) => `{"kind":"ok","id":"${i}"}`;

describe('size', () => {
  it.each([0, 1, 2] as const)('QoS %i: a payload at the limit passes, one byte more ends the connection', async (qos) => {
    await start({ maxPayloadBytes: 200 });
    const topic = 'hearthline/v1/d1/own/tree';
    const client = await h.signedIn('d1');
    client.publish(topic, 'x'.repeat(200), { qos, messageId: 1 }).send({ cmd: 'pingreq' });
    await client.next('pingresp');
    client.publish(topic, 'x'.repeat(201), { qos, messageId: 2 });
    await client.closed;
    expect(reasons()).toEqual(['payload of 201 bytes is larger than 200']);
  });

  it('a large message is refused before it is there', async () => {
    await start({});
    const client = await h.signedIn('d1');
    // 200 MB are announced, 40 bytes are sent.
    client.send(Buffer.concat([Buffer.from([0x32, 0x80, 0xc2, 0xd7, 0x5f, 0, on.length]), Buffer.from(on)]));
    await client.closed;
    expect(reasons()).toEqual([expect.stringMatching(/^payload of 2006\d+ bytes is larger than 65536$/)]);
  });

  it('so is a large CONNECT, and a large SUBSCRIBE', async () => {
    await start({});
    const unknown = h.raw().send(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
    await unknown.closed;
    const client = (await h.signedIn('d1')).send(Buffer.from([0x82, 0xff, 0xff, 0xff, 0x7f]));
    await client.closed;
    expect(reasons()).toHaveLength(2);
  });

  it.each([
    ['publish', '/'.repeat(9), '/'.repeat(10)],
    ['subscribe', `hearthline/v1/d1/${'/'.repeat(6)}`, `hearthline/v1/d1/${'/'.repeat(7)}`],
  ] as const)('%s: a topic of ten levels passes, of eleven does not', async (action, ten, eleven) => {
    await start({});
    const client = await h.signedIn('all');
    const say = (topic: string) => (action === 'publish' ? client.publish(topic, 'x', { qos: 1 }) : client.subscribe(1, [topic, 0]));
    say(ten);
    await client.next(action === 'publish' ? 'puback' : 'suback');
    say(eleven);
    await client.closed;
    expect(reasons()).toEqual(['topic has too many levels']);
  });

  it('a last will obeys the same', async () => {
    await start({});
    await expect(h.signedIn('d1', { will: { topic: '/'.repeat(10), payload: Buffer.from('x'), qos: 0, retain: false } })).rejects.toThrow(
      'closed',
    );
  });
});

describe('rate', () => {
  it('beyond burst and rate a device is slowed down; nothing is lost, and others go on', async () => {
    await start({ messagesPerSecond: 40, burst: 20 });
    const [client, other] = [await h.signedIn('d1'), await h.signedIn('d2')];
    const startedAt = performance.now();
    for (let i = 0; i < 60; i++) client.publish(on, numbered(i), { qos: i % 2 === 0 ? 1 : 0, messageId: i + 1 });
    other.publish(observations('d2'), numbered(0), { qos: 1 });
    await other.next('puback');
    expect(client.heard('puback').length).toBeLessThan(30);
    for (let i = 0; i < 30; i++) await client.next('puback');
    expect(performance.now() - startedAt).toBeGreaterThan(900);
    await expect.poll(() => h.intake.arrivals.filter(({ source }) => source === 'd1').length, patience).toBe(60);
    const ids = h.intake.arrivals.filter(({ source }) => source === 'd1').map(({ observations: [one] }) => one?.key);
    expect(ids).toEqual(Array.from({ length: 60 }, (_, i) => String(i)));
    expect(await h.counted('throttled_total')).toBeGreaterThan(0);
  });

  it('is one for all connections of a device', async () => {
    await start({ messagesPerSecond: 1, burst: 3 });
    const [one, other] = [await h.signedIn('d1'), await h.signedIn('d1')];
    const startedAt = performance.now();
    for (let i = 1; i <= 2; i++) one.publish(on, numbered(i), { qos: 1, messageId: i });
    await one.next('puback');
    await one.next('puback');
    for (let i = 3; i <= 4; i++) other.publish(on, numbered(i), { qos: 1, messageId: i });
    await other.next('puback');
    await other.next('puback');
    expect(performance.now() - startedAt).toBeGreaterThan(900);
    expect(h.intake.arrivals).toHaveLength(4);
  });

  it('is another for integrations', async () => {
    await start({ messagesPerSecond: 1, burst: 1, integrationMessagesPerSecond: 1000, integrationBurst: 100 });
    const client = await h.signedIn('all');
    for (let i = 1; i <= 50; i++) client.publish(on, numbered(i), { qos: 1, messageId: i });
    for (let i = 1; i <= 50; i++) await client.next('puback');
  });

  it('a slowed device is not taken for a silent one', async () => {
    await start({ messagesPerSecond: 1, burst: 1 });
    const client = await h.signedIn('d1', { keepalive: 1 });
    for (let i = 1; i <= 4; i++) client.publish(on, numbered(i), { qos: 1, messageId: i });
    for (let i = 1; i <= 4; i++) await client.next('puback');
  });
});

describe('memory', () => {
  it('no more than so many messages of one connection wait for their transaction', async () => {
    await start({ maxInFlight: 5 });
    h.intake.isHolding = true;
    const client = await h.signedIn('d1');
    for (let i = 1; i <= 12; i++) client.publish(on, numbered(i), { qos: 1, messageId: i });
    const other = await h.signedIn('d2');
    other.publish(observations('d2'), numbered(0), { qos: 1 });
    await expect.poll(() => h.intake.waiting, patience).toBe(6);
    h.intake.settle(2);
    await expect.poll(() => h.intake.arrivals.length, patience).toBe(8);
    expect(h.intake.waiting).toBe(6);
    h.intake.isHolding = false;
    h.intake.settle();
    for (let i = 1; i <= 12; i++) expect((await client.next('puback')).messageId).toBe(i);
  });

  it('when too much waits in all, everyone may still send a few', async () => {
    await start({ maxWaitingReadings: 3, maxInFlightWhenFull: 2 });
    h.intake.isHolding = true;
    const [one, other] = [await h.signedIn('d1'), await h.signedIn('d2')];
    for (let i = 1; i <= 10; i++) one.publish(on, numbered(i), { qos: 1, messageId: i });
    await expect.poll(() => h.intake.waiting, patience).toBe(4);
    other.publish(observations('d2'), numbered(0), { qos: 1, messageId: 1 });
    for (let i = 2; i <= 10; i++) other.publish(observations('d2'), '{"kind":"sos"}', { qos: 1, messageId: i });
    await expect.poll(() => h.intake.arrivals.some((arrival) => arrival.observations[0]?.kind === 'sos'), patience).toBe(true);
    expect(h.intake.waiting).toBe(6);
    h.intake.isHolding = false;
    h.intake.settle();
    for (let i = 1; i <= 10; i++) await Promise.all([one.next('puback'), other.next('puback')]);
  });

  it.each([1, 2] as const)('PINGREQ is answered while a message of QoS %i waits', async (qos) => {
    await start({});
    h.intake.isHolding = true;
    const client = await h.signedIn('all');
    client.publish(on, '{"kind":"sos"}', { qos });
    await expect.poll(() => h.intake.waiting, patience).toBe(1);
    client.send({ cmd: 'pingreq' }, { cmd: 'pingreq' });
    await client.next('pingresp');
    await client.next('pingresp');
    expect(h.intake.waiting).toBe(1);
  });
});
