import { firstValueFrom, type SchedulerLike, timer } from 'rxjs';

export interface Batch<T, R> {
  /** Resolves when the batch that holds the item has been written; stays open while writing fails. */
  add(item: T): Promise<R>;
  /** Resolves when nothing waits, or after the write under way when that fails. Nothing is tried again afterwards. */
  close(): Promise<void>;
}

interface Options<T, R> {
  /** Writes items in the order given; may be called again with the same ones. Gives the answer to each. */
  readonly write: (items: readonly T[]) => Promise<(item: T) => R>;
  /** Real time. */
  readonly scheduler: SchedulerLike;
  readonly onError: (error: unknown, waiting: number) => void;
}

const maxItems = 1_000;
const retryMs = 1_000;

/** Group commit for small writes: what is added while one write is under way makes up the next. */
export function createBatch<T, R>({ write, scheduler, onError }: Options<T, R>): Batch<T, R> {
  let waiting: { readonly item: T; readonly resolve: (answer: R) => void }[] = [];
  let running: Promise<void> | null = null;
  let closed = false;

  async function drain(): Promise<void> {
    // What is added in the same turn goes together.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxItems);
      try {
        const answer = await write(batch.map(({ item }) => item));
        for (const { item, resolve } of batch) resolve(answer(item));
      } catch (error) {
        waiting = [...batch, ...waiting];
        onError(error, waiting.length);
        if (closed) break;
        await firstValueFrom(timer(retryMs, scheduler));
        if (closed) break;
      }
    }
    running = null;
  }

  return {
    add(item) {
      const added = new Promise<R>((resolve) => waiting.push({ item, resolve }));
      running ??= drain();
      return added;
    },
    async close() {
      closed = true;
      if (running) await running;
    },
  };
}
