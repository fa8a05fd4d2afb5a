import websocket from '@fastify/websocket';
import { type FastifyInstance, fastify } from 'fastify';
import { asyncScheduler } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createMyFeed, type Follower, type MyFeed } from '../../gateway/live/my-feed.ts';
import { patience } from '../support/patience.ts';

let app: FastifyInstance;
let feed: MyFeed;
let answer: Awaited<ReturnType<Follower>>;
let url: string;
const pages: WebSocket[] = [];

beforeEach(async () => {
  answer = new Set(['joan', 'kathleen']);
  feed = createMyFeed({ now: () => 0, speed: 1, scheduler: asyncScheduler, publicUrl: 'http://localhost' });
  app = fastify();
  await app.register(websocket);
  await app.register(feed.plugin, {
    follower: async () => {
      if (answer === ('away' as never)) throw new Error('the database is away');
      return answer;
    },
  });
  url = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws');
});
afterEach(async () => {
  for (const page of pages.splice(0)) page.terminate();
  await app.close();
});

async function page(): Promise<{ readonly heard: object[]; readonly closed: number[] }> {
  const socket = new WebSocket(`${url}/api/my/live`);
  pages.push(socket);
  const heard: object[] = [];
  const closed: number[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  socket.on('close', (code) => closed.push(code));
  await vi.waitFor(() => expect(heard.length + closed.length).toBeGreaterThan(0), patience);
  return { heard, closed };
}
const said = (heard: readonly object[]) => heard.filter((one) => (one as { type: string }).type !== 'heartbeat');

describe('the live feed of the app', () => {
  it('says of whom there is something to ask for, once for many changes, and nothing else', async () => {
    const { heard } = await page();
    expect(heard).toEqual([{ type: 'heartbeat', now: '1970-01-01T00:00:00.000Z', speed: 1 }]);
    for (let i = 0; i < 20; i++) feed.changed('joan');
    feed.changed('somebody-else');
    feed.changed('kathleen');
    await vi.waitFor(() => expect(said(heard)).toHaveLength(2), patience);
    expect(said(heard)).toEqual([
      { type: 'changed', patientId: 'joan' },
      { type: 'changed', patientId: 'kathleen' },
    ]);
  });

  it('says at once that somebody is gone, and nothing of them afterwards', async () => {
    const { heard } = await page();
    answer = new Set(['kathleen']);
    feed.changed('joan');
    feed.accessChanged('joan');
    await vi.waitFor(() => expect(said(heard)).toContainEqual({ type: 'gone', patientId: 'joan' }), patience);
    feed.changed('joan');
    feed.changed('kathleen');
    await vi.waitFor(() => expect(said(heard).at(-1)).toEqual({ type: 'changed', patientId: 'kathleen' }), patience);
    expect(said(heard)).not.toContainEqual({ type: 'changed', patientId: 'joan' });
  });

  it('says of whom there is something now', async () => {
    const { heard } = await page();
    answer = new Set(['joan', 'kathleen', 'fred']);
    feed.accessChanged('joan');
    await vi.waitFor(() => expect(said(heard)).toContainEqual({ type: 'changed', patientId: 'fred' }), patience);
  });

  it.each([
    ['signed-out', 4401],
    ['forbidden', 4403],
  ] as const)('is closed to who is %s', async (why, code) => {
    answer = why;
    expect((await page()).closed).toEqual([code]);
  });

  it('is closed when the session ends, and not because the database is away', async () => {
    const { closed, heard } = await page();
    answer = 'away' as never;
    feed.admitAgain();
    feed.changed('joan');
    await vi.waitFor(() => expect(said(heard)).toEqual([{ type: 'changed', patientId: 'joan' }]), patience);
    expect(closed).toEqual([]);
    answer = 'signed-out';
    feed.admitAgain();
    await vi.waitFor(() => expect(closed).toEqual([4401]), patience);
  });

  it('is not for pages of another origin', async () => {
    const socket = new WebSocket(`${url}/api/my/live`, { origin: 'https://elsewhere.example' });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
      socket.on('error', () => undefined);
    });
    expect(status).toBe(403);
  });

  it('takes no long messages', async () => {
    const { closed } = await page();
    pages[0]?.send('x'.repeat(300));
    await vi.waitFor(() => expect(closed).toEqual([1009]), patience);
  });
});
