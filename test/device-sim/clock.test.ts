import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { elapsedMs, followGateway, runningClock } from '../../device-sim/clock.ts';

const start = Date.parse('2026-03-01T06:00:00Z');

describe('home clock', () => {
  const server = createServer((_request, response) => answer(response));
  let gateway = { now: () => start, speed: 60 };
  let status = 200;
  let baseUrl = '';
  const answer = (response: import('node:http').ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ now: new Date(gateway.now()).toISOString(), speed: gateway.speed, demo: true }));
  };
  beforeEach(async () => {
    status = 200;
    gateway = runningClock(start, 60);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    baseUrl = `http://127.0.0.1:${address.port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('shows the time of the gateway, at its speed and never ahead of it', async () => {
    const clock = await followGateway(baseUrl);
    expect(clock.speed).toBe(60);
    for (let i = 0; i < 1_000; i++) expect(clock.now()).toBeLessThanOrEqual(gateway.now());
    expect(gateway.now() - clock.now()).toBeLessThan(60_000);
  });

  it('follows a correction without going back', async () => {
    const clock = await followGateway(baseUrl);
    let jumps = 0;
    clock.onJump?.(() => jumps++);
    const before = clock.now();
    gateway = runningClock(before - 60_000, 60);
    await clock.refresh();
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    expect(jumps).toBe(0);
  });

  it.each([
    ['back', -30 * 86_400_000],
    ['on', 86_400_000],
  ])('tells when the gateway has jumped %s, and goes along', async (_way, byMs) => {
    const clock = await followGateway(baseUrl);
    let jumps = 0;
    clock.onJump?.(() => jumps++);
    gateway = runningClock(start + byMs, 60);
    await clock.refresh();
    expect(jumps).toBe(1);
    expect(Math.abs(clock.now() - gateway.now())).toBeLessThan(60_000);
  });

  it('lives days at a speed of its own and still knows the time of the gateway', async () => {
    const clock = await followGateway(baseUrl, 6_000);
    expect([clock.speed, clock.gatewaySpeed]).toEqual([6_000, 60]);
    const since = elapsedMs();
    while (clock.now() < start + 3_600_000) await new Promise((resolve) => setImmediate(resolve));
    expect(elapsedMs() - since).toBeLessThan(2_000);
    expect(clock.gatewayNow()).toBeLessThan(start + 600_000);
  });

  it('says which address did not answer with a time', async () => {
    status = 503;
    await expect(followGateway(baseUrl)).rejects.toThrow(`GET /api/clock at ${baseUrl} answered 503`);
  });
});
