import websocket from '@fastify/websocket';
import { type FastifyInstance, fastify } from 'fastify';
import { asyncScheduler } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type ResponseLiveMessage, responseLiveMessage } from '../../gateway/contract/response.ts';
import type { Admission } from '../../gateway/live/feed.ts';
import { createResponseFeed, type ResponseFeed } from '../../gateway/live/response-feed.ts';
import { patience } from '../support/patience.ts';

let app: FastifyInstance;
let feed: ResponseFeed;
/** By the cookie of who asks; without one: nobody is signed in. */
let admissions: Record<string, Admission | 'away'>;
let asked: number;
let url: string;
const pages: WebSocket[] = [];

beforeEach(async () => {
  admissions = { ben: 'welcome', asha: 'welcome' };
  asked = 0;
  feed = createResponseFeed({ now: () => 0, speed: 60, scheduler: asyncScheduler, publicUrl: 'http://localhost' });
  app = fastify();
  await app.register(websocket);
  await app.register(feed.plugin, {
    admit: async ({ headers }) => {
      asked += 1;
      const admission = admissions[headers.cookie ?? ''] ?? 'signed-out';
      if (admission === 'away') throw new Error('the database is away');
      return admission;
    },
  });
  url = `${(await app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws')}/api/response/live`;
});
afterEach(async () => {
  for (const page of pages.splice(0)) page.terminate();
  await app.close();
});

/** A page of whoever has this cookie, as soon as it has heard something or was shown out. */
async function page(cookie: string) {
  const socket = new WebSocket(url, { headers: { cookie } });
  pages.push(socket);
  const heard: ResponseLiveMessage[] = [];
  const closed: number[] = [];
  socket.on('message', (data) => heard.push(responseLiveMessage.parse(JSON.parse(String(data)))));
  socket.on('close', (code) => closed.push(code));
  await vi.waitFor(() => expect(heard.length + closed.length).toBeGreaterThan(0), patience);
  return { socket, heard, closed };
}
const isBeat = (one: ResponseLiveMessage) => one.type === 'heartbeat';
const said = (heard: readonly ResponseLiveMessage[]) => heard.filter((one) => !isBeat(one));

describe('the live feed of rapid response', () => {
  it('says to every page that something has changed, once for many changes, and nothing of what it is', async () => {
    const both = [await page('ben'), await page('asha')];
    expect(both.map(({ heard }) => heard[0])).toEqual(Array(2).fill({ type: 'heartbeat', now: '1970-01-01T00:00:00.000Z', speed: 60 }));
    const changed = { type: 'changed' } as const;
    for (let i = 0; i < 20; i++) feed.changed();
    for (const { heard } of both) await vi.waitFor(() => expect(said(heard)).toEqual([changed]), patience);
    feed.changed();
    for (const { heard } of both) await vi.waitFor(() => expect(said(heard)).toEqual([changed, changed]), patience);
  });

  it.each([
    ['signed-out', 4401],
    ['forbidden', 4403],
  ] as const)('is closed to who is %s, and says nothing to them', async (why, code) => {
    admissions.ben = why;
    const { heard, closed } = await page('ben');
    expect([heard, closed]).toEqual([[], [code]]);
  });

  it('is closed when the session ends, for its page and no other', async () => {
    const [ben, asha] = [await page('ben'), await page('asha')];
    admissions.ben = 'signed-out';
    feed.admitAgain();
    await vi.waitFor(() => expect(ben.closed).toEqual([4401]), patience);
    feed.changed();
    await vi.waitFor(() => expect(asha.heard).toContainEqual({ type: 'changed' }), patience);
    expect([said(ben.heard), asha.closed]).toEqual([[], []]);
  });

  it('is not closed because the database is away', async () => {
    const { heard, closed } = await page('ben');
    admissions.ben = 'away';
    const before = asked;
    feed.admitAgain();
    await vi.waitFor(() => expect(asked).toBe(before + 1), patience);
    feed.changed();
    await vi.waitFor(() => expect(heard).toContainEqual({ type: 'changed' }), patience);
    expect(closed).toEqual([]);
  });

  it('is not for pages of another origin', async () => {
    const socket = new WebSocket(url, { origin: 'https://elsewhere.example', headers: { cookie: 'ben' } });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
      socket.on('error', () => undefined);
    });
    expect([status, asked]).toEqual([403, 0]);
  });

  it('takes no long messages', async () => {
    const { socket, closed } = await page('ben');
    socket.send('x'.repeat(300));
    await vi.waitFor(() => expect(closed).toEqual([1009]), patience);
  });
});
