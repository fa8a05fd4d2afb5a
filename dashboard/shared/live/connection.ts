import { type LiveClientMessage, type LiveServerMessage, liveServerMessage } from '../../../gateway/contract/live.ts';
import type { ObservationView } from '../../../gateway/contract/observations.ts';
import type { ServerClock } from '../time/server-clock.ts';
import { emptyFeed, type Feed, receive, resume } from './feed.ts';
import { type LinkState, linkState } from './link-state.ts';
import { parseJson, SteadySocket } from './steady-socket.ts';

/** A single change is shown at once; in a storm the page is drawn this often, with all that came in between. */
const betweenShowingMs = 200;

/** Listens to the gateway and keeps the feed. `subscribe` and `feed` fit `useSyncExternalStore`. */
export class LiveConnection {
  readonly #clock: ServerClock;
  readonly #socket: SteadySocket;
  readonly #listeners = new Set<() => void>();
  readonly #readingListeners = new Set<(patientId: string, observations: ObservationView[]) => void>();
  readonly #commandListeners = new Set<(patientId: string) => void>();
  readonly #messageListeners = new Set<(patientId: string) => void>();
  #feed: Feed = emptyFeed;
  #shown: Feed = emptyFeed;
  #shownMs = 0;
  /** Since when events are missing; null: none are. */
  #behindMs: number | null = null;
  #watched: string | null = null;
  #attentive: boolean | null = null;
  #batchTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: { clock: ServerClock; path: string; onSignedOut: () => void }) {
    this.#clock = options.clock;
    this.#socket = new SteadySocket(options.path, {
      opened: () => {
        this.#send(resume(this.#feed));
        if (this.#attentive !== null) this.#send({ type: 'attention', attentive: this.#attentive });
        if (this.#watched !== null) this.#send({ type: 'watch-patient', patientId: this.#watched });
      },
      message: (text) => this.#receive(text),
      signedOut: options.onSignedOut,
    });
  }

  start(): void {
    this.#socket.start();
  }

  stop(): void {
    this.#socket.stop();
    clearTimeout(this.#batchTimer);
    this.#batchTimer = undefined;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly feed = (): Feed => this.#shown;

  /** By real time, so ask again every second. */
  linkState(): LinkState {
    const { heardMs, waitedMs } = this.#socket;
    if (this.#shown.epoch === null || heardMs === null) return linkState(null, waitedMs);
    // A list that misses events is as old as the first one missing, however many heartbeats come.
    return linkState(performance.now() - Math.min(heardMs, this.#behindMs ?? heardMs), 0);
  }

  /** Whether somebody is at this page, as far as it can tell. */
  attend(attentive: boolean): void {
    this.#attentive = attentive;
    this.#send({ type: 'attention', attentive });
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

  /** Tells when what somebody's circle and the team write to each other is otherwise than before. Returns the way to stop it. */
  onMessages(listener: (patientId: string) => void): () => void {
    this.#messageListeners.add(listener);
    return () => this.#messageListeners.delete(listener);
  }

  #receive(text: string): boolean {
    const parsed = liveServerMessage.safeParse(parseJson(text));
    // Not heard from in a language we know: the link counts as silent, and the page says so.
    if (!parsed.success) return false;
    this.#take(parsed.data);
    return true;
  }

  #take(message: LiveServerMessage): void {
    if (message.type === 'observations') {
      for (const listener of this.#readingListeners) listener(message.patientId, message.observations);
      return;
    }
    if (message.type === 'commands') {
      for (const listener of this.#commandListeners) listener(message.patientId);
      return;
    }
    if (message.type === 'messages') {
      for (const listener of this.#messageListeners) listener(message.patientId);
      return;
    }
    if (message.type !== 'alert') this.#clock.heard(message.now, message.speed);
    const { feed, send } = receive(this.#feed, message);
    this.#feed = feed;
    const now = performance.now();
    this.#behindMs = feed.behind ? (this.#behindMs ?? now) : null;
    if (send) this.#send(send);
    this.#batchTimer ??= setTimeout(() => this.#show(), Math.max(0, this.#shownMs + betweenShowingMs - now));
  }

  #show(): void {
    this.#batchTimer = undefined;
    const [shown, feed] = [this.#shown, this.#feed];
    if (shown.alerts === feed.alerts && shown.epoch === feed.epoch && shown.attended === feed.attended) return;
    this.#shown = this.#feed;
    this.#shownMs = performance.now();
    for (const listener of this.#listeners) listener();
  }

  #send(message: LiveClientMessage): void {
    this.#socket.send(message);
  }
}
