import { createServer } from 'node:net';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readingId, readingPayload } from '../../device-sim/load/payload.ts';
import { runLoadProcess } from '../../device-sim/load/process.ts';
import { type LoadClient, runLoad } from '../../device-sim/load.ts';
import { type Mosquitto, startMosquitto } from './mosquitto.ts';

const clients = (count: number, prefix: string): LoadClient[] =>
  Array.from({ length: count }, (_, i) => ({ clientId: `${prefix}-${i}`, topic: `hearthline/v1/${prefix}-${i}/observations` }));
const motion = (run: string) => readingPayload({ run, kind: 'motion', value: true });

describe('load against Mosquitto', () => {
  let broker: Mosquitto;
  beforeAll(async () => {
    broker = await startMosquitto();
  });
  afterAll(() => broker.stop());

  it('has every publish acknowledged once, and the broker passes on exactly those', async () => {
    const seen = new Map<string, number>();
    const all = Promise.withResolvers<void>();
    const listener = await connectAsync(broker.url);
    await listener.subscribeAsync('hearthline/v1/+/observations', { qos: 1 });
    listener.on('message', (_topic, payload) => {
      const id = JSON.parse(payload.toString()).id as string;
      seen.set(id, (seen.get(id) ?? 0) + 1);
      if (seen.size === 5_003) all.resolve();
    });
    const acknowledged = new Set<string>();
    const report = await runLoad({
      port: broker.port,
      clients: clients(7, 'exact'),
      inFlight: 20,
      count: 5_003,
      payload: motion('exact'),
      onAcknowledged: (client, n) => acknowledged.add(readingId('exact', client, n)),
    });
    expect(report).toMatchObject({ published: 5_003, acknowledged: 5_003, refused: 0, unanswered: 0 });
    await all.promise;
    await listener.endAsync();
    expect([...seen.values()].every((times) => times === 1)).toBe(true);
    expect([...seen.keys()].sort()).toEqual([...acknowledged].sort());
    expect(report.p50Ms).toBeGreaterThan(0);
    expect(report.p99Ms).toBeGreaterThanOrEqual(report.p50Ms);
  });

  it('ends after its seconds with everything answered', async () => {
    const report = await runLoad({ port: broker.port, clients: clients(20, 'timed'), inFlight: 5, seconds: 0.3, payload: motion('timed') });
    expect(report.seconds).toBeGreaterThan(0.25);
    expect(report.seconds).toBeLessThan(3);
    expect(report.acknowledged).toBe(report.published);
    expect(report.published).toBeGreaterThan(100);
  });

  it('keeps to a rate', async () => {
    const report = await runLoad({
      port: broker.port,
      clients: clients(10, 'paced'),
      inFlight: 2,
      seconds: 1,
      ratePerSecond: 500,
      payload: motion('paced'),
    });
    expect(report.acknowledged).toBe(report.published);
    expect(report.published).toBeGreaterThan(450);
    expect(report.published).toBeLessThanOrEqual(505);
  });

  it('carries payloads of any length and as text', async () => {
    const lengths: number[] = [];
    const got = Promise.withResolvers<void>();
    const listener = await connectAsync(broker.url);
    await listener.subscribeAsync('sizes', { qos: 1 });
    listener.on('message', (_topic, payload) => {
      lengths.push(payload.length);
      if (lengths.length === 4) got.resolve();
    });
    const texts = ['a', 'b'.repeat(118), 'ö'.repeat(9_000), 'd'.repeat(150_000)];
    await runLoad({
      port: broker.port,
      clients: [{ clientId: 'sizes', topic: 'sizes' }],
      inFlight: 4,
      count: 4,
      payload: (_client, n) => texts[n]!,
    });
    await got.promise;
    await listener.endAsync();
    expect(lengths).toEqual([1, 118, 18_000, 150_000]);
  });

  it('runs in a process of its own and relays each acknowledgement', async () => {
    const acknowledged = new Set<string>();
    let started = 0;
    const report = await runLoadProcess(
      {
        port: broker.port,
        clients: clients(4, 'child'),
        inFlight: 10,
        count: 1_000,
        reading: { run: 'child', kind: 'motion', value: true },
      },
      { onStarted: () => started++, onAcknowledged: (client, n) => acknowledged.add(readingId('child', client, n)) },
    );
    expect(report).toMatchObject({ published: 1_000, acknowledged: 1_000 });
    expect(started).toBe(1);
    expect(acknowledged.size).toBe(1_000);
  });

  it('says which process failed and why', async () => {
    const job = { port: broker.port, clients: [], inFlight: 1, count: 1, reading: { run: 'x', kind: 'motion', value: true } };
    await expect(runLoadProcess(job)).rejects.toThrow('load: no clients');
  });
});

describe('load against servers that fail', () => {
  it('counts what a killed broker left unanswered as refused, and ends', async () => {
    const broker = await startMosquitto();
    let acknowledged = 0;
    const report = await runLoad({
      port: broker.port,
      clients: clients(5, 'killed'),
      inFlight: 50,
      seconds: 30,
      payload: motion('killed'),
      onAcknowledged: () => {
        if (++acknowledged === 500) broker.process.kill('SIGKILL');
      },
    });
    await broker.stop();
    expect(report.acknowledged).toBe(acknowledged);
    expect(report.refused).toBeGreaterThan(0);
    expect(report.published).toBe(report.acknowledged + report.refused);
  });

  it('gives up on a server that takes publishes and never answers', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.write(Buffer.from([0x20, 0x02, 0x00, 0x00])))).listen(
      0,
      '127.0.0.1',
    );
    const port = await listeningPort(server);
    const report = await runLoad({ port, clients: clients(2, 'mute'), inFlight: 3, count: 6, drainSeconds: 0.05, payload: motion('mute') });
    expect(report).toMatchObject({ published: 6, acknowledged: 0, refused: 0, unanswered: 6 });
    server.close();
  });

  it('reads acknowledgements that arrive in pieces', async () => {
    const server = createServer((socket) => {
      socket.setNoDelay(true);
      let connected = false;
      socket.on('data', (bytes) => {
        const answer = connected ? [0x40, 0x02, 0x00, 0x01] : [0x20, 0x02, 0x00, 0x00];
        connected = true;
        let sent = 0;
        const next = () => {
          if (sent < answer.length && bytes.length > 0) socket.write(Buffer.from([answer[sent++]!]), next);
        };
        next();
      });
    }).listen(0, '127.0.0.1');
    const port = await listeningPort(server);
    const report = await runLoad({ port, clients: clients(1, 'pieces'), inFlight: 1, count: 20, payload: motion('pieces') });
    expect(report.acknowledged).toBe(20);
    server.close();
  });

  it.each([
    [4, 'bad user name or password'],
    [5, 'not authorised'],
  ])('names the client that is refused with return code %i', async (code, reason) => {
    const server = createServer((socket) => socket.once('data', () => socket.end(Buffer.from([0x20, 0x02, 0x00, code])))).listen(
      0,
      '127.0.0.1',
    );
    const port = await listeningPort(server);
    const run = runLoad({ port, clients: clients(1, 'wrong'), inFlight: 1, count: 1, payload: motion('wrong') });
    await expect(run).rejects.toThrow(`MQTT client wrong-0 could not connect to 127.0.0.1:${port}: ${reason}`);
    server.close();
  });

  it.each([
    [{ host: '192.0.2.1' }, 'is not this machine'],
    [{ inFlight: 0 }, 'inFlight is 0'],
    [{ count: undefined }, 'needs seconds or count'],
    [{ seconds: 1e6 }, 'seconds is 1000000'],
    [{ ratePerSecond: 0 }, 'ratePerSecond is 0'],
  ])('refuses %j', async (change, message) => {
    const options = { port: 1, clients: clients(1, 'x'), inFlight: 1, count: 1, payload: motion('x') };
    await expect(runLoad({ ...options, ...change })).rejects.toThrow(message);
  });
});

function listeningPort(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('listening', () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(address.port);
      else reject(new Error('no port'));
    });
  });
}
