import { myLiveMessage } from '../../../gateway/contract/my.ts';
import { type LinkState, linkState } from '../../shared/live/link-state.ts';
import { parseJson, SteadySocket } from '../../shared/live/steady-socket.ts';

interface Hears {
  changed(patientId: string): void;
  gone(patientId: string): void;
  clock(now: string, speed: number): void;
  signedOut(): void;
  /** The connection is there again: what happened meanwhile was not heard. */
  back(): void;
}

/** Listens to what says when something has changed. It carries no data. */
export class MyConnection {
  readonly #socket: SteadySocket;

  constructor(path: string, hears: Hears) {
    this.#socket = new SteadySocket(path, {
      message: (text) => {
        const parsed = myLiveMessage.safeParse(parseJson(text));
        // Not heard from in a language we know: the link counts as silent, and the page says so.
        if (!parsed.success) return false;
        const message = parsed.data;
        if (message.type === 'heartbeat') hears.clock(message.now, message.speed);
        else hears[message.type](message.patientId);
        if (this.#socket.isAway) hears.back();
        return true;
      },
      signedOut: hears.signedOut,
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
