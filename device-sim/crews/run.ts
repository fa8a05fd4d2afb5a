import { WebSocket } from 'ws';
import { responseLiveMessage } from '../../gateway/contract/response.ts';
import { Agenda } from '../agenda.ts';
import { elapsedMs, type HomeClock } from '../clock.ts';
import type { Session } from '../enrol.ts';
import type { Crews } from './crews.ts';

/** Real time after which crews look again, though nothing was heard: the connection may be dead. */
const steadyMs = 30_000;
/** Real time until the next attempt, when the gateway was away or refused something. */
const retryMs = 30_000;

/** Has the crews do their work until the signal aborts: when something has changed, and when they have something to say. `complain`: why they stand still. */
export async function runCrews(options: {
  readonly crews: Crews;
  readonly clock: HomeClock;
  readonly signal: AbortSignal;
  readonly complain: (reason: string) => void;
}): Promise<void> {
  const { crews, clock, signal, complain } = options;
  const agenda = new Agenda(clock);
  const line: { socket: WebSocket | null } = { socket: null };
  let takeOff = () => {};
  let looking: Promise<void> | null = null;
  let isLate = false;
  let restsUntil = 0;

  async function once(): Promise<void> {
    try {
      line.socket ??= hear(await crews.session(), again, () => {
        line.socket = null;
      });
      const next = await crews.look();
      takeOff();
      takeOff = agenda.at(next, again);
    } catch (error) {
      crews.forgetSessions();
      line.socket?.terminate();
      restsUntil = elapsedMs() + retryMs;
      complain((error as Error).message);
    }
  }

  /** One look at a time; whatever changes meanwhile is looked at afterwards. */
  function again(): void {
    if (signal.aborted || elapsedMs() < restsUntil) return;
    isLate = true;
    looking ??= (async () => {
      while (isLate && !signal.aborted) {
        isLate = false;
        await once();
      }
      looking = null;
    })();
  }

  again();
  const steady = setInterval(again, steadyMs);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(steady);
  agenda.clear();
  await looking;
  line.socket?.terminate();
}

/** Listens to the feed of rapid response; `gone`: the connection is lost. */
function hear({ baseUrl, cookie }: Session, changed: () => void, gone: () => void): WebSocket {
  const url = new URL('/api/response/live', baseUrl);
  const { origin } = url;
  url.protocol = url.protocol.replace('http', 'ws');
  const socket = new WebSocket(url, { headers: { cookie, origin } });
  socket.on('message', (data) => {
    if (responseLiveMessage.safeParse(JSON.parse(String(data))).data?.type === 'changed') changed();
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', gone);
  return socket;
}
