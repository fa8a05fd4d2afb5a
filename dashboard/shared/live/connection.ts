import { type LiveClientMessage, liveServerMessage } from '../../../gateway/contract/live.ts';
import type { ObservationView } from '../../../gateway/contract/observations.ts';
import type { ServerClock } from '../time/server-clock.ts';
import { emptyFeed, type Feed, receive, resume } from './feed.ts';
import { deadAfterMs, type LinkState, linkState, retryDelay } from './link-state.ts';

/** The server closes with it when the session is over. */
const signedOutCode = 4401;
/** A single change is shown at once; in a storm the page is drawn this often, with all that came in between. */
const betweenShowingMs = 200;

/**
 * Holds the WebSocket to the gateway, connects again when it is lost or silent, and keeps the feed.
 * `subscribe` and `feed` fit `useSyncExternalStore`.
 */
export class LiveConnection {
  readonly #clock: ServerClock;
  readonly #url: string;
  readonly #onSignedOut: () => void;
  readonly #listeners = new Set<() => void>();
  readonly #readingListeners = new Set<(patientId: string, observations: ObservationView[]) => void>();
  readonly #commandListeners = new Set<(patientId: string) => void>();
  #socket: WebSocket | null = null;
  #feed: Feed = emptyFeed;
  #shown: Feed = emptyFeed;
  #startedMs = 0;
  #heardMs: number | null = null;
  #connectedMs = 0;
  #shownMs = 0;
  /** Since when events are missing; null: none are. */
  #behindMs: number | null = null;
  #attempt = 0;
  #watched: string | null = null;
  #stopped = true;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #batchTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setInterval> | undefined;

  constructor(options: { clock: ServerClock; url: string; onSignedOut: () => void }) {
    this.#clock = options.clock;
    this.#url = options.url;
    this.#onSignedOut = options.onSignedOut;
  }

  start(): void {
    this.#stopped = false;
    this.#startedMs = performance.now();
    this.#connect();
    // A half-open connection looks open for ever: silence is the only sign.
    this.#silenceTimer = setInterval(() => this.#dropSilentSocket(), 5_000);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#batchTimer);
    clearInterval(this.#silenceTimer);
    this.#socket?.close();
    this.#socket = null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly feed = (): Feed => this.#shown;

  /** By real time, so ask again every second. */
  linkState(): LinkState {
    const now = performance.now();
    if (this.#shown.epoch === null || this.#heardMs === null) return linkState(null, now - this.#startedMs);
    // A list that misses events is as old as the first one missing, however many heartbeats come.
    return linkState(now - Math.min(this.#heardMs, this.#behindMs ?? this.#heardMs), 0);
  }

  /** Readings of this patient are wanted from now on; null: of nobody. */
  watchPatient(patientId: string | null): void {
    this.#watched = patientId;
    this.#send({ type: 'watch-patient', patientId });
  }

  /** Tells of readings of the watched patient as they come. Returns the way to stop it. */
  onObservations(listener: (patientId: string, observations: ObservationView[]) => void): () => void {
    this.#readingListeners.add(listener);
    return () => this.#readingListeners.delete(listener);
  }

  /** Tells when commands to the watched patient's devices stand otherwise than before. Returns the way to stop it. */
  onCommands(listener: (patientId: string) => void): () => void {
    this.#commandListeners.add(listener);
    return () => this.#commandListeners.delete(listener);
  }

  #connect(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#connectedMs = performance.now();
    socket.onopen = () => {
      this.#send(resume(this.#feed));
      if (this.#watched !== null) this.#send({ type: 'watch-patient', patientId: this.#watched });
    };
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#receive(String(event.data));
    };
    socket.onclose = (event) => {
      if (socket !== this.#socket || this.#stopped) return;
      this.#socket = null;
      if (event.code === signedOutCode) this.#onSignedOut();
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
    const parsed = liveServerMessage.safeParse(parseJson(text));
    // Not heard from in a language we know: the link counts as silent, and the page says so.
    if (!parsed.success) return;
    const message = parsed.data;
    this.#heardMs = performance.now();
    this.#attempt = 0;
    if (message.type === 'observations') {
      for (const listener of this.#readingListeners) listener(message.patientId, message.observations);
      return;
    }
    if (message.type === 'commands') {
      for (const listener of this.#commandListeners) listener(message.patientId);
      return;
    }
    if (message.type !== 'alert') this.#clock.heard(message.now, message.speed);
    const { feed, send } = receive(this.#feed, message);
    this.#feed = feed;
    this.#behindMs = feed.behind ? (this.#behindMs ?? this.#heardMs) : null;
    if (send) this.#send(send);
    this.#batchTimer ??= setTimeout(() => this.#show(), Math.max(0, this.#shownMs + betweenShowingMs - this.#heardMs));
  }

  #show(): void {
    this.#batchTimer = undefined;
    if (this.#shown.alerts === this.#feed.alerts && this.#shown.epoch === this.#feed.epoch) return;
    this.#shown = this.#feed;
    this.#shownMs = performance.now();
    for (const listener of this.#listeners) listener();
  }

  #send(message: LiveClientMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
