import type pg from 'pg';
import type { Logger } from 'pino';
import { concatMap, type Observable, type Subscription, timer } from 'rxjs';
import {
  type Arrivals,
  daysUntil,
  heardAgain,
  type LearnedHeartbeat,
  learnedHeartbeat,
  modelHeartbeat,
  noArrivals,
} from '../rules/model/heartbeat.ts';
import type { Observation } from '../rules/model/observation.ts';
import { day } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { type ExpectedDevice, expectedDevices, loadArrivals, saveArrivals, setLearned } from './store/kit-memory.ts';
import { write } from './store/write.ts';

/** Devices changed in one transaction: the judge hears of their people by name. */
const changedAtOnce = 50;

export interface HeartbeatsOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly readings$: Observable<{ readonly readings: readonly { readonly observation: Observation }[] }>;
}

type Learned = (LearnedHeartbeat & { readonly from: 'device' | 'model' }) | null;

/**
 * Learns from what arrives how often each device is heard when all is well. A reading costs one look into a map; once a day what was
 * learned is put into force, as a change of the agreement with the people concerned, so that replay sees it too.
 */
export class Heartbeats {
  readonly #o: HeartbeatsOptions;
  readonly #arrivals: Map<string, Arrivals>;
  readonly #subscriptions: readonly Subscription[];

  private constructor(options: HeartbeatsOptions, arrivals: Map<string, Arrivals>) {
    this.#o = options;
    this.#arrivals = arrivals;
    const { clock, log, readings$ } = options;
    const toMidnightMs = day - (clock.now() % day);
    this.#subscriptions = [
      readings$.subscribe(({ readings }) => {
        for (const { observation } of readings) this.#heard(observation);
      }),
      timer(toMidnightMs, day, clock.scheduler)
        .pipe(
          concatMap(() =>
            this.learn().catch((error: Error) => log.warn({ err: error }, 'heartbeats were not learned; trying again tomorrow')),
          ),
        )
        .subscribe(),
    ];
  }

  /** Begins with what earlier processes remembered. */
  static async start(options: HeartbeatsOptions): Promise<Heartbeats> {
    return new Heartbeats(options, await loadArrivals(options.pool));
  }

  /** Keeps what was heard of this day. */
  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    await saveArrivals(this.#o.pool, [...this.#arrivals]);
  }

  #heard({ source, kind, value, snapshot, receivedAt }: Observation): void {
    if (snapshot || (kind === 'availability' && value === 'offline') || source.startsWith('person:')) return;
    this.#arrivals.set(source, heardAgain(this.#arrivals.get(source) ?? noArrivals, receivedAt));
  }

  /** Puts into force what the days that are over have taught, and keeps them. */
  async learn(): Promise<void> {
    const { pool, clock, log } = this.#o;
    const now = clock.now();
    for (const [id, arrivals] of this.#arrivals) this.#arrivals.set(id, daysUntil(arrivals, now));
    const own = new Map<string, LearnedHeartbeat>();
    const models = new Map<string, LearnedHeartbeat[]>();
    for await (const page of expectedDevices(pool))
      for (const { id, modelKey, declaredSeconds } of page) {
        const learned = learnedHeartbeat(this.#arrivals.get(id)?.days ?? [], declaredSeconds * 1_000);
        if (!learned) continue;
        own.set(id, learned);
        const others = models.get(modelKey);
        if (others) others.push(learned);
        else models.set(modelKey, [learned]);
      }
    const spoken = new Map([...models].map(([key, all]) => [key, modelHeartbeat(all)]));
    let changed = 0;
    for await (const page of expectedDevices(pool)) {
      const news = page.map((device): [ExpectedDevice, Learned] => [device, inForce(own.get(device.id), spoken.get(device.modelKey))]);
      changed += await this.#change(news.filter(([device, learned]) => differs(device, learned)));
    }
    await saveArrivals(pool, [...this.#arrivals]);
    if (changed > 0) log.info({ devices: changed }, 'heartbeats learned');
  }

  async #change(news: readonly (readonly [ExpectedDevice, Learned])[]): Promise<number> {
    const { pool, clock } = this.#o;
    for (let i = 0; i < news.length; i += changedAtOnce)
      await write(pool, { at: clock.now(), actor: 'gateway' }, async (tx) => {
        for (const [device, learned] of news.slice(i, i + changedAtOnce)) await setLearned(tx, device, learned);
      });
    return news.length;
  }
}

function inForce(own: LearnedHeartbeat | undefined, model: LearnedHeartbeat | null | undefined): Learned {
  if (own) return { ...own, from: 'device' };
  return model ? { ...model, from: 'model' } : null;
}

/** From how many gaps changes every day and concerns nobody by itself. */
const differs = ({ learnedSeconds, learnedFrom }: ExpectedDevice, learned: Learned): boolean =>
  learnedSeconds !== (learned && Math.ceil(learned.everyMs / 1_000)) || learnedFrom !== (learned?.from ?? null);
