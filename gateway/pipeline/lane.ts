import type { Logger as Log } from 'pino';
import { firstValueFrom, Subject, timer } from 'rxjs';
import type { Sequence } from '../../rules/engine/sequence.ts';
import type { World } from '../../rules/engine/world.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { Clock } from '../clock.ts';
import { AlreadyStored, commitBatch } from '../store/commit.ts';
import { knownReadings } from '../store/known-readings.ts';
import { isOutage, type LaneConnection } from '../store/lane-connection.ts';
import { isCommitted } from '../store/scenario-states.ts';
import type { StateCatchUp } from './catch-up.ts';
import { Newness } from './duplicates.ts';
import { LaneJudge } from './lane-judge.ts';
import type { PipelineMetrics } from './metrics.ts';
import type { TimelineHeads } from './timeline-chain.ts';
import { isUrgent, urgentNotifications } from './urgency.ts';
import { type Committed, type LaneItem, newWork, rowsOf, type Work } from './work.ts';

export interface LaneDependencies {
  readonly lane: number;
  /** Distinguishes this process's batches from those of one before. */
  readonly epoch: string;
  readonly world: World;
  readonly connection: LaneConnection;
  readonly sequence: Sequence;
  readonly heads: TimelineHeads;
  readonly catchUp: StateCatchUp;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: PipelineMetrics;
  /** Tells people before it is stored; used while the database does not answer. */
  readonly sendNow: (notification: Notification) => void;
}

/** Readings in one transaction: more wait for the next. Latency is about one batch, so it is kept to what a commit does in some 50 ms. */
const maxBatch = 1_000;
/** A commit that takes longer is an outage to somebody who has pressed the button. */
const stallMs = 500;
const retryMs = { first: 100, most: 2_000 };

/**
 * One lane: inputs in order, judged in batches, one transaction a batch, answered afterwards. What arrives while a transaction is
 * in flight is the next batch. A failed transaction is tried again as it is; only one that the database refuses is taken back.
 */
export class Lane {
  readonly #d: LaneDependencies;
  readonly #committed = new Subject<Committed>();
  readonly #judged = new Subject<void>();
  readonly #newness = new Newness();
  readonly #judge: LaneJudge;
  #queue: LaneItem[] = [];
  #waiting = 0;
  #batches = 0;
  #open: Work;
  #draining = false;
  #drained: Promise<void> = Promise.resolve();
  #stalled = false;
  /** Items at the head of the queue that are tried one by one, to find the one that the database refuses. */
  #alone = 0;

  constructor(dependencies: LaneDependencies) {
    this.#d = dependencies;
    this.#judge = new LaneJudge({ ...dependencies, newness: this.#newness });
    this.#open = this.#newWork();
  }

  /** Batches that are stored, in order. */
  get committed$() {
    return this.#committed.asObservable();
  }

  /** Something was judged: the next deadline may be another. */
  get judged$() {
    return this.#judged.asObservable();
  }

  /** Items taken and not yet answered. */
  get waiting(): number {
    return this.#waiting;
  }

  get stalled(): boolean {
    return this.#stalled;
  }

  enqueue(item: LaneItem): void {
    this.#waiting++;
    if (this.#stalled && isUrgent(item, this.#d.world)) return this.#judgeNow([item]);
    this.#queue.push(item);
    this.#start();
  }

  /** Stores what has been taken, then stops. Nothing may be enqueued afterwards. */
  async close(): Promise<void> {
    await this.#drained;
    this.#committed.complete();
    this.#judged.complete();
  }

  /** Not an exhaustMap: between its last look at the queue and its completion an arrival would be forgotten. */
  #start(): void {
    if (this.#draining) return;
    this.#draining = true;
    this.#drained = this.#drain().catch((error: Error) => this.#d.log.fatal({ err: error, lane: this.#d.lane }, 'a lane has stopped'));
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0 || this.#open.items.length > 0) {
      const items = this.#queue.splice(0, this.#alone > 0 ? 1 : maxBatch);
      if (this.#alone > 0) this.#alone--;
      try {
        const known = await this.#lookUp(items);
        for (const item of items) this.#judge.judge(this.#open, item, known.get(item));
      } catch (error) {
        this.#takeBack({ ...this.#newWork(), items }, error as Error);
        continue;
      }
      const work = this.#open;
      this.#open = this.#newWork();
      await this.#commit(work);
    }
    this.#draining = false;
  }

  #newWork(): Work {
    return newWork(`${this.#d.epoch}/${this.#batches++}`);
  }

  async #lookUp(items: readonly LaneItem[]): Promise<Map<LaneItem, Set<number>>> {
    const known = new Map<LaneItem, Set<number>>();
    const doubtful = this.#newness.doubtful(items);
    if (doubtful.length === 0) return known;
    const keys = doubtful.map((one) => one.key);
    const stored = await this.#persistently(() => this.#d.connection.use((client) => knownReadings(client, keys)));
    for (const i of stored) {
      const { item, index } = doubtful[i]!;
      known.set(item, (known.get(item) ?? new Set()).add(index));
    }
    return known;
  }

  /** Judged and told before it is stored; it is stored with the next batch, and only then answered. */
  #judgeNow(items: readonly LaneItem[]): void {
    for (const item of items) {
      const from = this.#open.batch.decisions.length;
      this.#judge.judge(this.#open, item, undefined);
      for (const notification of urgentNotifications(this.#open.batch, from)) this.#d.sendNow(notification);
    }
    this.#judged.next();
    this.#start();
  }

  #stall(): void {
    if (this.#stalled) return;
    this.#stalled = true;
    this.#d.log.warn({ lane: this.#d.lane, waiting: this.#waiting }, 'database slow or away: readings wait, urgent alerts go out unstored');
    const urgent = this.#queue.filter((item) => isUrgent(item, this.#d.world));
    if (urgent.length === 0) return;
    this.#queue = this.#queue.filter((item) => !urgent.includes(item));
    this.#judgeNow(urgent);
  }

  async #commit(work: Work): Promise<void> {
    const { world, heads, connection, lane, metrics, catchUp, sequence, clock } = this.#d;
    const { rows, committed, heads: moved } = rowsOf(work, sequence.next(clock.now()), world, heads);
    this.#judged.next();
    let tried = false;
    try {
      const end = metrics.commitSeconds.startTimer();
      await this.#persistently(() =>
        connection.use(async (client) => {
          if (tried && (await isCommitted(client, rows.seq, work.id))) return;
          tried = true;
          await commitBatch(client, lane, work.id, rows);
        }),
      );
      end();
    } catch (error) {
      return this.#takeBack(work, error as Error);
    }
    heads.moved(moved, new Set(committed.alerts.filter((alert) => alert.status === 'closed').map((alert) => alert.id)));
    catchUp.committed(rows.seq, rows.states);
    this.#waiting -= work.items.length;
    metrics.readings.inc(rows.observations.length);
    metrics.unreadable.inc(rows.unreadable.length);
    for (const answer of work.answers) answer();
    this.#committed.next(committed);
  }

  /** The database refused the batch: the world goes back to before it, and its items are judged again, more carefully. */
  #takeBack(work: Work, error: Error): void {
    const open = this.#open;
    this.#open = this.#newWork();
    this.#d.world.undo(open.batch);
    this.#d.world.undo(work.batch);
    this.#newness.forget();
    if (!(error instanceof AlreadyStored)) {
      this.#d.log.error(
        { lane: this.#d.lane, items: work.items.length, code: (error as { code?: string }).code },
        'batch refused by the database',
      );
      if (work.items.length === 1) return this.#giveUp(work.items[0]!, error, open.items);
      this.#alone += work.items.length + open.items.length;
    }
    this.#queue = [...work.items, ...open.items, ...this.#queue];
  }

  /** One item that cannot be stored as it is: a reading is kept as unreadable, with its content and the reason. */
  #giveUp(item: LaneItem, error: Error, open: readonly LaneItem[]): void {
    this.#queue = [...open, ...this.#queue];
    if (item.kind === 'arrival' && item.arrival.observations.length > 0) {
      const { observations, unreadable } = item.arrival;
      const kept = { topic: '', payload: Buffer.from(JSON.stringify(observations)), reason: `could not be stored: ${error.message}` };
      this.#queue.unshift({ ...item, arrival: { ...item.arrival, observations: [], timeless: [], unreadable: [...unreadable, kept] } });
      return;
    }
    this.#waiting--;
    if (item.kind !== 'input') item.done(error);
    else {
      if (item.input.type === 'deadline') this.#d.world.lookAgain(item.patientId, item.input.at + 60_000);
      item.done({ refused: null, conflict: false, alert: null, error });
    }
  }

  /** Tries until the database answers. Whoever is in need does not wait for it. */
  async #persistently<T>(attempt: () => Promise<T>): Promise<T> {
    const { wallScheduler } = this.#d.clock;
    const watch = timer(stallMs, wallScheduler).subscribe(() => this.#stall());
    try {
      for (let waitMs = retryMs.first; ; waitMs = Math.min(waitMs * 2, retryMs.most)) {
        try {
          return await attempt();
        } catch (error) {
          if (!isOutage(error)) throw error;
          this.#d.metrics.outages.inc();
          this.#stall();
          await firstValueFrom(timer(waitMs, wallScheduler));
        }
      }
    } finally {
      watch.unsubscribe();
      this.#stalled = false;
    }
  }
}
