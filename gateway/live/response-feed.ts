import type {} from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { interval, type SchedulerLike, type Subscription } from 'rxjs';
import type { WebSocket } from 'ws';
import type { ResponseLiveMessage } from '../contract/response.ts';
import type { Admission } from './feed.ts';
import { isOwnPage } from './origin.ts';

const heartbeatMs = 5_000;
/** A socket that answers no ping for this long is dead. */
const deadMs = 30_000;
/** Whoever lost the role, or whose session ran out, is shown out within this many heartbeats. */
const admitEvery = 6;
/** Changes come in handfuls: a page hears of them together. */
const gatherMs = 100;
/** The page has nothing to say. */
const maxMessageBytes = 256;

const refusals = {
  'signed-out': { code: 4401, reason: 'sign in first' },
  forbidden: { code: 4403, reason: 'this role does not see visits' },
} as const;

export interface ResponseFeedDeps {
  /** Care clock. */
  readonly now: () => number;
  readonly speed: number;
  /** Wall clock. */
  readonly scheduler: SchedulerLike;
  readonly publicUrl: string;
}

export interface ResponseFeed {
  /** Sessions were ended: everybody is asked about again at once. */
  admitAgain(): void;
  /** Jobs, units or duties are otherwise than before. */
  changed(): void;
  /** `GET /api/response/live`; @fastify/websocket is registered before. */
  readonly plugin: (app: FastifyInstance, options: { readonly admit: (request: FastifyRequest) => Promise<Admission> }) => Promise<void>;
}

interface Open {
  readonly socket: WebSocket;
  readonly ask: () => Promise<Admission>;
  answeredAt: number;
}

/** The live feed of the board and of crews' telephones: it carries no data, only that there is something to ask for. */
export function createResponseFeed({ now, speed, scheduler, publicUrl }: ResponseFeedDeps): ResponseFeed {
  const open = new Set<Open>();
  let beats = 0;
  let gathering = false;

  function send({ socket }: Open, message: ResponseLiveMessage): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  }

  const heartbeat = (): ResponseLiveMessage => ({ type: 'heartbeat', now: new Date(now()).toISOString(), speed });

  async function askAgain(one: Open): Promise<void> {
    // A database that is away signs nobody out.
    const admission = await one.ask().catch(() => 'welcome' as const);
    if (admission !== 'welcome') one.socket.close(refusals[admission].code, refusals[admission].reason);
  }

  function beat(): void {
    beats += 1;
    for (const one of open) {
      if (scheduler.now() - one.answeredAt > deadMs) one.socket.terminate();
      else if (beats % admitEvery === 0) void askAgain(one);
      send(one, heartbeat());
      if (one.socket.readyState === one.socket.OPEN) one.socket.ping();
    }
  }

  return {
    admitAgain() {
      for (const one of open) void askAgain(one);
    },
    changed() {
      if (gathering || open.size === 0) return;
      gathering = true;
      scheduler.schedule(() => {
        gathering = false;
        for (const one of open) send(one, { type: 'changed' });
      }, gatherMs);
    },
    async plugin(app, { admit }) {
      const admissions = new WeakMap<FastifyRequest, Admission>();
      let beating: Subscription | null = null;
      app.addHook('onReady', async () => {
        beating = interval(heartbeatMs, scheduler).subscribe(beat);
      });
      app.addHook('preClose', async () => {
        beating?.unsubscribe();
        for (const { socket } of open) socket.terminate();
      });
      app.get(
        '/api/response/live',
        {
          websocket: true,
          preValidation: async (request, reply) => {
            if (!isOwnPage(request.headers, publicUrl))
              return reply.code(403).send({ title: 'This page has another origin than the server.' });
            admissions.set(request, await admit(request));
          },
        },
        (socket, request) => {
          const admission = admissions.get(request) ?? 'signed-out';
          if (admission !== 'welcome') return socket.close(refusals[admission].code, refusals[admission].reason);
          const one: Open = { socket, ask: () => admit(request), answeredAt: scheduler.now() };
          open.add(one);
          socket.on('message', (data: Buffer) => {
            if (data.byteLength > maxMessageBytes) socket.close(1009, 'message too long');
          });
          socket.on('pong', () => {
            one.answeredAt = scheduler.now();
          });
          socket.on('error', () => socket.terminate());
          socket.on('close', () => open.delete(one));
          send(one, heartbeat());
        },
      );
    },
  };
}
