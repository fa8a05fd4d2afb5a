import mqttPacket from 'mqtt-packet';
import { expect, it } from 'vitest';
import type { Case } from './peer.ts';

const bytes = (...values: (number | string)[]) =>
  Buffer.concat(values.map((v) => (typeof v === 'string' ? Buffer.from(v) : Buffer.from([v]))));

export function protocolCases(testCase: () => Case): void {
  it('PINGREQ is answered', async () => {
    const client = await testCase().connect('a');
    client.send({ cmd: 'pingreq' });
    await client.next('pingresp');
  });

  it('who sends something in time is not silent', async () => {
    const c = testCase();
    const silent = await c.connect('silent', { keepalive: 1 });
    const lively = await c.connect('lively', { keepalive: 1 });
    const pings = setInterval(() => lively.send({ cmd: 'pingreq' }), 50);
    await silent.closed;
    clearInterval(pings);
    lively.send({ cmd: 'pingreq' });
    await lively.next('pingresp');
    expect(lively.socket.closed).toBe(false);
  });

  it('packets may come byte by byte', async () => {
    const c = testCase();
    const subscriber = await c.subscriber('s', [c.topic('x'), 0]);
    const publisher = await c.connect('p');
    const packet = mqttPacket.generate({
      cmd: 'publish',
      topic: c.topic('x'),
      payload: 'x'.repeat(200),
      qos: 1,
      messageId: 1,
      dup: false,
      retain: false,
    });
    for (const byte of packet) {
      publisher.send(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    await publisher.next('puback');
    expect((await subscriber.next('publish')).payload.length).toBe(200);
  });

  it('a client need not wait for CONNACK', async () => {
    const c = testCase();
    const peer = await c.subscriber('peer', [c.topic('x'), 0]);
    const one = await c.connect('one');
    const early = mqttPacket.generate({
      cmd: 'publish',
      topic: c.topic('x'),
      payload: 'early',
      qos: 1,
      messageId: 5,
      dup: false,
      retain: false,
    });
    one.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: c.topic('y'), qos: 0 }] }, early, { cmd: 'pingreq' });
    await Promise.all([one.next('suback'), one.next('puback'), one.next('pingresp')]);
    expect((await peer.next('publish')).payload.toString()).toBe('early');
  });

  const afterConnect: [string, Buffer][] = [
    [
      'a second CONNECT [MQTT-3.1.0-2]',
      mqttPacket.generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, clientId: 'b', keepalive: 0 }),
    ],
    ['a topic with + [MQTT-3.3.2-2]', bytes(0x30, 4, 0, 2, 'a+')],
    ['a topic with # [MQTT-3.3.2-2]', bytes(0x30, 4, 0, 2, 'a#')],
    ['an empty topic [MQTT-4.7.3-1]', bytes(0x30, 3, 0, 0, 'x')],
    ['QoS 3 [MQTT-3.3.1-4]', bytes(0x36, 5, 0, 1, 'a', 0, 1)],
    ['packet identifier 0 [MQTT-2.3.1-1]', bytes(0x32, 5, 0, 1, 'a', 0, 0)],
    ['a topic longer than the packet', bytes(0x30, 3, 0, 9, 'a')],
    ['a topic that is not UTF-8 [MQTT-1.5.3-1]', bytes(0x30, 4, 0, 2, 0xc3, 0x28)],
    ['a topic with U+0000 [MQTT-1.5.3-2]', bytes(0x30, 4, 0, 2, 'a', 0)],
    ['SUBSCRIBE without a filter [MQTT-3.8.3-3]', bytes(0x82, 2, 0, 1)],
    ['SUBSCRIBE with wrong flags [MQTT-3.8.1-1]', bytes(0x80, 6, 0, 1, 0, 1, 'a', 0)],
    ['SUBSCRIBE for QoS 3 [MQTT-3.8.3-4]', bytes(0x82, 6, 0, 1, 0, 1, 'a', 3)],
    ['SUBSCRIBE to a#', bytes(0x82, 7, 0, 1, 0, 2, 'a#', 0)],
    ['SUBSCRIBE to #/a', bytes(0x82, 8, 0, 1, 0, 3, '#/a', 0)],
    ['SUBSCRIBE to a+', bytes(0x82, 7, 0, 1, 0, 2, 'a+', 0)],
    ['UNSUBSCRIBE without a filter [MQTT-3.10.3-2]', bytes(0xa2, 2, 0, 1)],
    ['PUBREL with wrong flags [MQTT-3.6.1-1]', bytes(0x60, 2, 0, 1)],
    ['a length of five bytes', bytes(0x30, 0xff, 0xff, 0xff, 0xff, 0x01)],
    ['packet type 0', bytes(0x00, 0)],
    ['packet type 15', bytes(0xf0, 0)],
  ];
  it.each(afterConnect)('the connection ends after %s', async (_name, packet) => {
    const client = await testCase().connect('a');
    client.send(packet);
    await client.closed;
  });

  const atOnce: [string, Buffer][] = [
    ['PINGREQ as the first packet [MQTT-3.1.0-1]', bytes(0xc0, 0)],
    ['another protocol name [MQTT-3.1.2-1]', bytes(0x10, 13, 0, 4, 'XXXX', 4, 2, 0, 60, 0, 1, 'a')],
    ['the reserved flag of CONNECT [MQTT-3.1.2-3]', bytes(0x10, 13, 0, 4, 'MQTT', 4, 3, 0, 60, 0, 1, 'a')],
    ['a will QoS without a will [MQTT-3.1.2-13]', bytes(0x10, 13, 0, 4, 'MQTT', 4, 0x0a, 0, 60, 0, 1, 'a')],
    ['a password without a user name [MQTT-3.1.2-22]', bytes(0x10, 16, 0, 4, 'MQTT', 4, 0x42, 0, 60, 0, 1, 'a', 0, 1, 'p')],
    ['HTTP', bytes('GET / HTTP/1.1\r\n\r\n')],
  ];
  it.each(atOnce)('the connection ends after %s', async (_name, packet) => {
    const client = testCase().raw().send(packet);
    await client.closed;
    expect(client.heard('connack').every((connack) => connack.returnCode !== 0)).toBe(true);
  });

  it('a version that is not known is refused with 1 [MQTT-3.1.2-2]', async () => {
    const client = testCase()
      .raw()
      .send(bytes(0x10, 13, 0, 4, 'MQTT', 6, 2, 0, 60, 0, 1, 'a'));
    expect((await client.next('connack')).returnCode).toBe(1);
    await client.closed;
  });
}
