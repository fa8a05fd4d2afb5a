import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webhookKey } from '../../gateway/identity/webhook-key.ts';
import { createWebhookChannel } from '../../gateway/notify/channel-webhook.ts';
import { DeliveryError } from '../../gateway/notify/delivery-error.ts';
import type { Notifier } from '../../gateway/notify/notifier.ts';
import { reachable } from '../../gateway/own-network.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { aNotification, build, commit, freePort, recordingFates, untilRetry, untilStatus } from './support.ts';

const secret = 'server-secret-of-the-test';
const key = webhookKey(secret, 1);
const now = () => Date.UTC(2026, 0, 5, 8, 0);
const link = () => 'https://hearthline.example.org/a/token';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let receiver: Server;
let url: string;
let answers: number[];
let received: Received[];

beforeEach(async () => {
  answers = [];
  received = [];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const status = answers.shift() ?? 204;
      // 0: say nothing and hang up.
      if (status === 0) request.socket.destroy();
      else response.writeHead(status, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

const toHook = () => aNotification({ channel: { kind: 'webhook', address: url } });
const channel = (networks = ['127.0.0.1']) => createWebhookChannel({ key, now, link, mayReach: reachable(networks) });

/** How a receiver checks where a message comes from. */
function isGenuine({ headers, body }: Received, withKey: string): boolean {
  const match = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['hearthline-signature'] as string);
  const expected = createHmac('sha256', withKey).update(`${match?.[1]}.${body}`).digest();
  return match !== null && timingSafeEqual(Buffer.from(match[2] as string, 'hex'), expected);
}

describe('webhook', () => {
  it('posts the notification, signed, and counts 2xx as delivered', async () => {
    const one = toHook();
    expect(await channel().send(one, { repeat: true })).toEqual({ fate: 'delivered', detail: 'answered 204' });
    const [got] = received as [Received];
    expect(got.headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': one.id });
    expect(JSON.parse(got.body)).toEqual({
      id: one.id,
      alertId: 'alert-1',
      purpose: 'escalation',
      severity: 'moderate',
      recipient: { kind: 'contact', id: 'c-1', name: 'Maureen' },
      subject: one.subject,
      body: one.body,
      link: link(),
      repeat: true,
      createdAt: '2026-01-05T08:00:00.000Z',
      expiresAt: '2026-01-12T08:00:00.000Z',
    });
    expect(got.headers['hearthline-signature']).toMatch(new RegExp(`^t=${now() / 1_000},`));
    expect(isGenuine(got, key)).toBe(true);
  });

  it('has a signature that no other key and no other body fits', async () => {
    await channel().send(toHook(), { repeat: false });
    const [got] = received as [Received];
    expect(isGenuine(got, secret)).toBe(false);
    expect(isGenuine({ ...got, body: got.body.replace('Maureen', 'Mallory') }, key)).toBe(false);
    expect(
      isGenuine({ ...got, headers: { 'hearthline-signature': `${got.headers['hearthline-signature']}`.replace(/t=\d/, 't=2') } }, key),
    ).toBe(false);
  });

  it.each([
    [302, true],
    [400, true],
    [401, true],
    [404, true],
    [408, false],
    [429, false],
    [500, false],
    [503, false],
  ])('an answer of %d fails; for good: %s', async (status, permanent) => {
    answers = [status];
    const error: unknown = await channel()
      .send(toHook(), { repeat: false })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(error).toMatchObject({ message: `refused with ${status}`, permanent, ambiguous: false });
    expect(received).toHaveLength(1);
  });

  it('knows a receiver that is not there from one that hung up in the middle', async () => {
    answers = [0];
    const hungUp = channel().send(toHook(), { repeat: false });
    await expect(hungUp).rejects.toMatchObject({ permanent: false, ambiguous: true });
    const nowhere = aNotification({ channel: { kind: 'webhook', address: `http://127.0.0.1:${await freePort()}/hook` } });
    const absent = channel().send(nowhere, { repeat: false });
    await expect(absent).rejects.toMatchObject({ message: 'no connection (ECONNREFUSED)', permanent: false, ambiguous: false });
  });
});

describe('a webhook into our own network', () => {
  const to = (host: string) =>
    aNotification({ channel: { kind: 'webhook', address: `http://${host}:${(receiver.address() as AddressInfo).port}/` } });

  it.each(['127.0.0.1', '2130706433', '0x7f.1', 'localhost', '[::ffff:127.0.0.1]'])(
    'reaches nothing as %s, and is not tried again',
    async (host) => {
      await expect(channel([]).send(to(host), { repeat: false })).rejects.toMatchObject({
        message: expect.stringContaining('HEARTHLINE_WEBHOOK_NETWORKS'),
        permanent: true,
      });
      expect(received).toEqual([]);
    },
  );

  it.each(['127.0.0.1', 'localhost'])('reaches %s where the operator allows its address', async (host) => {
    await channel(['127.0.0.0/8']).send(to(host), { repeat: false });
    expect(received).toHaveLength(1);
    await expect(channel(['10.0.0.0/8']).send(to(host), { repeat: false })).rejects.toThrow(DeliveryError);
  });
});

describe('webhook behind the outbox', () => {
  let database: FreshDatabase;
  let notifier: Notifier;
  afterEach(async () => {
    await notifier.close();
    await database.drop();
  });

  it('is tried again with the same idempotency key until the receiver takes it', async () => {
    database = await freshDatabase();
    const clock = virtualClock();
    const fates = recordingFates();
    ({ notifier } = build(database.pool, { adapters: [channel()], fateSink: fates.sink, clock }));
    answers = [503, 0, 200];
    const one = toHook();
    await commit(database.pool, one);
    notifier.enqueue([one]);
    await untilRetry(database.pool, one.id, 1);
    clock.advanceBy(10_000);
    await untilRetry(database.pool, one.id, 2);
    clock.advanceBy(40_000);
    await untilStatus(database.pool, one.id, 'delivered');
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual([one.id, one.id, one.id]);
    expect(received.map(({ body }) => (JSON.parse(body) as { repeat: boolean }).repeat)).toEqual([false, false, true]);
    expect(fates.told).toEqual([{ id: one.id, fate: 'delivered', detail: 'answered 200, as a repeat' }]);
  });
});
