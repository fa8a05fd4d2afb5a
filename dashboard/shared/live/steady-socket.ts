import { deadAfterMs, retryDelay } from './link-state.ts';

/** The server closes with it when the session is over. */
const signedOutCode = 4401;

interface Hears {
  opened?(): void;
  /** Returns whether it was understood: what is not counts as silence. */
  message(text: string): boolean;
  signedOut(): void;
}

/** Holds a WebSocket to the gateway, and connects again when it is lost or silent. */
export class SteadySocket {
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

  /** `path`: of the gateway that served the page. */
  constructor(path: string, hears: Hears) {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    this.#url = url.href;
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

  send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** Of `performance.now()`, when something was last understood; null: never. */
  get heardMs(): number | null {
    return this.#heardMs;
  }

  /** Real time since it was started, in milliseconds. */
  get waitedMs(): number {
    return performance.now() - this.#startedMs;
  }

  /** Whether it was lost and nothing has been heard since. */
  get isAway(): boolean {
    return this.#attempt > 0;
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
    socket.onopen = () => this.#hears.opened?.();
    socket.onmessage = (event) => {
      if (socket !== this.#socket || !this.#hears.message(String(event.data))) return;
      this.#heardMs = performance.now();
      this.#attempt = 0;
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
}

/** What was said, as JSON; null where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
