import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageAnswer } from '../../gateway/scaip/sip-endpoint.ts';
import { listenSip, type SipListener } from '../../gateway/scaip/sip-listener.ts';
import type { SipRequest } from '../../gateway/scaip/sip-message.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let listener: SipListener;
let udp: Socket;
/** What has come back over UDP. */
let came: string[];
let received: SipRequest[];
let answer: () => Promise<MessageAnswer>;

beforeEach(async () => {
  clock = virtualClock();
  [came, received] = [[], []];
  answer = () => Promise.resolve({ status: 200, reason: 'OK' });
  listener = await listenSip({
    host: '127.0.0.1',
    port: 0,
    scheduler: clock.wallScheduler,
    log: pino({ level: 'silent' }),
    receive: (request) => {
      received.push(request);
      return answer();
    },
  });
  udp = createSocket('udp4');
  udp.on('message', (bytes) => came.push(bytes.toString()));
  udp.connect(listener.port, '127.0.0.1');
  await once(udp, 'connect');
});
afterEach(async () => {
  udp.close();
  await listener.close();
});

interface Changes {
  readonly method?: string;
  readonly branch?: string;
  readonly via?: string;
  readonly more?: readonly string[];
  readonly body?: string;
  readonly callId?: string;
}
function request({ method = 'MESSAGE', branch = 'z9hG4bK1', via, more = [], body = '', callId = 'c' }: Changes = {}): string {
  const head = [
    `${method} sip:alarm@127.0.0.1 SIP/2.0`,
    via ?? `Via: SIP/2.0/UDP 127.0.0.1:${udp.address().port};rport;branch=${branch}`,
    'From: <sip:4711@127.0.0.1>;tag=1',
    'To: <sip:alarm@127.0.0.1>',
    `Call-ID: ${callId}`,
    `CSeq: 1 ${method}`,
    ...more,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
const status = (text: string): string => text.split('\r\n')[0]!;
const header = (text: string, name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]?.trim();
const untilCame = (count: number) => expect.poll(() => came.length, { timeout: 10_000, interval: 5 }).toBe(count);

/** Everything sent before has been dealt with: OPTIONS is answered at once. */
async function settled(): Promise<void> {
  const others = came.filter((text) => !text.includes('CSeq: 1 OPTIONS')).length;
  const callId = `probe-${came.length}`;
  udp.send(request({ method: 'OPTIONS', callId }));
  await expect.poll(() => came.some((text) => text.includes(callId)), { timeout: 10_000, interval: 5 }).toBe(true);
  came = came.filter((text) => !text.includes('CSeq: 1 OPTIONS'));
  expect(came.length).toBeGreaterThanOrEqual(others);
}

describe('a MESSAGE over UDP', () => {
  it('is answered where it came from, with what belongs to it', async () => {
    udp.send(request());
    await untilCame(1);
    const [text = ''] = came;
    expect(status(text)).toBe('SIP/2.0 200 OK');
    expect(header(text, 'Via')).toBe(
      `SIP/2.0/UDP 127.0.0.1:${udp.address().port};rport=${udp.address().port};branch=z9hG4bK1;received=127.0.0.1`,
    );
    expect(header(text, 'From')).toBe('<sip:4711@127.0.0.1>;tag=1');
    expect(header(text, 'To')).toMatch(/^<sip:alarm@127\.0\.0\.1>;tag=\w+$/);
    expect([header(text, 'Call-ID'), header(text, 'CSeq'), header(text, 'Content-Length')]).toEqual(['c', '1 MESSAGE', '0']);
  });

  it('that is repeated is received once, and gets the same answer', async () => {
    udp.send(request());
    udp.send(request());
    await untilCame(2);
    udp.send(request());
    await untilCame(3);
    expect(new Set(came).size).toBe(1);
    expect(received).toHaveLength(1);
  });

  it('that is repeated before there is an answer waits for it, and is received once', async () => {
    let judged: (answer: MessageAnswer) => void = () => undefined;
    answer = () => new Promise((resolve) => (judged = resolve));
    udp.send(request());
    udp.send(request());
    await settled();
    expect(came).toEqual([]);
    expect(received).toHaveLength(1);
    judged({ status: 200, reason: 'OK' });
    await untilCame(1);
  });

  it('is new after 32 seconds, and with another body although its branch is the same', async () => {
    udp.send(request());
    await untilCame(1);
    udp.send(request({ body: 'x' }));
    await untilCame(2);
    clock.advanceBy(31_999);
    udp.send(request());
    await untilCame(3);
    expect(received).toHaveLength(2);
    clock.advanceBy(1);
    udp.send(request());
    await untilCame(4);
    expect(received).toHaveLength(3);
  });

  it('is answered with 500 when it could not be dealt with, and may come again', async () => {
    answer = () => Promise.reject(new Error('not stored'));
    udp.send(request());
    await untilCame(1);
    expect(status(came[0]!)).toBe('SIP/2.0 500 Server Internal Error');
    answer = () => Promise.resolve({ status: 200, reason: 'OK' });
    udp.send(request());
    await untilCame(2);
    expect(status(came[1]!)).toBe('SIP/2.0 200 OK');
  });
});

describe('the message that follows', () => {
  const followedBy = { type: 'application/scaip+xml', body: '<mrs/>' };
  const messages = () => came.filter((text) => text.startsWith('MESSAGE '));
  beforeEach(() => {
    answer = () => Promise.resolve({ status: 200, reason: 'OK', followedBy });
  });

  it('goes to the unit, and is repeated after 0.5, 1, 2, 4, 4 … seconds until it is taken', async () => {
    udp.send(request());
    await untilCame(2);
    expect(status(messages()[0]!)).toBe('MESSAGE sip:4711@127.0.0.1 SIP/2.0');
    expect(messages()[0]).toMatch(/\r\n\r\n<mrs\/>$/);
    for (const [waitMs, sofar] of [
      [500, 2],
      [1_000, 3],
      [2_000, 4],
      [4_000, 5],
      [4_000, 6],
    ] as const) {
      clock.advanceBy(waitMs - 1);
      await settled();
      expect(messages()).toHaveLength(sofar - 1);
      clock.advanceBy(1);
      await expect.poll(() => messages().length, { timeout: 10_000, interval: 5 }).toBe(sofar);
    }
    expect(new Set(messages()).size).toBe(1);
    const taken = messages()[0]!;
    udp.send(
      `SIP/2.0 200 OK\r\n${['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${header(taken, name)}`).join('\r\n')}\r\n\r\n`,
    );
    await settled();
    clock.advanceBy(20_000);
    await settled();
    expect(messages()).toHaveLength(6);
  });

  it('is given up after 32 seconds', async () => {
    udp.send(request());
    await untilCame(2);
    clock.advanceBy(32_000);
    await settled();
    const sofar = messages().length;
    clock.advanceBy(60_000);
    await settled();
    expect(messages()).toHaveLength(sofar);
  });
});

describe('anything else', () => {
  it.each<[string, () => string, string]>([
    ['OPTIONS', () => request({ method: 'OPTIONS' }), 'SIP/2.0 200 OK'],
    ['REGISTER', () => request({ method: 'REGISTER' }), 'SIP/2.0 405 Method Not Allowed'],
    ['INVITE', () => request({ method: 'INVITE' }), 'SIP/2.0 405 Method Not Allowed'],
    ['CANCEL', () => request({ method: 'CANCEL' }), 'SIP/2.0 481 Call/Transaction Does Not Exist'],
    ['an extension that is required', () => request({ more: ['Require: 100rel'] }), 'SIP/2.0 420 Bad Extension'],
    ['another version', () => request().replace('127.0.0.1 SIP/2.0', '127.0.0.1 SIP/7.0'), 'SIP/2.0 505 Version Not Supported'],
    ['a CSeq of another method', () => request().replace('CSeq: 1 MESSAGE', 'CSeq: 1 INVITE'), 'SIP/2.0 400 Bad Request'],
    ['a length that does not fit', () => request().replace('Length: 0', 'Length: 9'), 'SIP/2.0 400 Bad Request'],
    ['a message that is too long', () => request({ body: 'x'.repeat(20_000) }), 'SIP/2.0 513 Message Too Large'],
  ])('%s is answered by a status of its own', async (_name, text, expected) => {
    udp.send(text());
    await untilCame(1);
    expect(status(came[0]!)).toBe(expected);
    expect(received).toEqual([]);
  });

  it.each<[string, () => string | Buffer]>([
    ['an ACK', () => request({ method: 'ACK' })],
    ['an answer to nothing', () => `SIP/2.0 200 OK\r\n${request().split('\r\n').slice(1).join('\r\n')}`],
    ['a request without a way back', () => request({ via: 'Via: nowhere' })],
    ['no SIP', () => 'hello'],
    ['empty lines', () => '\r\n\r\n'],
    ['zeros', () => Buffer.alloc(4)],
  ])('%s is answered by nothing', async (_name, text) => {
    udp.send(text());
    await settled();
    expect(came).toEqual([]);
    expect(received).toEqual([]);
  });
});

describe('over TCP', () => {
  it('several messages in pieces are answered, a ping too; nonsense ends the connection', async () => {
    const socket = connect(listener.port, '127.0.0.1');
    await once(socket, 'connect');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const sent = request({ callId: 'one' }) + request({ callId: 'two' });
    socket.write(sent.slice(0, 50));
    socket.write(sent.slice(50));
    socket.write('\r\n\r\n');
    await expect.poll(() => text.match(/^SIP\/2\.0 200 OK/gm)?.length, { timeout: 10_000 }).toBe(2);
    await expect.poll(() => text.includes('\r\n\r\n\r\n') || text.startsWith('\r\n'), { timeout: 10_000 }).toBe(true);
    expect(received.map(({ headers }) => headers.get('call-id')?.[0])).toEqual(['one', 'two']);
    const closed = once(socket, 'close');
    socket.write(request().replace(/Content-Length.*\r\n/, ''));
    await closed;
    expect(text).toContain('SIP/2.0 400 Bad Request');
  });
});

describe('a port that is taken', () => {
  it('is refused with a sentence that names the setting', async () => {
    const { port } = listener;
    const options = { host: '127.0.0.1', scheduler: clock.wallScheduler, log: pino({ level: 'silent' }), receive: () => answer() };
    await expect(listenSip({ ...options, port })).rejects.toThrow(
      `Alarm receiving: another program already listens on 127.0.0.1:${port}; choose another port with HEARTHLINE_SCAIP_PORT`,
    );
  });
});
