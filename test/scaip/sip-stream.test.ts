import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeSip } from '../../gateway/scaip/sip-message.ts';
import { SipStream, type StreamPart } from '../../gateway/scaip/sip-stream.ts';

const message = (body: string) =>
  writeSip(
    'MESSAGE sip:alarm@h SIP/2.0',
    [
      ['Via', 'SIP/2.0/TCP h;branch=z9hG4bK1'],
      ['From', '<sip:1@h>;tag=1'],
      ['To', '<sip:alarm@h>'],
      ['Call-ID', 'c'],
      ['CSeq', '1 MESSAGE'],
    ],
    body,
  );
const short = (part: StreamPart): string =>
  part.type === 'request' ? part.body.toString() : part.type === 'fault' ? `fault: ${part.reason}` : part.type;

describe('a stream of SIP messages', () => {
  it('is cut at the same places however it comes in', () => {
    const sent = Buffer.concat([message('one'), Buffer.from('\r\n\r\n'), message(''), message('<mrq>é</mrq>')]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 30 }), (sizes) => {
        const stream = new SipStream(4_096);
        const parts: string[] = [];
        for (let at = 0, i = 0; at < sent.length; i++) {
          const size = sizes[i % sizes.length]!;
          parts.push(...stream.push(sent.subarray(at, at + size)).map(short));
          at += size;
        }
        expect(parts).toEqual(['one', 'ping', '', '<mrq>é</mrq>']);
      }),
    );
  });

  it.each([
    [
      'without a length',
      Buffer.from(
        message('x')
          .toString()
          .replace(/Content-Length: 1\r\n/, ''),
      ),
      'content-length is missing',
    ],
    [
      'with a length that is no number',
      Buffer.from(message('x').toString().replace(': 1\r\n\r\n', ': -1\r\n\r\n')),
      'content-length is no number',
    ],
    ['with a body that is too long', message('x'.repeat(5_000)), 'is longer than a message may be'],
    [
      'with header fields without end',
      Buffer.from(`MESSAGE sip:a@b SIP/2.0\r\n${'X: y\r\n'.repeat(900)}`),
      'is longer than a message may be',
    ],
  ])('is broken by a message %s, and takes nothing after it', (_name, bytes, reason) => {
    const stream = new SipStream(4_096);
    expect(stream.push(bytes).map(short)).toEqual([`fault: ${reason}`]);
    expect(stream.broken).toBe(true);
    expect(stream.push(message('more'))).toEqual([]);
  });
});
