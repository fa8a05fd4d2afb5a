import { expect, it } from 'vitest';
import { type Case, heardUntil } from './peer.ts';

export function sessionCases(testCase: () => Case): void {
  const kept = { clean: false } as const;

  it('a clean session leaves nothing [MQTT-3.1.2-6, MQTT-3.2.2-1]', async () => {
    const c = testCase();
    const first = await c.connect('a', kept);
    expect(first.sessionPresent).toBe(false);
    first.subscribe(1, [c.topic('#'), 1]);
    await first.next('suback');
    await first.disconnect();
    const clean = await c.connect('a');
    expect(clean.sessionPresent).toBe(false);
    (await c.connect('p')).publish(c.topic('x'), '1');
    await clean.disconnect();
    const after = await c.connect('a', kept);
    expect(after.sessionPresent).toBe(false);
    expect(after.heard('publish')).toEqual([]);
  });

  it('a kept session is said to be there, even with nothing in it [MQTT-3.2.2-2]', async () => {
    const c = testCase();
    await (await c.connect('a', kept)).disconnect();
    expect((await c.connect('a', kept)).sessionPresent).toBe(true);
  });

  it('subscriptions of a kept session stand without being made again', async () => {
    const c = testCase();
    const first = await c.connect('a', kept);
    first.subscribe(1, [c.topic('x'), 0], [c.topic('y/+'), 1]);
    await first.next('suback');
    first.send({ cmd: 'unsubscribe', messageId: 2, unsubscriptions: [c.topic('x')] });
    await first.next('unsuback');
    await first.disconnect();
    const second = await c.connect('a', kept);
    expect(second.sessionPresent).toBe(true);
    (await c.connect('p')).publish(c.topic('x'), '1').publish(c.topic('y/1'), '2');
    expect(await heardUntil(second, c.topic('y/1'))).toEqual([]);
  });

  it('what came while it was away is delivered in order, at the right QoS, not retained [MQTT-3.1.2-5, MQTT-4.6.0-6]', async () => {
    const c = testCase();
    const first = await c.connect('a', kept);
    first.subscribe(1, [c.topic('+'), 1], [c.topic('deep/#'), 2]);
    await first.next('suback');
    await first.disconnect();
    const publisher = await c.connect('p');
    for (let i = 1; i <= 20; i++) {
      publisher.publish(c.topic('x'), String(i), { qos: 1, messageId: i, retain: i === 20 });
      await publisher.next('puback');
    }
    publisher.publish(c.topic('deep/y'), 'two', { qos: 2, messageId: 30 });
    await publisher.next('pubrec');
    publisher.send({ cmd: 'pubrel', messageId: 30 });
    await publisher.next('pubcomp');
    const second = await c.connect('a', kept);
    for (let i = 1; i <= 20; i++) {
      const message = await second.next('publish');
      expect(message).toMatchObject({ payload: Buffer.from(String(i)), qos: 1, retain: false, dup: false });
      second.send({ cmd: 'puback', messageId: message.messageId });
    }
    expect(await second.next('publish')).toMatchObject({ payload: Buffer.from('two'), qos: 2 });
    publisher.publish(c.topic('x'), '', { retain: true, qos: 1, messageId: 40 });
  });

  it('what was not acknowledged comes again, marked as repeated [MQTT-4.4.0-1, MQTT-3.3.1-1]', async () => {
    const c = testCase();
    const first = await c.connect('a', kept);
    first.subscribe(1, [c.topic('+'), 2]);
    await first.next('suback');
    const publisher = await c.connect('p');
    publisher.publish(c.topic('one'), '1', { qos: 1, messageId: 1 });
    await publisher.next('puback');
    publisher.publish(c.topic('two'), '2', { qos: 2, messageId: 2 });
    await publisher.next('pubrec');
    publisher.send({ cmd: 'pubrel', messageId: 2 });
    const sent = [await first.next('publish'), await first.next('publish')];
    await first.break();
    const second = await c.connect('a', kept);
    const again = [await second.next('publish'), await second.next('publish')];
    expect(again.map(({ topic, messageId, dup }) => ({ topic, messageId, dup }))).toEqual(
      sent.map(({ topic, messageId }) => ({ topic, messageId, dup: true })),
    );
    second.send({ cmd: 'puback', messageId: again[0]?.messageId }, { cmd: 'pubrec', messageId: again[1]?.messageId });
    expect((await second.next('pubrel')).messageId).toBe(again[1]?.messageId);
    await second.break();
    const third = await c.connect('a', kept);
    expect((await third.next('pubrel')).messageId).toBe(again[1]?.messageId);
    third.send({ cmd: 'pubcomp', messageId: again[1]?.messageId }, { cmd: 'pingreq' });
    await third.next('pingresp');
    await third.disconnect();
    const fourth = await c.connect('a', kept);
    fourth.send({ cmd: 'pingreq' });
    await fourth.next('pingresp');
    expect(fourth.packets.map((packet) => packet.cmd)).toEqual(['connack', 'pingresp']);
  });

  it('a QoS 2 message half received is not delivered twice after the line broke [MQTT-4.3.3-2]', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('#'), 0]);
    const first = await c.connect('p', kept);
    first.publish(c.topic('x'), 'once', { qos: 2, messageId: 8 });
    await first.next('pubrec');
    await first.break();
    const second = await c.connect('p', kept);
    second.publish(c.topic('x'), 'once', { qos: 2, messageId: 8, dup: true });
    await second.next('pubrec');
    second.send({ cmd: 'pubrel', messageId: 8 });
    await second.next('pubcomp');
    second.publish(c.topic('end'), '');
    expect(await heardUntil(subscriber, c.topic('end'))).toEqual([`${c.topic('x')}=once`]);
  });

  it('QoS 1 and 2 messages to a kept session that is there are not sent again once acknowledged', async () => {
    const c = testCase();
    const subscriber = await c.connect('a', kept);
    subscriber.subscribe(1, [c.topic('x'), 1]);
    await subscriber.next('suback');
    (await c.connect('p')).publish(c.topic('x'), '1', { qos: 1 });
    const { messageId } = await subscriber.next('publish');
    subscriber.send({ cmd: 'puback', messageId }, { cmd: 'pingreq' });
    await subscriber.next('pingresp');
    await subscriber.break();
    const again = await c.connect('a', kept);
    again.send({ cmd: 'pingreq' });
    await again.next('pingresp');
    expect(again.heard('publish')).toEqual([]);
  });

  it('a second connection with the same client id ends the first [MQTT-3.1.4-2]', async () => {
    const c = testCase();
    const first = await c.connect('same', kept);
    first.subscribe(1, [c.topic('x'), 1]);
    await first.next('suback');
    const second = await c.connect('same', kept);
    await first.closed;
    expect(second.sessionPresent).toBe(true);
    (await c.connect('p')).publish(c.topic('x'), '1', { qos: 1 });
    expect((await second.next('publish')).payload.toString()).toBe('1');
  });

  it('an empty client id is given a name with a clean session, and refused without [MQTT-3.1.3-6, MQTT-3.1.3-8]', async () => {
    const c = testCase();
    const [one, other] = [await c.connect('', { clientId: '' }), await c.connect('', { clientId: '' })];
    one.send({ cmd: 'pingreq' });
    other.send({ cmd: 'pingreq' });
    await Promise.all([one.next('pingresp'), other.next('pingresp')]);
    // Written by hand: no library sends it.
    const username = c.credential.username ?? '';
    const password = c.credential.password ?? Buffer.alloc(0);
    const length = (text: string | Buffer) => [0, text.length];
    const fields = [...length(username), ...Buffer.from(username), ...length(password), ...password];
    const head = [0, 4, ...Buffer.from('MQTT'), 4, username === '' ? 0 : 0xc0, 0, 60, 0, 0];
    const body = username === '' ? head : [...head, ...fields];
    const nameless = c.raw().send(Buffer.from([0x10, body.length, ...body]));
    expect((await nameless.next('connack')).returnCode).toBe(2);
    await nameless.closed;
  });
}
