import { expect, it } from 'vitest';
import { patience } from '../../support/patience.ts';
import { type Case, heardUntil } from './peer.ts';

export function retainedCases(testCase: () => Case): void {
  async function retain(c: Case, topic: string, payload: string, qos: 0 | 1 = 1): Promise<void> {
    const publisher = await c.connect(`retain-${topic}-${payload}`);
    publisher.publish(c.topic(topic), payload, { retain: true, qos, messageId: 1 });
    publisher.send({ cmd: 'pingreq' });
    if (qos === 1) await publisher.next('puback');
    await publisher.next('pingresp');
    await publisher.disconnect();
  }

  it('the last retained message of a topic comes with the subscription [MQTT-3.3.1-6, MQTT-3.3.1-8]', async () => {
    const c = testCase();
    await retain(c, 'a', 'old');
    await retain(c, 'a', 'new');
    const subscriber = await c.subscriber('s', [c.topic('a'), 0]);
    expect(await subscriber.next('publish')).toMatchObject({ topic: c.topic('a'), retain: true, qos: 0, payload: Buffer.from('new') });
  });

  it('retained messages come at the lower QoS', async () => {
    const c = testCase();
    await retain(c, 'one', 'x', 1);
    await retain(c, 'zero', 'x', 0);
    const subscriber = await c.subscriber('s', [c.topic('+'), 2]);
    const messages = [await subscriber.next('publish'), await subscriber.next('publish')];
    expect(messages.map(({ topic, qos, retain }) => ({ topic, qos, retain })).toSorted((a, b) => a.qos - b.qos)).toEqual([
      { topic: c.topic('zero'), qos: 0, retain: true },
      { topic: c.topic('one'), qos: 1, retain: true },
    ]);
  });

  it('wildcards find retained messages, and not those under $', async () => {
    const c = testCase();
    for (const topic of ['a', 'a/b', 'a/b/c', 'b']) await retain(c, topic, '1');
    const publisher = await c.connect('dollar');
    publisher.publish('$app/kept', '1', { retain: true, qos: 1 });
    await publisher.next('puback');
    const wanted: [string, string[]][] = [
      [c.topic('a/#'), ['a', 'a/b', 'a/b/c']],
      [c.topic('+'), ['a', 'b']],
      ['#', ['a', 'a/b', 'a/b/c', 'b']],
    ];
    for (const [filter, topics] of wanted) {
      const subscriber = await c.subscriber(filter, [filter, 0]);
      const isOurs = (topic: string) => topic.startsWith(c.topic('')) || topic.startsWith('$');
      const heard = () => subscriber.heard('publish').map(({ topic }) => topic);
      await expect.poll(() => heard().filter(isOurs).length, patience).toBe(topics.length);
      expect(heard().filter(isOurs).toSorted()).toEqual(topics.map(c.topic));
    }
    publisher.publish('$app/kept', '', { retain: true });
  });

  it('an empty retained message removes the one before [MQTT-3.3.1-10, MQTT-3.3.1-11]', async () => {
    const c = testCase();
    await retain(c, 'a', 'x');
    await retain(c, 'a', '');
    const subscriber = await c.subscriber('s', [c.topic('#'), 0]);
    (await c.connect('p')).publish(c.topic('end'), '');
    expect(await heardUntil(subscriber, c.topic('end'))).toEqual([]);
  });

  it('to a subscription that stands it comes as a common message [MQTT-3.3.1-9]', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('a'), 1]);
    await retain(c, 'a', 'x');
    expect((await subscriber.next('publish')).retain).toBe(false);
  });

  it('comes again with each SUBSCRIBE [MQTT-3.8.4-3]', async () => {
    const c = testCase();
    await retain(c, 'a', 'x');
    const subscriber = await c.subscriber('s', [c.topic('a'), 0]);
    await subscriber.next('publish');
    subscriber.subscribe(2, [c.topic('a'), 0]);
    expect((await subscriber.next('publish')).retain).toBe(true);
  });
}

export function willCases(testCase: () => Case): void {
  const will = (c: Case, options: { qos?: 0 | 1 | 2; retain?: boolean } = {}) => ({
    topic: c.topic('will'),
    payload: Buffer.from('gone'),
    qos: options.qos ?? 0,
    retain: options.retain ?? false,
  });

  it('is published when the connection breaks [MQTT-3.1.2-8]', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('will'), 2]);
    await (await c.connect('dying', { will: will(c, { qos: 1 }) })).break();
    expect(await subscriber.next('publish')).toMatchObject({ topic: c.topic('will'), qos: 1, payload: Buffer.from('gone') });
  });

  it('is forgotten with DISCONNECT [MQTT-3.1.2-10]', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('#'), 0]);
    await (await c.connect('leaving', { will: will(c) })).disconnect();
    (await c.connect('p')).publish(c.topic('end'), '');
    expect(await heardUntil(subscriber, c.topic('end'))).toEqual([]);
  });

  it('may be retained [MQTT-3.1.2-17]', async () => {
    const c = testCase();
    const witness = await c.subscriber('w', [c.topic('will'), 0]);
    await (await c.connect('dying', { will: will(c, { retain: true }) })).break();
    expect((await witness.next('publish')).retain).toBe(false);
    const subscriber = await c.subscriber('s', [c.topic('will'), 0]);
    expect((await subscriber.next('publish')).retain).toBe(true);
  });

  it('is published when the keep-alive is over [MQTT-3.1.2-24]', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('will'), 0]);
    const silent = await c.connect('silent', { keepalive: 1, will: will(c) });
    await silent.closed;
    expect((await subscriber.next('publish')).topic).toBe(c.topic('will'));
  });

  it('is published when another takes the client id', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('will'), 0]);
    const first = await c.connect('same', { will: will(c) });
    await c.connect('same');
    await first.closed;
    expect((await subscriber.next('publish')).topic).toBe(c.topic('will'));
  });
}
