import type pg from 'pg';
import type { Logger } from 'pino';
import { Subscription } from 'rxjs';
import type { Instant, Interval } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { outageSince, shortestOutageMs } from './pipeline/outage.ts';
import { addIncident, beat } from './store/incidents.ts';

const everyMs = 5_000;

interface Tick {
  readonly careAt: Instant;
  readonly wallAt: Instant;
}

export interface BeatsOptions {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now' | 'wallNow' | 'wallScheduler'>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  /** Tells the judge, at once, that we were blind: the machine slept or stood still while the process lived. */
  readonly blinded: (stretch: Interval) => void;
  /** Readings wait for the database. */
  readonly isStalled: () => boolean;
}

/**
 * Writes every few seconds that we are alive, so that the next start knows since when nobody was. Notices as well when the machine stood
 * still, and how long the database was away: then readings waited and nothing was lost, so the judge is told nothing.
 */
export class Beats {
  readonly #o: BeatsOptions;
  #next: Subscription = Subscription.EMPTY;
  /** Our last tick, in care time and by the wall clock. */
  #tick: Tick | null = null;
  /** Since when the database is away, as far as beats and lanes can tell; null: it is there. */
  #awaySince: Tick | null = null;
  #latest: Tick | null = null;
  #writing: Promise<void> | null = null;

  constructor(options: BeatsOptions) {
    this.#o = options;
    this.#go();
  }

  /** The last beat: from here on nobody is there. */
  async close(): Promise<void> {
    this.#next.unsubscribe();
    await this.#writing;
    this.#beat();
    await this.#writing;
  }

  #go(): void {
    this.#beat();
    this.#next = this.#o.clock.wallScheduler.schedule(() => this.#go(), everyMs);
  }

  #beat(): void {
    const { clock } = this.#o;
    const now = { careAt: clock.now(), wallAt: clock.wallNow() };
    const last = this.#tick;
    this.#tick = now;
    // By the wall clock: in time-lapse a minute of the homes is a second of ours.
    if (last && now.wallAt - last.wallAt >= shortestOutageMs) this.#stoodStill(last.careAt, now.careAt);
    if (this.#o.isStalled()) this.#awaySince ??= last ?? now;
    // One at a time: a database that is away holds up one statement, not a thousand.
    this.#latest = now;
    this.#writing ??= this.#writeLatest().finally(() => {
      this.#writing = null;
    });
  }

  #stoodStill(fromAt: Instant, now: Instant): void {
    const stretch = outageSince(fromAt, now);
    if (stretch === null) return;
    this.#o.log.warn({ from: fromAt, to: now }, 'this machine stood still: absence is judged with that time taken out');
    this.#o.blinded(stretch);
    void addIncident(this.#o.pool, 'gateway', stretch).catch((error: Error) =>
      this.#o.log.error({ err: error }, 'the incident could not be stored'),
    );
  }

  async #writeLatest(): Promise<void> {
    for (let now = this.#latest; now !== null; now = this.#latest) {
      this.#latest = null;
      await this.#write(now);
    }
  }

  async #write(now: Tick): Promise<void> {
    const { pool, isStalled } = this.#o;
    try {
      await beat(pool, now.careAt, now.wallAt);
      const away = this.#awaySince;
      if (away === null || isStalled()) return;
      this.#awaySince = null;
      if (now.wallAt - away.wallAt >= shortestOutageMs) await addIncident(pool, 'database', { fromAt: away.careAt, toAt: now.careAt });
    } catch {
      // The next beat tries again; that the database is away is said by the lanes.
      this.#awaySince ??= now;
    }
  }
}
