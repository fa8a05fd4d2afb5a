import type {} from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { interval, type SchedulerLike, type Subscription } from 'rxjs';
import type { WebSocket } from 'ws';
import type { MyLiveMessage } from '../contract/my.ts';
import { isOwnPage } from './origin.ts';

const heartbeatMs = 5_000;
/** A socket that answers no ping for this long is dead. */
const deadMs = 30_000;
/** Whoever may see more or less of somebody, or is signed in no longer, is asked about again within this many heartbeats at the latest. */
const askEvery = 6;
/** Movement comes in handfuls: of one person at most so often. */
const gatherMs = 250;
/** The page has nothing to say. */
const maxMessageBytes = 256;

const refusals = {
  'signed-out': { code: 4401, reason: 'sign in first' },
  forbidden: { code: 4403, reason: 'this role does not use the app' },
} as const;

export interface MyFeedDeps {
  /** Care clock. */
  readonly now: () => number;
  readonly speed: number;
  /** Wall clock. */
  readonly scheduler: SchedulerLike;
  readonly publicUrl: string;
}

/** Whose session a request carries, and ids of the people they follow now. Rejects without a database. */
export type Follower = (request: FastifyRequest) => Promise<ReadonlySet<string> | keyof typeof refusals>;

export interface MyFeed {
  /** Something about a person is otherwise than before. */
  changed(patientId: string): void;
  /** Who may see what of a person may be otherwise: asked again at once. */
  accessChanged(patientId: string): void;
  /** Sessions were ended: everybody is asked about again at once. */
  admitAgain(): void;
  /** `GET /api/my/live`; @fastify/websocket is registered before. */
  readonly plugin: (app: FastifyInstance, options: { readonly follower: Follower }) => Promise<void>;
}

interface Open {
  readonly socket: WebSocket;
  readonly ask: () => ReturnType<Follower>;
  follows: ReadonlySet<string>;
  readonly pending: Set<string>;
  answeredAt: number;
}

/** The live feed of the app: it carries no data, only that there is something to ask for, and for whom there is nothing any more. */
export function createMyFeed({ now, speed, scheduler, publicUrl }: MyFeedDeps): MyFeed {
  const open = new Set<Open>();
  let beats = 0;

  function send({ socket }: Open, message: MyLiveMessage): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  }

  function tell(one: Open, patientId: string): void {
    if (one.pending.size === 0) scheduler.schedule(() => flush(one), gatherMs);
    one.pending.add(patientId);
  }

  function flush(one: Open): void {
    for (const patientId of one.pending) if (one.follows.has(patientId)) send(one, { type: 'changed', patientId });
    one.pending.clear();
  }

  async function ask(one: Open): Promise<void> {
    // A database that is away signs nobody out.
    const found = await one.ask().catch(() => one.follows);
    if (typeof found === 'string') return one.socket.close(refusals[found].code, refusals[found].reason);
    const before = one.follows;
    one.follows = found;
    for (const patientId of before) if (!found.has(patientId)) send(one, { type: 'gone', patientId });
    for (const patientId of found) if (!before.has(patientId)) tell(one, patientId);
  }

  function beat(): void {
    beats += 1;
    for (const one of open) {
      if (scheduler.now() - one.answeredAt > deadMs) one.socket.terminate();
      else if (beats % askEvery === 0) void ask(one);
      send(one, { type: 'heartbeat', now: new Date(now()).toISOString(), speed });
      if (one.socket.readyState === one.socket.OPEN) one.socket.ping();
    }
  }

  async function plugin(app: FastifyInstance, { follower }: { readonly follower: Follower }): Promise<void> {
    const found = new WeakMap<FastifyRequest, Awaited<ReturnType<Follower>>>();
    let beating: Subscription | null = null;
    app.addHook('onReady', async () => {
      beating = interval(heartbeatMs, scheduler).subscribe(beat);
    });
    app.addHook('preClose', async () => {
      beating?.unsubscribe();
      for (const { socket } of open) socket.terminate();
    });

    app.get(
      '/api/my/live',
      {
        websocket: true,
        preValidation: async (request, reply) => {
          if (!isOwnPage(request.headers, publicUrl))
            return reply.code(403).send({ title: 'This page has another origin than the server.' });
          found.set(request, await follower(request));
        },
      },
      (socket, request) => {
        const follows = found.get(request) ?? 'signed-out';
        if (typeof follows === 'string') return socket.close(refusals[follows].code, refusals[follows].reason);
        const one: Open = { socket, ask: () => follower(request), follows, pending: new Set(), answeredAt: scheduler.now() };
        open.add(one);
        socket.on('message', (data: Buffer) => {
          if (data.byteLength > maxMessageBytes) socket.close(1009, 'message too long');
        });
        socket.on('pong', () => {
          one.answeredAt = scheduler.now();
        });
        socket.on('error', () => socket.terminate());
        socket.on('close', () => open.delete(one));
        send(one, { type: 'heartbeat', now: new Date(now()).toISOString(), speed });
        // What changed between the question and the opening is not missed.
        void ask(one);
      },
    );
  }

  const following = (patientId: string) => [...open].filter(({ follows }) => follows.has(patientId));
  return {
    changed(patientId) {
      for (const one of following(patientId)) tell(one, patientId);
    },
    accessChanged(patientId) {
      for (const one of following(patientId)) void ask(one).then(() => one.follows.has(patientId) && tell(one, patientId));
    },
    admitAgain() {
      for (const one of open) void ask(one);
    },
    plugin,
  };
}
