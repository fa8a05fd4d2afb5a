import type { Instant } from '../rules/model/time.ts';
import type { HomeClock } from './clock.ts';

interface Entry {
  readonly at: Instant;
  readonly order: number;
  readonly task: (at: Instant) => void;
  cancelled: boolean;
}

/** The clock may be corrected while we wait, so the wait is never longer. */
const longestWaitMs = 500;

/**
 * What will happen in all homes, in the order of home time, on one timer. A task gets the instant it was set for, not the slightly
 * later one at which it ran: what devices stamp does not depend on how busy this machine is.
 */
export class Agenda {
  readonly #clock: HomeClock;
  readonly #heap: Entry[] = [];
  #order = 0;
  /** Takes back the timer or alarm that is set. */
  #disarm: () => void = () => {};
  #timerAt = Number.POSITIVE_INFINITY;

  constructor(clock: HomeClock) {
    this.#clock = clock;
  }

  /** Returns a function that takes the task off again. */
  at(at: Instant, task: (at: Instant) => void): () => void {
    const entry: Entry = { at, order: this.#order++, task, cancelled: false };
    this.#push(entry);
    if (at < this.#timerAt) this.#arm();
    return () => {
      entry.cancelled = true;
    };
  }

  clear(): void {
    this.#heap.length = 0;
    this.#disarm();
    this.#timerAt = Number.POSITIVE_INFINITY;
  }

  #arm(): void {
    this.#disarm();
    const next = this.#heap[0];
    this.#timerAt = next?.at ?? Number.POSITIVE_INFINITY;
    if (!next) return;
    if (this.#clock.alarm) {
      this.#disarm = this.#clock.alarm(next.at, () => this.#run());
      return;
    }
    const waitMs = Math.min(Math.max((next.at - this.#clock.now()) / this.#clock.speed, 0), longestWaitMs);
    const timer = setTimeout(() => this.#run(), waitMs);
    this.#disarm = () => clearTimeout(timer);
  }

  #run(): void {
    const now = this.#clock.now();
    for (let next = this.#heap[0]; next && next.at <= now; next = this.#heap[0]) {
      this.#pop();
      if (!next.cancelled) next.task(next.at);
    }
    this.#arm();
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let i = heap.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
