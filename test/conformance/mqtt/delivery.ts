import { expect, it } from 'vitest';
import type { QoS } from '../../mqtt/raw-client.ts';
import { type Case, heardUntil } from './peer.ts';

export function deliveryCases(testCase: () => Case): void {
  const levels: readonly QoS[] = [0, 1, 2];
  const pairs = levels.flatMap((published) => levels.map((granted) => [published, granted] as const));

  it.each(pairs)('a message of QoS %i to a subscription of QoS %i comes at the lower [MQTT-3.8.4-6]', async (published, granted) => {
    const c = testCase();
    for (const filter of ['x', '+', '#']) {
      const subscriber = await c.subscriber(`s${filter}`, [c.topic(filter), granted]);
      const publisher = await c.connect(`p${filter}`);
      publisher.publish(c.topic('x'), filter, { qos: published, messageId: 7 });
      if (published === 1) expect((await publisher.next('puback')).messageId).toBe(7);
      if (published === 2) {
        expect((await publisher.next('pubrec')).messageId).toBe(7);
        publisher.send({ cmd: 'pubrel', messageId: 7 });
        expect((await publisher.next('pubcomp')).messageId).toBe(7);
      }
      const message = await subscriber.next('publish');
      expect(message).toMatchObject({ topic: c.topic('x'), qos: Math.min(published, granted), retain: false, dup: false });
      expect(message.payload.toString()).toBe(filter);
      if (message.qos === 2) {
        subscriber.send({ cmd: 'pubrec', messageId: message.messageId });
        expect((await subscriber.next('pubrel')).messageId).toBe(message.messageId);
        subscriber.send({ cmd: 'pubcomp', messageId: message.messageId });
      }
    }
  });

  it('overlapping subscriptions get the highest of their QoS [MQTT-3.3.5-1]', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('#'), 0], [c.topic('a/b'), 2], [c.topic('a/+'), 1]);
    const publisher = await c.connect('p');
    publisher.publish(c.topic('a/b'), 'x', { qos: 2, messageId: 1 });
    await publisher.next('pubrec');
    publisher.send({ cmd: 'pubrel', messageId: 1 }).publish(c.topic('end'), '');
    await heardUntil(subscriber, c.topic('end'));
    expect(Math.max(...subscriber.heard('publish').map((message) => message.qos))).toBe(2);
  });

  it('a QoS 2 message sent again before PUBREL is delivered once [MQTT-4.3.3-2]', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('#'), 0]);
    const publisher = await c.connect('p');
    for (const dup of [false, true]) {
      publisher.publish(c.topic('x'), 'once', { qos: 2, messageId: 3, dup });
      await publisher.next('pubrec');
    }
    publisher.send({ cmd: 'pubrel', messageId: 3 });
    await publisher.next('pubcomp');
    publisher.publish(c.topic('x'), 'twice', { qos: 2, messageId: 3 });
    await publisher.next('pubrec');
    publisher.send({ cmd: 'pubrel', messageId: 3 });
    await publisher.next('pubcomp');
    publisher.publish(c.topic('end'), '');
    expect(await heardUntil(subscriber, c.topic('end'))).toEqual([`${c.topic('x')}=once`, `${c.topic('x')}=twice`]);
  });

  it('PUBREL of a message that is not known is answered with PUBCOMP', async () => {
    const client = await testCase().connect('p');
    client.send({ cmd: 'pubrel', messageId: 99 });
    expect((await client.next('pubcomp')).messageId).toBe(99);
  });

  it.each([0, 1, 2] as const)('messages of QoS %i on one topic keep their order [MQTT-4.6.0-6]', async (qos) => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('x'), 1], [c.topic('end'), 0]);
    const publisher = await c.connect('p');
    // Fewer than Mosquitto lets be under way at once.
    const count = 15;
    const wanted = Array.from({ length: count }, (_, i) => `${c.topic('x')}=${i}`);
    for (let i = 0; i < count; i++) publisher.publish(c.topic('x'), String(i), { qos, messageId: i + 1 });
    if (qos === 1) for (let i = 0; i < count; i++) expect((await publisher.next('puback')).messageId).toBe(i + 1);
    if (qos === 2)
      for (let i = 0; i < count; i++) {
        const { messageId } = await publisher.next('pubrec');
        expect(messageId).toBe(i + 1);
        publisher.send({ cmd: 'pubrel', messageId });
        await publisher.next('pubcomp');
      }
    publisher.publish(c.topic('end'), '', { qos: 1 });
    expect(await heardUntil(subscriber, c.topic('end'))).toEqual(wanted);
  });

  it('a DUP flag is not handed on [MQTT-3.3.1-3]', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('x'), 1]);
    (await c.connect('p')).publish(c.topic('x'), '1', { qos: 1, messageId: 5, dup: true });
    expect((await subscriber.next('publish')).dup).toBe(false);
  });

  it.each([
    ['a/b', 'a/b', true],
    ['a/+', 'a/b', true],
    ['+/b', 'a/b', true],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['a/+', 'a', false],
    ['a/+', 'a/', true],
    ['a/+', 'a/b/c', false],
    ['a/+/c', 'a//c', true],
    ['A', 'a', false],
    ['a', 'a/', false],
    ['/+', '/a', true],
    ['a b/c', 'a b/c', true],
    ['é/日本', 'é/日本', true],
  ])('the filter %s and the topic %s: %s [MQTT-4.7]', async (filter, topic, matches) => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic(filter), 0], [c.topic('end'), 0]);
    (await c.connect('p')).publish(c.topic(topic), '1').publish(c.topic('end'), '');
    expect(await heardUntil(subscriber, c.topic('end'))).toEqual(matches ? [`${c.topic(topic)}=1`] : []);
  });

  it('topics that begin with $ are not meant by a wildcard at the first level [MQTT-4.7.2-1]', async () => {
    const c = testCase();
    const wide = await c.subscriber('wide', ['#', 0], ['+/x', 0], [c.topic('end'), 0]);
    const exact = await c.subscriber('exact', ['$app/#', 0]);
    (await c.connect('p')).publish('$app/x', '1').publish(c.topic('end'), '');
    expect((await exact.next('publish')).topic).toBe('$app/x');
    const heard = await heardUntil(wide, c.topic('end'));
    expect(heard.filter((line) => line.startsWith('$'))).toEqual([]);
  });

  it('publishing to $SYS is answered like any other, and reaches nobody', async () => {
    const c = testCase();
    const publisher = await c.connect('p');
    publisher.publish('$SYS/x', '1', { qos: 1, messageId: 4 });
    expect((await publisher.next('puback')).messageId).toBe(4);
  });

  it('a payload may be empty or large', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('x'), 1]);
    const large = Buffer.alloc(65_536, 'x');
    (await c.connect('p')).publish(c.topic('x'), '').publish(c.topic('x'), large, { qos: 1 });
    expect((await subscriber.next('publish')).payload.length).toBe(0);
    expect(large.equals((await subscriber.next('publish')).payload as Buffer)).toBe(true);
  });

  it('a subscription ends with UNSUBSCRIBE, and only that one [MQTT-3.10.4-1]', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('a'), 1], [c.topic('b'), 0]);
    subscriber.send({ cmd: 'unsubscribe', messageId: 9, unsubscriptions: [c.topic('a'), c.topic('never')] });
    expect((await subscriber.next('unsuback')).messageId).toBe(9);
    (await c.connect('p')).publish(c.topic('a'), '1').publish(c.topic('b'), '2');
    expect(await heardUntil(subscriber, c.topic('b'))).toEqual([]);
  });

  it('SUBACK answers each filter in order, and a second SUBSCRIBE replaces the first [MQTT-3.8.4-3]', async () => {
    const c = testCase();
    const subscriber = await c.connect('s');
    subscriber.subscribe(11, [c.topic('a'), 2], [c.topic('b'), 0], [c.topic('c'), 1]);
    expect(await subscriber.next('suback')).toMatchObject({ messageId: 11, granted: [2, 0, 1] });
    subscriber.subscribe(12, [c.topic('a'), 0]);
    expect(await subscriber.next('suback')).toMatchObject({ messageId: 12, granted: [0] });
    (await c.connect('p')).publish(c.topic('a'), '1', { qos: 1 }).publish(c.topic('b'), '', { qos: 1, messageId: 2 });
    expect(await heardUntil(subscriber, c.topic('b'))).toEqual([`${c.topic('a')}=1`]);
    expect(subscriber.heard('publish')[0]?.qos).toBe(0);
  });
}
