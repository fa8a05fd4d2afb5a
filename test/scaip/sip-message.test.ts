import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSip, type SipMessage, writeSip } from '../../gateway/scaip/sip-message.ts';
import { addressOf, answerPort, topVia, wrongIn } from '../../gateway/scaip/sip-values.ts';

const head = {
  Via: 'SIP/2.0/UDP 10.0.0.7:5070;rport;branch=z9hG4bK74bf9',
  'Max-Forwards': '70',
  From: '"Unit" <sip:7710042@10.0.0.7>;tag=49583',
  To: '<sip:alarm@centre.example>',
  'Call-ID': 'asd88asd77a@10.0.0.7',
  CSeq: '1 MESSAGE',
  'Content-Type': 'application/scaip+xml',
};
const headersBut = (changed: Record<string, string | null> = {}) =>
  Object.entries({ ...head, ...changed }).filter((one): one is [string, string] => one[1] !== null);
const message = (changed: Record<string, string | null> = {}, body = '<mrq/>', start = 'MESSAGE sip:alarm@centre.example SIP/2.0') =>
  writeSip(start, headersBut(changed), body);

/** One word for what became of it. */
function outcome(parsed: SipMessage): string {
  if (parsed.type === 'fault') return `${parsed.status} ${parsed.reason}`;
  if (parsed.type === 'response') return `response ${parsed.status}`;
  return wrongIn(parsed) ?? `${parsed.method} ${parsed.body.toString()}`;
}

describe('a SIP message', () => {
  it.each<[string, Buffer, string]>([
    ['a whole one', message(), 'MESSAGE <mrq/>'],
    ['a response', message({}, '', 'SIP/2.0 200 OK'), 'response 200'],
    [
      'short names',
      Buffer.from(message().toString().replace('Via:', 'v :').replace('From:', 'F:').replace('Call-ID', 'i')),
      'MESSAGE <mrq/>',
    ],
    ['a folded line', message({ Subject: 'one\r\n  two' }), 'MESSAGE <mrq/>'],
    ['bytes behind the body of a datagram', Buffer.concat([message(), Buffer.from('rest')]), 'MESSAGE <mrq/>'],
    [
      'no Content-Length in a datagram',
      Buffer.from(
        message()
          .toString()
          .replace(/Content-Length: 6\r\n/, ''),
      ),
      'MESSAGE <mrq/>',
    ],
    ['a body shorter than said', message().subarray(0, -1), '400 content-length does not fit the body'],
    ['a length that is no number', Buffer.from(message().toString().replace(': 6', ': six')), '400 content-length does not fit the body'],
    ['no end of the header fields', Buffer.from('MESSAGE sip:a@b SIP/2.0\r\nVia: x\r\n'), '400 no empty line after the header fields'],
    ['another version', message({}, '', 'MESSAGE sip:a@b SIP/3.0'), '505 only SIP/2.0 is spoken here'],
    ['HTTP', message({}, '', 'GET / HTTP/1.1'), '400 the first line is no request'],
    ['no Via', message({ Via: null }), '400 via is missing'],
    ['no Call-ID', message({ 'Call-ID': null }), '400 call-id is missing'],
    ['two From', Buffer.from(message().toString().replace('To:', 'f: <sip:1@h>\r\nTo:')), '400 from stands there twice'],
    ['a Via that is none', message({ Via: 'HTTP/1.1 proxy' }), 'via cannot be read'],
    ['a CSeq of another method', message({ CSeq: '1 INVITE' }), 'cseq names another method'],
    ['a CSeq without a number', message({ CSeq: 'MESSAGE' }), 'cseq cannot be read'],
    ['a From that is a telephone number', message({ From: '<tel:+44123>;tag=1' }), 'from is no SIP address'],
    ['a control character', message({ Subject: 'a\0b' }), '400 a control character in a header field'],
    ['header fields without end', message({ Subject: 'x'.repeat(9_000) }), '400 more than 8192 bytes of header fields'],
    [
      'seventy header fields',
      Buffer.from(
        message()
          .toString()
          .replace('To:', `${'X-A: b\r\n'.repeat(70)}To:`),
      ),
      '400 more than 64 header fields',
    ],
    ['a line without a colon', Buffer.from(message().toString().replace('To:', 'nonsense\r\nTo:')), '400 a line that is no header field'],
    [
      'header fields that are not UTF-8',
      Buffer.from(message({ Subject: 'é' }).toString(), 'latin1'),
      '400 the header fields are not UTF-8',
    ],
  ])('%s', (_name, bytes, expected) => {
    expect(outcome(parseSip(bytes))).toBe(expected);
  });

  it('is read back as it was written, whatever stands in it', () => {
    const value = fc.stringMatching(/^[!-~]([ -~é]{0,30}[!-~])?$/);
    fc.assert(
      fc.property(value, fc.string({ maxLength: 200 }), (subject, body) => {
        const read = parseSip(message({ Subject: subject }, body.toWellFormed()));
        expect(read).toMatchObject({ type: 'request', method: 'MESSAGE', uri: 'sip:alarm@centre.example' });
        if (read.type !== 'request') return;
        expect(read.headers.get('subject')).toEqual([subject]);
        expect(read.body.toString()).toBe(body.toWellFormed());
      }),
    );
  });

  it('never throws, whatever comes', () => {
    const anything = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
    const damaged = fc.tuple(fc.nat(message().length - 1), fc.nat(255)).map(([at, byte]) => {
      const bytes = Buffer.from(message());
      bytes[at] = byte;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(anything, damaged), (bytes) => {
        expect(outcome(parseSip(bytes))).toMatch(/\S/);
      }),
    );
  });
});

describe('values of header fields', () => {
  it.each([
    ['"Unit, \\"2\\"" <sip:7710042@10.0.0.7;transport=udp>;tag=a', { user: '7710042', tag: 'a' }],
    ['<sip:10.0.0.7>', { user: '', tag: null }],
    ['sip:7710042@h;tag=b', { user: '7710042', tag: 'b' }],
    ['<sip:%2B4612@[::1]:5070>', { user: '+4612', tag: null }],
    ['<sip:%zz@h>', null],
    ['<sip:a b@h>', null],
    ['nobody', null],
  ])('the address %s', (text, expected) => {
    if (expected === null) expect(addressOf(text)).toBeNull();
    else expect(addressOf(text)).toMatchObject(expected);
  });

  it('answers go to the address from which the message came, to the port that was asked for', () => {
    const peer = { transport: 'UDP', address: '10.0.0.7', port: 40_000 } as const;
    const via = (text: string) => topVia(new Map([['via', [text]]]));
    expect(answerPort(via('SIP/2.0/UDP 1.2.3.4:5070;rport;branch=z9hG4bK1'), peer)).toBe(40_000);
    expect(answerPort(via('SIP/2.0/UDP 1.2.3.4:5070;branch=z9hG4bK1, SIP/2.0/UDP other'), peer)).toBe(5_070);
    expect(answerPort(via('SIP/2.0/UDP 1.2.3.4;branch=z9hG4bK1'), peer)).toBe(5_060);
    expect(answerPort(via('SIP/2.0/TCP 1.2.3.4:5070;branch=z9hG4bK1'), { ...peer, transport: 'TCP' })).toBe(40_000);
  });
});
