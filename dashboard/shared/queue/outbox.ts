import { createStore, get, update } from 'idb-keyval';
import { ApiProblem } from '../api/problem.ts';

/** What can be sent: with an id of its own, so that what is sent twice is stored once. */
interface Sendable {
  readonly body: { readonly id: string };
}

/** Something that was entered on the device and is on the way to the gateway. */
export type Entry<T extends Sendable> = T &
  Fate & {
    /** Who entered it: it is sent in no other name. */
    readonly userId: string;
    /** Milliseconds since 1970, when it was entered. */
    readonly enteredAt: number;
  };
interface Fate {
  readonly state: 'waiting' | 'sent' | 'refused';
  /** What the gateway said to it, or why it was refused. */
  readonly said: string | null;
}

interface OutboxOptions<T extends Sendable> {
  /** Of the browser's database; each page has its own. */
  readonly database: string;
  readonly userId: string;
  /** What somebody else entered on this device and was never sent: it is of no use to anybody, or it waits until they are signed in again. */
  readonly ofOthers: 'removed' | 'kept';
  /** How many of the last ones sent stay to be seen as sent. */
  readonly sentKept: number;
  /** Sends one entry; resolves to what is to be shown beside it. Throws ApiProblem. */
  deliver(entry: Entry<T>): Promise<string | null>;
  onSent(entry: Entry<T>): void;
}

const key = 'entries';
const sendAgainMs = 15_000;

/**
 * What was entered and is on the way: kept on the device until the gateway has it, sent in the order it was entered.
 * `subscribe` and `entries` fit `useSyncExternalStore`.
 */
export class Outbox<T extends Sendable> {
  readonly #options: OutboxOptions<T>;
  readonly #store;
  readonly #listeners = new Set<() => void>();
  #entries: readonly Entry<T>[] = [];
  #sending: Promise<void> | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: OutboxOptions<T>) {
    this.#options = options;
    this.#store = createStore(options.database, 'outbox');
  }

  /** Reads what waits, and sends it. Returns how many entries of others were found that wait, which are kept or removed as agreed. */
  async open(): Promise<number> {
    const found = (await get<Entry<T>[]>(key, this.#store)) ?? [];
    const others = found.filter((entry) => !this.#isMine(entry));
    await this.#keep((mine) => mine);
    addEventListener('online', this.send);
    this.#timer = setInterval(this.send, sendAgainMs);
    void this.send();
    return others.filter((entry) => entry.state === 'waiting').length;
  }

  close(): void {
    removeEventListener('online', this.send);
    clearInterval(this.#timer);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly entries = (): readonly Entry<T>[] => this.#entries;

  /** Keeps an entry, then sends what waits. */
  async add(entered: T, enteredAt: number): Promise<void> {
    const entry: Entry<T> = { ...entered, userId: this.#options.userId, enteredAt, state: 'waiting', said: null };
    await this.#keep((entries) => [...entries, entry]);
    void this.send();
  }

  /** Takes one away that has been read. */
  async dismiss(id: string): Promise<void> {
    await this.#keep((entries) => entries.filter((entry) => entry.body.id !== id));
  }

  /** Takes away everything of this user, sent or not. */
  async empty(): Promise<void> {
    await this.#keep(() => []);
  }

  /** Sends what waits, one after another; stops at the first that cannot be sent now. */
  readonly send = (): Promise<void> => {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  };

  async #sendAll(): Promise<void> {
    for (;;) {
      const next = this.#entries.find((entry) => entry.state === 'waiting');
      if (!next) return;
      const fate = await this.#sendOne(next);
      if (fate === null) return;
      await this.#keep((entries) => entries.map((entry) => (entry.body.id === next.body.id ? { ...entry, ...fate } : entry)));
      if (fate.state === 'sent') this.#options.onSent(next);
    }
  }

  /** What became of it; null: it still waits. */
  async #sendOne(entry: Entry<T>): Promise<Fate | null> {
    try {
      return { state: 'sent', said: await this.#options.deliver(entry) };
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const refused = error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 408 && error.status !== 429;
      return refused ? { state: 'refused', said: error.detail } : null;
    }
  }

  #isMine(entry: Entry<T>): boolean {
    return entry.userId === this.#options.userId;
  }

  /** Changes what this user entered; entries of others stay as agreed. */
  async #keep(change: (mine: readonly Entry<T>[]) => readonly Entry<T>[]): Promise<void> {
    const { ofOthers, sentKept } = this.#options;
    await update<readonly Entry<T>[]>(
      key,
      (kept = []) => {
        const changed = change(kept.filter((entry) => this.#isMine(entry)));
        const sent = changed.filter((entry) => entry.state === 'sent');
        const forgotten = sent.slice(0, Math.max(0, sent.length - sentKept));
        this.#entries = changed.filter((entry) => !forgotten.includes(entry));
        return [...(ofOthers === 'kept' ? kept.filter((entry) => !this.#isMine(entry)) : []), ...this.#entries];
      },
      this.#store,
    );
    for (const listener of this.#listeners) listener();
  }
}

/** An id that nobody else has; also over plain HTTP in a home network, where browsers offer no `randomUUID`. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
