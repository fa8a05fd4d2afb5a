import { type ClockSync, serverTime, synchronise } from './clock-sync.ts';

/** The one place of the page that knows what time it is in the homes. Fed by the live feed and by `GET /api/clock`. */
export class ServerClock {
  #sync: ClockSync | null = null;

  /** What the server said just now: ISO instant and speed. */
  heard(nowIso: string, speed: number): void {
    this.#sync = synchronise(this.#sync, { serverNow: Date.parse(nowIso), speed, localMs: performance.now() });
  }

  /** Server time in ms since 1970; null before the server has spoken. */
  now(): number | null {
    return this.#sync && serverTime(this.#sync, performance.now());
  }

  get speed(): number {
    return this.#sync?.speed ?? 1;
  }
}
