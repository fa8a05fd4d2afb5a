import { type AddressInfo, connect, type Socket } from 'node:net';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertSummary } from '../../gateway/contract/alerts.ts';
import type { ObservationView } from '../../gateway/contract/observations.ts';
import { type Admission, createLiveFeed, type LiveFeed } from '../../gateway/live/feed.ts';
import { until } from '../notify/support.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';
import { anAlert, Page } from './page.ts';

let app: FastifyInstance;
let feed: LiveFeed;
let clock: VirtualClock;
let address: string;
let admission: Admission | Error;
let watching: number[];

/** The alerts that are there before the first page comes. */
const atStart: AlertSummary[] = [anAlert('a'), anAlert('b')];

async function start(epoch = 'e1'): Promise<void> {
  feed = createLiveFeed({
    epoch,
    snapshot: () => atStart,
    now: clock.now,
    speed: 60,
    scheduler: clock.wallScheduler,
    publicUrl: 'https://hearthline.example.org',
  });
  watching = [];
  feed.watchingCount$.subscribe((count) => watching.push(count));
  app = Fastify();
  await app.register(websocket);
  await app.register(feed.plugin, {
    admit: async () => {
      if (admission instanceof Error) throw admission;
      return admission;
    },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  address = `ws://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/live`;
}

beforeEach(async () => {
  clock = virtualClock();
  admission = 'welcome';
  await start();
});
afterEach(() => app.close());

const ids = (page: Page) => [...page.alerts.keys()].toSorted();
const types = (page: Page) => page.received.map(({ type }) => type);
/** The feed has had an answer to its ping from this many pages. */
const answered = (count: number) => until(() => expect(watching.at(-1)).toBe(count));

describe('a page that is opened', () => {
  it('gets the snapshot, then every change in order', async () => {
    const page = await new Page(address).connect();
    await until(() => expect(types(page)).toEqual(['snapshot']));
    expect(page.received[0]).toMatchObject({ epoch: 'e1', seq: 0, now: '2026-01-05T08:00:00.000Z', speed: 60 });
    expect(ids(page)).toEqual(['a', 'b']);
    feed.alertChanged(anAlert('c', { severity: 'high' }));
    feed.alertChanged(anAlert('a', { status: 'closed' }));
    await page.upTo(2);
    expect(ids(page)).toEqual(['b', 'c']);
    expect(page.gaps).toEqual([]);
  });

  it('gets the snapshot after a moment when it asks for nothing, and nothing before', async () => {
    const page = await new Page(address).connect({ resume: false });
    await answered(1);
    feed.alertChanged(anAlert('c'));
    clock.advanceBy(249);
    expect(page.received).toEqual([]);
    clock.advanceBy(1);
    await page.upTo(1);
    expect(types(page)).toEqual(['snapshot']);
    expect(ids(page)).toEqual(['a', 'b', 'c']);
  });

  it('hears a heartbeat every 5 s that does not count', async () => {
    const page = await new Page(address).connect();
    await page.upTo(0);
    await until(() => expect(types(page)).toEqual(['snapshot']));
    clock.advanceBy(4_999);
    feed.alertChanged(anAlert('c'));
    clock.advanceBy(1);
    await until(() => expect(types(page)).toEqual(['snapshot', 'alert', 'heartbeat']));
    expect(page.received[2]).toMatchObject({ epoch: 'e1', seq: 1, now: '2026-01-05T08:00:05.000Z', speed: 60, attended: 0 });
    expect(page.gaps).toEqual([]);
  });

  it('hears with each heartbeat at how many pages somebody is', async () => {
    const pages = [await new Page(address).connect(), await new Page(address).connect()];
    await answered(2);
    pages[0]!.say({ type: 'attention', attentive: true });
    pages[1]!.say({ type: 'attention', attentive: false });
    await until(() => expect(feed.isAttended()).toBe(true));
    clock.advanceBy(5_000);
    await until(() => expect(pages[1]!.received.at(-1)).toMatchObject({ type: 'heartbeat', attended: 1 }));
  });
});

describe('a page that comes back', () => {
  it('gets what it missed, and no snapshot', async () => {
    const page = await new Page(address).connect();
    await until(() => expect(ids(page)).toEqual(['a', 'b']));
    await page.cut();
    feed.alertChanged(anAlert('c'));
    feed.alertChanged(anAlert('b', { status: 'closed' }));
    await page.connect();
    await page.upTo(2);
    expect(types(page)).toEqual(['snapshot', 'alert', 'alert']);
    expect(ids(page)).toEqual(['a', 'c']);
    expect(page.gaps).toEqual([]);
  });

  it('gets a snapshot when it missed more than is kept', async () => {
    const page = await new Page(address).connect();
    await until(() => expect(types(page)).toEqual(['snapshot']));
    await page.cut();
    for (let n = 1; n <= 10_001; n++) feed.alertChanged(anAlert(`n${n % 5}`, { version: n }));
    await page.connect();
    await page.upTo(10_001);
    expect(types(page)).toEqual(['snapshot', 'snapshot']);
    expect(page.alerts.get('n1')?.version).toBe(10_001);
  });

  it('gets a snapshot from another process', async () => {
    const page = await new Page(address).connect();
    feed.alertChanged(anAlert('c'));
    await page.upTo(1);
    await app.close();
    await start('e2');
    const again = new Page(address);
    Object.assign(again, { epoch: page.epoch, seq: page.seq });
    await again.connect();
    await until(() => expect(again.epoch).toBe('e2'));
    expect(types(again)).toEqual(['snapshot']);
    expect(ids(again)).toEqual(['a', 'b']);
  });

  it('may ask again at any time, when it has noticed a gap itself', async () => {
    const page = await new Page(address).connect();
    for (const id of ['c', 'd', 'e']) feed.alertChanged(anAlert(id));
    await page.upTo(3);
    page.seq = 1;
    page.say({ type: 'resume', epoch: 'e1', seq: 1 });
    await page.upTo(3);
    expect(page.gaps).toEqual([]);
    expect(types(page).filter((type) => type === 'alert').length).toBeGreaterThanOrEqual(2);
  });

  it('shows what the server has after a hundred cuts at random', async () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const truth = new Map(atStart.map((alert) => [alert.id, alert]));
    let seq = 0;
    const change = () => {
      seq += 1;
      const alert = anAlert(`r${random(30)}`, { version: seq, status: random(4) === 0 ? 'closed' : 'open' });
      if (alert.status === 'closed') truth.delete(alert.id);
      else truth.set(alert.id, alert);
      feed.alertChanged(alert);
    };
    const page = new Page(address);
    for (let cut = 0; cut < 100; cut++) {
      await page.connect();
      for (let n = random(12); n > 0; n--) change();
      if (random(2) === 0) await page.upTo(seq);
      const cutting = page.cut();
      for (let n = random(6); n > 0; n--) change();
      await cutting;
    }
    await page.connect();
    await page.upTo(seq);
    const sorted = (alerts: Map<string, AlertSummary>) => [...alerts.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(sorted(page.alerts)).toEqual(sorted(truth));
    expect(page.gaps).toEqual([]);
  });
});

describe('readings', () => {
  const view: ObservationView = {
    source: 'k-fridge',
    sourceName: 'Fridge',
    key: 'k1',
    kind: 'contact',
    label: 'Door or lid',
    value: 'open',
    unit: null,
    observedAt: '2026-01-05T08:00:00.000Z',
    receivedAt: '2026-01-05T08:00:00.000Z',
    provenance: 'device',
    snapshot: false,
  };

  it('go only to pages that look at the patient, while they look', async () => {
    const [page, other] = [await new Page(address).connect(), await new Page(address).connect()];
    page.say({ type: 'watch-patient', patientId: 'p-1' });
    other.say({ type: 'watch-patient', patientId: 'p-2' });
    await until(() => expect([feed.isPatientWatched('p-1'), feed.isPatientWatched('p-2')]).toEqual([true, true]));
    feed.observed('p-1', [view]);
    await until(() => expect(page.received.at(-1)).toEqual({ type: 'observations', patientId: 'p-1', observations: [view] }));
    page.say({ type: 'watch-patient', patientId: null });
    await until(() => expect(feed.isPatientWatched('p-1')).toBe(false));
    feed.observed('p-1', [view]);
    feed.alertChanged(anAlert('c'));
    for (const one of [page, other]) await one.upTo(1);
    expect(types(page).filter((type) => type === 'observations')).toHaveLength(1);
    expect(types(other)).not.toContain('observations');
    await other.cut();
    await until(() => expect(feed.isPatientWatched('p-2')).toBe(false));
  });
});

describe('what devices of a patient were asked', () => {
  it('stands otherwise: told to the pages that look at this patient, outside the sequence', async () => {
    const [page, other] = [await new Page(address).connect(), await new Page(address).connect()];
    page.say({ type: 'watch-patient', patientId: 'p-1' });
    await until(() => expect(feed.isPatientWatched('p-1')).toBe(true));
    feed.commandsChanged('p-1');
    await until(() => expect(page.received.at(-1)).toEqual({ type: 'commands', patientId: 'p-1' }));
    feed.alertChanged(anAlert('c'));
    for (const one of [page, other]) await one.upTo(1);
    expect(types(other)).not.toContain('commands');
  });
});

describe('messages with the team', () => {
  it('stand otherwise: told to every page, outside the sequence and without their words', async () => {
    const [page, other] = [await new Page(address).connect(), await new Page(address).connect()];
    for (const one of [page, other]) await until(() => expect(types(one)).toContain('snapshot'));
    feed.messagesChanged('p-1');
    for (const one of [page, other]) await until(() => expect(one.received.at(-1)).toEqual({ type: 'messages', patientId: 'p-1' }));
  });
});

describe('who may watch', () => {
  it.each([
    ['signed-out', 4401],
    ['forbidden', 4403],
  ] as const)('%s: the socket is closed with %d', async (refused, code) => {
    admission = refused;
    const page = await new Page(address).connect({ resume: false });
    await until(() => expect(page.closed?.code).toBe(code));
    expect(page.received).toEqual([]);
  });

  it.each([
    ['of another origin', 'https://evil.example', false],
    ['that names itself null', 'null', false],
    ['of the public address', 'https://hearthline.example.org', true],
  ])('a page %s', async (_, origin, welcome) => {
    const connecting = new Page(address, { origin }).connect();
    if (welcome) await connecting;
    else await expect(connecting).rejects.toThrow('403');
  });

  it('a page of the host that it calls, whatever it is called', async () => {
    await new Page(address, { origin: address.replace('ws:', 'http:').replace('/api/live', '') }).connect();
  });

  it('is refused for now while sessions cannot be read', async () => {
    admission = new Error('the database is away');
    await expect(new Page(address).connect()).rejects.toThrow('500');
  });

  it('ends with the session, but not with the database', async () => {
    const page = await new Page(address).connect();
    await answered(1);
    admission = new Error('the database is away');
    for (let n = 0; n < 6; n++) {
      clock.advanceBy(5_000);
      await until(() => expect(types(page).filter((type) => type === 'heartbeat')).toHaveLength(n + 1));
    }
    expect(page.closed).toBeNull();
    admission = 'signed-out';
    for (let n = 6; n < 12 && !page.closed; n++) {
      clock.advanceBy(5_000);
      await until(() => expect(page.closed !== null || types(page).filter((type) => type === 'heartbeat').length === n + 1).toBe(true));
    }
    await until(() => expect(page.closed?.code).toBe(4401));
  });

  it.each([
    ['no JSON', 'hello', 1008],
    ['another message', '{"type":"close-all-alerts"}', 1008],
    ['a long message', JSON.stringify({ type: 'watch-patient', patientId: 'x'.repeat(5_000) }), 1009],
    ['bytes', Buffer.from([1, 2, 3]), 1008],
  ])('a page that sends %s is shown out', async (_, message, code) => {
    const page = await new Page(address).connect();
    page.socket.send(message);
    await until(() => expect(page.closed?.code).toBe(code));
  });
});

describe('whether anybody watches', () => {
  it('counts pages that answer pings, and no others', async () => {
    expect(feed.isWatched()).toBe(false);
    const page = await new Page(address).connect();
    await answered(1);
    expect(feed.isWatched()).toBe(true);
    const second = await new Page(address).connect();
    await answered(2);
    await second.cut();
    await answered(1);
    await page.cut();
    await answered(0);
    expect(feed.isWatched()).toBe(false);
  });

  it('ends 15 s after the last answer, and the socket is dropped after 30', async () => {
    const sleeper = await openWithoutReading();
    await answered(0);
    const page = await new Page(address).connect();
    await answered(1);
    // From here on the page, too, is asleep: its machine answers nothing.
    page.socket.pause();
    clock.advanceBy(15_000);
    expect(feed.isWatched()).toBe(true);
    clock.advanceBy(1);
    expect(feed.isWatched()).toBe(false);
    clock.advanceBy(4_999);
    expect(watching.at(-1)).toBe(0);
    const gone = new Promise((resolve) => sleeper.on('close', resolve));
    clock.advanceBy(15_000);
    sleeper.resume();
    await gone;
  });
});

/** A raw socket that shakes hands, says `resume` and reads nothing more. */
async function openWithoutReading(): Promise<Socket> {
  const { hostname, port, pathname } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  // A masked text frame, with a mask of zeros.
  const text = Buffer.from(JSON.stringify({ type: 'resume', epoch: null, seq: 0 }));
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]));
  return socket;
}

describe('a page that does not keep up', () => {
  it('is held back with bounded memory, and gets a snapshot when it reads again', async () => {
    const page = await new Page(address).connect();
    await until(() => expect(types(page)).toEqual(['snapshot']));
    page.socket.pause();
    const long = 'x'.repeat(20_000);
    const server = [...app.websocketServer.clients][0]!;
    let most = 0;
    for (let n = 1; n <= 2_000; n++) {
      feed.alertChanged(anAlert(`n${n % 10}`, { version: n, reason: long }));
      most = Math.max(most, server.bufferedAmount);
      if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(most).toBeGreaterThan(500_000);
    expect(most).toBeLessThan(1_100_000);
    page.socket.resume();
    await page.upTo(2_000);
    expect(types(page).at(-1)).toBe('snapshot');
    expect(page.gaps).toEqual([]);
    expect(page.alerts.get('n0')?.version).toBe(2_000);
    feed.alertChanged(anAlert('last'));
    await page.upTo(2_001);
  });
});
