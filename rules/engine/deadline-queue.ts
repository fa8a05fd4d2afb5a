import type { Instant } from '../model/time.ts';

interface Entry {
  readonly at: Instant;
  readonly patientId: string;
}

/**
 * Which patients to look at next. It may name a patient too early (their deadline has moved since), never too late:
 * a deadline that moves later is found out when its old time comes, so that a reading that only pushes a deadline back costs nothing.
 */
export class DeadlineQueue {
  readonly #heap: Entry[] = [];
  readonly #scheduled = new Map<string, Instant>();

  /** This patient has to be looked at by then. */
  note(patientId: string, at: Instant | null): void {
    if (at === null) return;
    const known = this.#scheduled.get(patientId);
    if (known !== undefined && known <= at) return;
    this.#scheduled.set(patientId, at);
    this.#push({ at, patientId });
  }

  /** When somebody must be looked at; null: never. */
  nextAt(): Instant | null {
    return this.#heap[0]?.at ?? null;
  }

  /** The next patient whose time has come; undefined when nobody's has. Forgets them: note them again. */
  take(now: Instant): string | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (!first || first.at > now) return undefined;
      this.#pop();
      // An entry that was overtaken by an earlier one of the same patient.
      if (this.#scheduled.get(first.patientId) !== first.at) continue;
      this.#scheduled.delete(first.patientId);
      return first.patientId;
    }
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let i = heap.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((heap[parent] as Entry).at <= entry.at) break;
      heap[i] = heap[parent] as Entry;
      i = parent;
    }
    heap[i] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Entry;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as Entry).at < (heap[child] as Entry).at) child++;
      if ((heap[child] as Entry).at >= last.at) break;
      heap[i] = heap[child] as Entry;
      i = child;
    }
    heap[i] = last;
  }
}
