import type { Instant } from '../model/time.ts';

/** Places within one millisecond: more than a machine judges in one. */
const perMillisecond = 1_000;

/**
 * The order of judgement across all lanes. A place holds the instant of judgement and a count within it: it goes up across
 * restarts without asking the database, as long as it is told the last one stored, and replay reads the instant from it.
 */
export class Sequence {
  #last: number;

  constructor(lastStored: number) {
    this.#last = lastStored;
  }

  next(now: Instant): number {
    this.#last = Math.max(this.#last + 1, now * perMillisecond);
    return this.#last;
  }
}

/** When the input at this place was judged. Never goes back, even if the clock does. */
export function judgedAt(seq: number): Instant {
  return Math.floor(seq / perMillisecond);
}

/** The first place at which something is judged at `at` or later. */
export function placeAt(at: Instant): number {
  return at * perMillisecond;
}
