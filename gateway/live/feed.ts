import type {} from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BehaviorSubject, distinctUntilChanged, interval, type Observable, type SchedulerLike, type Subscription } from 'rxjs';
import type { AlertSummary } from '../contract/alerts.ts';
import type { LiveServerMessage } from '../contract/live.ts';
import type { ObservationView } from '../contract/observations.ts';
import { type Connection, serveConnection } from './connection.ts';
import { createFeedLog, type FeedLog } from './feed-log.ts';
import { isOwnPage } from './origin.ts';

const heartbeatMs = 5_000;
/** A page counts as watching while its last answer to a ping is not older than this. */
const watchingMs = 15_000;
/** A page says every 15 s whether somebody is at it; one that has not lately stands still. */
const attentiveMs = 35_000;
/** A socket that answers no ping for this long is dead. */
const deadMs = 30_000;
/** Whoever signs out, or loses the role, is shown out within this many heartbeats. */
const admitEvery = 6;
/** Changes kept for pages that come back. */
const eventsKept = 10_000;

export type Admission = 'welcome' | 'signed-out' | 'forbidden';
const refusals = {
  'signed-out': { code: 4401, reason: 'sign in first' },
  forbidden: { code: 4403, reason: 'this role does not see alerts' },
} as const;

export interface LiveFeedDeps {
  /** Of this process; a page that knows another one starts anew. */
  readonly epoch: string;
  /** All alerts that are not closed; asked once, when the first page or the first change comes. */
  readonly snapshot: () => readonly AlertSummary[];
  /** Care clock. */
  readonly now: () => number;
  readonly speed: number;
  /** Wall clock. */
  readonly scheduler: SchedulerLike;
  readonly publicUrl: string;
}

/** May this request's session watch alerts? Rejects without a database. */
export type Admit = (request: FastifyRequest) => Promise<Admission>;

export interface LiveFeed {
  /** Asks again, now, whether every open page may be here: somebody was signed out. */
  admitAgain(): void;
  alertChanged(alert: AlertSummary): void;
  /** Readings as they are stored; sent to the pages that look at this patient. */
  observed(patientId: string, observations: readonly ObservationView[]): void;
  /** Commands to this patient's devices stand otherwise than before. */
  commandsChanged(patientId: string): void;
  /** What this patient's circle and the team write to each other is otherwise than before. */
  messagesChanged(patientId: string): void;
  /** Someone's page shows this patient: saves making views for nobody. */
  isPatientWatched(patientId: string): boolean;
  /** Pages that answered a ping within the last 15 s. */
  readonly watchingCount$: Observable<number>;
  isWatched(): boolean;
  /** Somebody is at one of them: it is seen, and was lately used. */
  isAttended(): boolean;
  /** `GET /api/live`; @fastify/websocket is registered before. */
  readonly plugin: (app: FastifyInstance, options: { readonly admit: Admit }) => Promise<void>;
}

/** The live feed of gateway/contract/live.ts: every open page sees every change of every open alert, in order. */
export function createLiveFeed({ epoch, snapshot, now, speed, scheduler, publicUrl }: LiveFeedDeps): LiveFeed {
  /** With what asks again whether they may be here. */
  const connections = new Map<Connection, () => Promise<Admission>>();
  const lookingAt = new Map<string, Set<Connection>>();
  const watching$ = new BehaviorSubject(0);
  let known: FeedLog | null = null;
  let beats = 0;

  function log(): FeedLog {
    known ??= createFeedLog({ epoch, capacity: eventsKept, alerts: snapshot() });
    return known;
  }

  const stamp = () => ({ epoch, seq: log().seq, now: new Date(now()).toISOString(), speed });

  const isWatching = ({ answeredAt }: Connection) => answeredAt !== null && scheduler.now() - answeredAt <= watchingMs;
  const isAttended = (one: Connection) => isWatching(one) && one.attentiveAt !== null && scheduler.now() - one.attentiveAt <= attentiveMs;
  const countWatching = () => watching$.next([...connections.keys()].filter(isWatching).length);

  function beat(): void {
    beats += 1;
    const attended = [...connections.keys()].filter(isAttended).length;
    const heartbeat = JSON.stringify({ type: 'heartbeat', ...stamp(), attended } satisfies LiveServerMessage);
    for (const [connection, admission] of connections) {
      if (scheduler.now() - (connection.answeredAt ?? connection.connectedAt) > deadMs) connection.terminate();
      else if (beats % admitEvery === 0) void askAgain(connection, admission);
      connection.extra(heartbeat);
      connection.ping();
    }
    countWatching();
  }

  async function askAgain(connection: Connection, ask: () => Promise<Admission>): Promise<void> {
    // A database that is away signs nobody out.
    const admission = await ask().catch(() => 'welcome' as const);
    if (admission !== 'welcome') connection.close(refusals[admission].code, refusals[admission].reason);
  }

  function look(connection: Connection, from: string | null, to: string | null): void {
    if (from !== null) {
      lookingAt.get(from)?.delete(connection);
      if (lookingAt.get(from)?.size === 0) lookingAt.delete(from);
    }
    if (to !== null) lookingAt.set(to, (lookingAt.get(to) ?? new Set()).add(connection));
  }

  async function plugin(app: FastifyInstance, { admit }: { readonly admit: Admit }): Promise<void> {
    const admissions = new WeakMap<FastifyRequest, Admission>();
    let beating: Subscription | null = null;
    app.addHook('onReady', async () => {
      beating = interval(heartbeatMs, scheduler).subscribe(beat);
    });
    app.addHook('preClose', async () => {
      beating?.unsubscribe();
      for (const connection of connections.keys()) connection.terminate();
    });

    app.get(
      '/api/live',
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
        let patientId: string | null = null;
        const connection = serveConnection({
          socket,
          scheduler,
          snapshot: () => JSON.stringify({ type: 'snapshot', ...stamp(), alerts: log().alerts() } satisfies LiveServerMessage),
          since: (askedEpoch, seq) => log().since(askedEpoch, seq),
          onWatchPatient(to) {
            look(connection, patientId, to);
            patientId = to;
          },
          onPong: countWatching,
          onClose() {
            connections.delete(connection);
            look(connection, patientId, null);
            countWatching();
          },
        });
        connections.set(connection, () => admit(request));
        connection.ping();
      },
    );
  }

  function tellWatchers(patientId: string, message: () => LiveServerMessage): void {
    const pages = lookingAt.get(patientId);
    if (!pages) return;
    const text = JSON.stringify(message());
    for (const connection of pages) connection.extra(text);
  }

  return {
    admitAgain() {
      for (const [connection, admission] of connections) void askAgain(connection, admission);
    },
    alertChanged(alert) {
      const event = log().changed(alert);
      for (const connection of connections.keys()) connection.event(event);
    },
    observed: (patientId, observations) =>
      tellWatchers(patientId, () => ({ type: 'observations', patientId, observations: [...observations] })),
    commandsChanged: (patientId) => tellWatchers(patientId, () => ({ type: 'commands', patientId })),
    messagesChanged(patientId) {
      const text = JSON.stringify({ type: 'messages', patientId } satisfies LiveServerMessage);
      for (const connection of connections.keys()) connection.extra(text);
    },
    isPatientWatched: (patientId) => lookingAt.has(patientId),
    watchingCount$: watching$.pipe(distinctUntilChanged()),
    isWatched: () => [...connections.keys()].some(isWatching),
    isAttended: () => [...connections.keys()].some(isAttended),
    plugin,
  };
}
