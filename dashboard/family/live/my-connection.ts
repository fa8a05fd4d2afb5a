import { myLiveMessage } from '../../../gateway/contract/my.ts';
import { deadAfterMs, type LinkState, linkState, retryDelay } from '../../shared/live/link-state.ts';

/** The server closes with it when the session is over. */
const signedOutCode = 4401;

interface Hears {
  changed(patientId: string): void;
  gone(patientId: string): void;
  clock(now: string, speed: number): void;
  signedOut(): void;
  /** The connection is there again: what happened meanwhile was not heard. */
  back(): void;
}

/** Holds the WebSocket that says when something has changed, and connects again when it is lost or silent. It carries no data. */
export class MyConnection {
  readonly #url: string;
  readonly #hears: Hears;
  #socket: WebSocket | null = null;
  #startedMs = 0;
  #connectedMs = 0;
  #heardMs: number | null = null;
  #attempt = 0;
  #stopped = true;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setInterval> | undefined;

  constructor(url: string, hears: Hears) {
    this.#url = url;
    this.#hears = hears;
  }

  start(): void {
    this.#stopped = false;
    this.#startedMs = performance.now();
    this.#connect();
    addEventListener('online', this.#atOnce);
    // A half-open connection looks open for ever: silence is the only sign.
    this.#silenceTimer = setInterval(() => this.#dropSilentSocket(), 5_000);
  }

  stop(): void {
    this.#stopped = true;
    removeEventListener('online', this.#atOnce);
    clearTimeout(this.#retryTimer);
    clearInterval(this.#silenceTimer);
    this.#socket?.close();
    this.#socket = null;
  }

  /** By real time, so ask again every second. A browser that knows it is offline is believed at once. */
  linkState(): LinkState {
    if (!navigator.onLine) return 'dead';
    const now = performance.now();
    return this.#heardMs === null ? linkState(null, now - this.#startedMs) : linkState(now - this.#heardMs, 0);
  }

  readonly #atOnce = () => {
    if (this.#socket) return;
    clearTimeout(this.#retryTimer);
    this.#connect();
  };

  #connect(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#connectedMs = performance.now();
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#receive(String(event.data));
    };
    socket.onclose = (event) => {
      if (socket !== this.#socket || this.#stopped) return;
      this.#socket = null;
      if (event.code === signedOutCode) this.#hears.signedOut();
      this.#retry();
    };
  }

  #retry(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#connect(), retryDelay(this.#attempt, Math.random()));
    this.#attempt += 1;
  }

  #dropSilentSocket(): void {
    const socket = this.#socket;
    if (!socket || performance.now() - Math.max(this.#heardMs ?? 0, this.#connectedMs) < deadAfterMs) return;
    this.#socket = null;
    socket.close();
    this.#retry();
  }

  #receive(text: string): void {
    let said: unknown;
    try {
      said = JSON.parse(text);
    } catch {
      return;
    }
    const parsed = myLiveMessage.safeParse(said);
    // Not heard from in a language we know: the link counts as silent, and the page says so.
    if (!parsed.success) return;
    const message = parsed.data;
    const wasAway = this.#attempt > 0;
    this.#heardMs = performance.now();
    this.#attempt = 0;
    if (message.type === 'heartbeat') this.#hears.clock(message.now, message.speed);
    else this.#hears[message.type](message.patientId);
    if (wasAway) this.#hears.back();
  }
}
