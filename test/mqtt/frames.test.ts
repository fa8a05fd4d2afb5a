import fc from 'fast-check';
import mqttPacket from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { Framer } from '../../gateway/mqtt/frames.ts';

const connect = mqttPacket.generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, clientId: 'a', keepalive: 0 });
const publish = (size: number, qos: 0 | 1 = 1) =>
  mqttPacket.generate({ cmd: 'publish', topic: 'a/b', payload: Buffer.alloc(size, 'x'), qos, messageId: 1, dup: false, retain: false });

function read(framer: Framer): (Buffer | string)[] {
  const all: (Buffer | string)[] = [];
  for (;;) {
    const next = framer.next();
    if (next === null) return all;
    if ('fault' in next) return [...all, next.fault];
    all.push(next.bytes);
  }
}

describe('cutting a stream into packets', () => {
  it('finds the same packets however the bytes are cut', () => {
    const packets = [connect, publish(0), publish(127), publish(130), mqttPacket.generate({ cmd: 'pingreq' }), publish(20_000, 0)];
    const stream = Buffer.concat(packets);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 30 }), (cuts) => {
        const framer = new Framer(65_536);
        const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
        const found: (Buffer | string)[] = [];
        for (const [i, from] of edges.entries()) {
          const chunk = stream.subarray(from, edges[i + 1] ?? stream.length);
          if (chunk.length > 0) framer.push(chunk);
          found.push(...read(framer));
        }
        expect(found).toEqual(packets);
      }),
    );
  });

  it('says how a packet begins', () => {
    const framer = new Framer(1000);
    framer.push(Buffer.concat([connect, publish(200)]));
    framer.next();
    expect(framer.next()).toMatchObject({ type: 3, flags: 0b0010, start: 3 });
  });
});

describe('a packet that is refused', () => {
  const faultOf = (bytes: Buffer) => {
    const framer = new Framer(100);
    framer.push(Buffer.concat([connect, bytes]));
    return read(framer).slice(1);
  };

  it.each([
    ['payload at the limit', publish(100).subarray(0, 7), []],
    ['payload above, with QoS 1', publish(101).subarray(0, 7), ['payload of 101 bytes is larger than 100']],
    ['payload above, with QoS 0', publish(101, 0).subarray(0, 7), ['payload of 101 bytes is larger than 100']],
    ['length with a fifth byte', Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]), ['malformed remaining length']],
    ['length not yet complete', Buffer.from([0x30, 0xff, 0xff]), []],
    ['other packet at its limit', Buffer.from([0x82, 0xe4, 0x20]), []],
    ['other packet above', Buffer.from([0x82, 0xe5, 0x20]), ['packet of 4197 bytes is larger than 4196']],
    ['topic longer than the packet', Buffer.from([0x30, 3, 0, 9, 0x61]), ['malformed PUBLISH']],
    ['PUBLISH too short for a topic', Buffer.from([0x30, 1, 0, 0]), ['malformed PUBLISH']],
    ['PUBLISH of nothing', Buffer.from([0x30, 0, 0xc0, 0]), ['malformed PUBLISH']],
    ['PUBLISH of nothing, with nothing behind it', Buffer.from([0x30, 0]), ['malformed PUBLISH']],
    ['PUBLISH of half a length, with nothing behind it', Buffer.from([0x32, 1, 0]), ['malformed PUBLISH']],
  ])('%s', (_name, bytes, faults) => {
    expect(faultOf(bytes)).toEqual(faults);
  });

  it('is refused as the first when it is no CONNECT, before its bytes have come', () => {
    const framer = new Framer(100);
    framer.push(Buffer.from('GET / HTTP'));
    expect(read(framer)).toEqual(['first packet is not a CONNECT']);
  });
});
