import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, interval, type Observable, type Subscription } from 'rxjs';
import { type ClockSamples, clockAheadMs, clockHeard, noClockSamples } from '../rules/model/device-clock.ts';
import type { Observation } from '../rules/model/observation.ts';
import { day, hour, type Instant } from '../rules/model/time.ts';
import type { SelfReport } from './adapters/self-report.ts';
import type { Clock } from './clock.ts';
import { saveDays, type ToldOfDay } from './store/device-days.ts';

export interface DeviceDaysOptions {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'scheduler'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly readings$: Observable<{ readonly readings: readonly { readonly observation: Observation }[] }>;
}

/**
 * Gathers what devices tell of themselves: battery, signal, and how far their clocks are off. It is no reading of anybody and starts nothing;
 * it is added to the day's row once an hour, and lost for that hour where the gateway is killed.
 */
export class DeviceDays {
  readonly #o: DeviceDaysOptions;
  /** By device and day, what is not stored yet. */
  readonly #told = new Map<string, ToldOfDay>();
  readonly #clocks = new Map<string, ClockSamples>();
  readonly #subscriptions: readonly Subscription[];

  constructor(options: DeviceDaysOptions) {
    this.#o = options;
    const { clock, log, readings$ } = options;
    const keep = () => this.keep().catch((error: Error) => log.warn({ err: error }, 'what devices tell of themselves could not be stored'));
    this.#subscriptions = [
      readings$.subscribe(({ readings }) => {
        for (const { observation } of readings) this.#heard(observation);
      }),
      interval(hour, clock.scheduler).pipe(concatMap(keep)).subscribe(),
    ];
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    await this.keep();
  }

  /** A hub has told of a device behind it. */
  told(deviceId: string, report: SelfReport, at: Instant): void {
    const { percent, millivolts, low, signal } = report;
    this.#add({ ...nothing(deviceId, at), percent, millivolts, low, signal, weakest: signal?.value ?? null });
  }

  #heard(observation: Observation): void {
    const { source, kind, value, receivedAt, provenance, snapshot } = observation;
    if (provenance !== 'device') return;
    if (kind === 'battery' && !snapshot) this.#add({ ...nothing(source, receivedAt), percent: value as number });
    const before = this.#clocks.get(source) ?? noClockSamples;
    const after = clockHeard(before, observation);
    if (after === before) return;
    this.#clocks.set(source, after);
    const aheadMs = after.aheadMs === before.aheadMs ? null : clockAheadMs(after);
    if (aheadMs !== null) this.#add({ ...nothing(source, receivedAt), clockAheadMs: aheadMs });
  }

  #add(news: ToldOfDay): void {
    const key = `${news.deviceId} ${news.day}`;
    const known = this.#told.get(key);
    this.#told.set(key, known === undefined ? news : joined(known, news));
  }

  /** Stores what has been gathered. What cannot be stored is kept for the next time. */
  async keep(): Promise<void> {
    const told = new Map(this.#told);
    this.#told.clear();
    try {
      await saveDays(this.#o.pool, [...told.values()]);
    } catch (error) {
      for (const [key, older] of told) {
        const newer = this.#told.get(key);
        this.#told.set(key, newer === undefined ? older : joined(older, newer));
      }
      throw error;
    }
  }
}

const nothing = (deviceId: string, at: Instant): ToldOfDay => ({
  deviceId,
  day: Math.floor(at / day),
  percent: null,
  millivolts: null,
  low: null,
  signal: null,
  weakest: null,
  clockAheadMs: null,
  toldAt: at,
});

function joined(known: ToldOfDay, news: ToldOfDay): ToldOfDay {
  const sameScale = known.signal !== null && news.signal !== null && known.signal.scale === news.signal.scale;
  const weakest = sameScale ? Math.min(known.weakest!, news.weakest!) : (news.weakest ?? known.weakest);
  return {
    ...known,
    percent: news.percent ?? known.percent,
    millivolts: news.millivolts ?? known.millivolts,
    low: news.low ?? known.low,
    signal: news.signal ?? known.signal,
    weakest,
    clockAheadMs: news.clockAheadMs ?? known.clockAheadMs,
    toldAt: Math.max(known.toldAt, news.toldAt),
  };
}
