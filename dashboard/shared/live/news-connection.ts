import type { z } from 'zod';
import { type LinkState, linkState } from './link-state.ts';
import { parseJson, SteadySocket } from './steady-socket.ts';

interface Heartbeat {
  readonly type: 'heartbeat';
  readonly now: string;
  readonly speed: number;
}

interface Hears<News> {
  clock(now: string, speed: number): void;
  news(said: News): void;
  signedOut(): void;
  /** The connection is there again: what happened meanwhile was not heard. */
  back(): void;
}

/** Listens to a feed that says when something has changed, and carries no data. */
export class NewsConnection<News extends { readonly type: string }> {
  readonly #socket: SteadySocket;

  /** `schema`: of everything that the feed at `path` says. */
  constructor(path: string, schema: z.ZodType<News | Heartbeat>, hears: Hears<News>) {
    this.#socket = new SteadySocket(path, {
      message: (text) => {
        const parsed = schema.safeParse(parseJson(text));
        // Not heard from in a language we know: the link counts as silent, and the page says so.
        if (!parsed.success) return false;
        const said = parsed.data;
        if (isHeartbeat(said)) hears.clock(said.now, said.speed);
        else hears.news(said);
        if (this.#socket.isAway) hears.back();
        return true;
      },
      signedOut: () => hears.signedOut(),
    });
  }

  start(): void {
    this.#socket.start();
  }

  stop(): void {
    this.#socket.stop();
  }

  /** By real time, so ask again every second. A browser that knows it is offline is believed at once. */
  linkState(): LinkState {
    if (!navigator.onLine) return 'dead';
    const { heardMs, waitedMs } = this.#socket;
    return heardMs === null ? linkState(null, waitedMs) : linkState(performance.now() - heardMs, 0);
  }
}

function isHeartbeat(said: { readonly type: string }): said is Heartbeat {
  return said.type === 'heartbeat';
}
