import { createStore, get, update } from 'idb-keyval';
import type { z } from 'zod';
import type { MyReadingInput, mySignalInput } from '../../../gateway/contract/my.ts';
import { myReadingStored } from '../../../gateway/contract/my.ts';
import type { myMessageInput } from '../../../gateway/contract/my-circle.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { request } from '../../shared/api/request.ts';
import { personApi } from '../api/my-queries.ts';
import { anything } from '../api/shapes.ts';

/** What may wait on the phone. A call for help may not: whoever presses it must know at once that nobody heard. */
export type Entered =
  | { readonly part: 'readings'; readonly body: MyReadingInput }
  | { readonly part: 'ok'; readonly body: z.infer<typeof mySignalInput> }
  | { readonly part: 'messages'; readonly body: z.infer<typeof myMessageInput> };

export type Entry = Entered & {
  /** Who entered it: it is sent in no other name. */
  readonly userId: string;
  readonly patientId: string;
  /** Milliseconds since 1970, when it was entered. */
  readonly enteredAt: number;
  readonly state: 'waiting' | 'sent' | 'refused';
  /** What the gateway said to it: a question to measure again, or why it was refused. */
  readonly said: string | null;
};

/** The last ones sent stay to be seen as sent. */
const sentKept = 10;
const key = 'entries';
const sendAgainMs = 15_000;

/**
 * What was entered and is on the way: kept on the phone until the gateway has it, sent in the order it was entered. Each carries an id of its own, so that what is
 * sent twice is stored once. `subscribe` and `entries` fit `useSyncExternalStore`.
 */
export class Outbox {
  readonly #userId: string;
  readonly #language: () => string;
  readonly #onSent: (patientId: string) => void;
  readonly #store = createStore('hearthline-family', 'outbox');
  readonly #listeners = new Set<() => void>();
  #entries: readonly Entry[] = [];
  #sending: Promise<void> | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: { userId: string; language: () => string; onSent: (patientId: string) => void }) {
    this.#userId = options.userId;
    this.#language = options.language;
    this.#onSent = options.onSent;
  }

  /** Reads what waits. Returns how many entries of somebody else were found and taken away: theirs are sent in no other name. */
  async open(): Promise<number> {
    const found = (await get<Entry[]>(key, this.#store)) ?? [];
    const mine = found.filter((entry) => entry.userId === this.#userId);
    await this.#keep(() => mine);
    addEventListener('online', this.send);
    this.#timer = setInterval(this.send, sendAgainMs);
    void this.send();
    return found.filter((entry) => entry.state === 'waiting').length - mine.filter((entry) => entry.state === 'waiting').length;
  }

  close(): void {
    removeEventListener('online', this.send);
    clearInterval(this.#timer);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly entries = (): readonly Entry[] => this.#entries;

  /** Keeps an entry, then sends what waits. */
  async add(patientId: string, entered: Entered, enteredAt: number): Promise<void> {
    const entry: Entry = { ...entered, userId: this.#userId, patientId, enteredAt, state: 'waiting', said: null };
    await this.#keep((entries) => [...entries, entry]);
    void this.send();
  }

  /** Takes one away that has been read. */
  async dismiss(id: string): Promise<void> {
    await this.#keep((entries) => entries.filter((entry) => entry.body.id !== id));
  }

  /** Takes away everything, sent or not. */
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
      if (fate.state === 'sent') this.#onSent(next.patientId);
    }
  }

  /** What became of it; null: it still waits. */
  async #sendOne({ patientId, part, body }: Entry): Promise<Pick<Entry, 'state' | 'said'> | null> {
    try {
      const answer = await request(part === 'readings' ? myReadingStored : anything, personApi(patientId, `/${part}`), {
        body,
        language: this.#language(),
      });
      const repeat = myReadingStored.safeParse(answer).data?.repeat;
      return { state: 'sent', said: repeat?.text ?? null };
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const refused = error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 408 && error.status !== 429;
      return refused ? { state: 'refused', said: error.detail } : null;
    }
  }

  async #keep(change: (entries: readonly Entry[]) => readonly Entry[]): Promise<void> {
    await update<readonly Entry[]>(
      key,
      (kept) => {
        const changed = change(kept ?? []);
        const sent = changed.filter((entry) => entry.state === 'sent').slice(0, -sentKept);
        this.#entries = changed.filter((entry) => !sent.includes(entry));
        return this.#entries;
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
