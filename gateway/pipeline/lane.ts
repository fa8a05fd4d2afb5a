import type { Logger as Log } from 'pino';
import { Subject } from 'rxjs';
import type { Sequence } from '../../rules/engine/sequence.ts';
import type { World } from '../../rules/engine/world.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { Clock } from '../clock.ts';
import { AlreadyStored, commitBatch } from '../store/commit.ts';
import { knownReadings } from '../store/known-readings.ts';
import type { LaneConnection } from '../store/lane-connection.ts';
import { isCommitted } from '../store/scenario-states.ts';
import type { StateCatchUp } from './catch-up.ts';
import { Newness, ofItems } from './duplicates.ts';
import { LaneJudge } from './lane-judge.ts';
import type { PipelineMetrics } from './metrics.ts';
import { persistently } from './persistence.ts';
import type { TimelineHeads } from './timeline-chain.ts';
import { isUrgent, urgentNotifications } from './urgency.ts';
import { asUnreadable, type Committed, type LaneItem, newWork, rowsOf, type Work } from './work.ts';

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
  /** Taken from the queue, waiting to hear whether they are new. */
  #lookedUp: LaneItem[] = [];
  /** Judged, on its way into the database. */
  #storing: Work | null = null;
  #waiting = 0;
  #batches = 0;
  #open: Work;
  #draining = false;
  #drained: Promise<void> = Promise.resolve();
  #stalled = false;
  /** Items at the head of the queue that are tried one by one, to find the one that the database refuses. */
  #alone = 0;
  /** Something was taken for new that is stored: every reading is looked up, and what is stored all the same is refused. */
  #doubtsAll = false;

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

  /** Not an exhaustMap, which could forget an arrival. A defect rejects, and so ends the process: the next one restores what is stored. */
  #start(): void {
    if (this.#draining) return;
    this.#draining = true;
    this.#drained = this.#drain();
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0 || this.#open.items.length > 0) {
      this.#lookedUp = this.#queue.splice(0, this.#alone > 0 ? 1 : maxBatch);
      if (this.#alone > 0) this.#alone--;
      try {
        const known = await this.#lookUp(this.#lookedUp);
        for (const item of this.#lookedUp) this.#judge.judge(this.#open, item, known.get(item));
      } catch (error) {
        this.#takeBack({ ...this.#newWork(), items: this.#lookedUp }, error as Error);
        continue;
      } finally {
        this.#lookedUp = [];
      }
      this.#storing = this.#open;
      this.#open = this.#newWork();
      await this.#commit(this.#storing);
      this.#storing = null;
    }
    this.#draining = false;
  }

  #newWork(): Work {
    return newWork(`${this.#d.epoch}/${this.#batches++}`);
  }

  async #lookUp(items: readonly LaneItem[]): Promise<Map<LaneItem, Set<number>>> {
    const doubtful = this.#newness.doubtful(items, this.#doubtsAll);
    if (doubtful.length === 0) return new Map();
    const keys = doubtful.map((one) => one.key);
    return ofItems(doubtful, await this.#persistently(() => this.#d.connection.use((client) => knownReadings(client, keys))));
  }

  /** Judged and told before it is stored; it is stored with the next batch, and only then answered. */
  #judgeNow(items: readonly LaneItem[]): void {
    for (const item of items) this.#judge.judge(this.#open, item, undefined);
    this.#tellNow(this.#open);
    this.#judged.next();
    this.#start();
  }

  #tellNow(work: Work): void {
    const urgent = urgentNotifications(work.batch, work.told);
    work.told = work.batch.decisions.length;
    for (const notification of urgent) this.#d.sendNow(notification);
  }

  /** Whoever is in need waits nowhere: not in the queue, not for the look at what is stored, not in the batch on its way. */
  #stall(): void {
    if (this.#stalled) return;
    this.#stalled = true;
    this.#d.log.warn({ lane: this.#d.lane, waiting: this.#waiting }, 'database slow or away: readings wait, urgent alerts go out unstored');
    if (this.#storing) this.#tellNow(this.#storing);
    const urgent = [...this.#lookedUp, ...this.#queue].filter((item) => isUrgent(item, this.#d.world));
    if (urgent.length === 0) return;
    const waits = (item: LaneItem) => !urgent.includes(item);
    this.#lookedUp = this.#lookedUp.filter(waits);
    this.#queue = this.#queue.filter(waits);
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
    if (this.#alone === 0) this.#doubtsAll = false;
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
    const { batch } = this.#open;
    // One that could not even be judged is among both.
    const open = this.#open.items.filter((item) => !work.items.includes(item));
    this.#open = this.#newWork();
    this.#d.world.undo(batch);
    this.#d.world.undo(work.batch);
    this.#newness.forget();
    if (!(error instanceof AlreadyStored) || this.#doubtsAll) {
      this.#d.log.error(
        { lane: this.#d.lane, items: work.items.length, code: (error as { code?: string }).code },
        'batch refused by the database',
      );
      if (work.items.length === 1) return this.#giveUp(work.items[0]!, error, open);
      this.#alone += work.items.length + open.length;
    }
    this.#doubtsAll = true;
    this.#queue = [...work.items, ...open, ...this.#queue];
  }

  /** One item that cannot be stored as it is: a reading is kept as unreadable, with its content and the reason. */
  #giveUp(item: LaneItem, error: Error, open: readonly LaneItem[]): void {
    this.#queue = [...open, ...this.#queue];
    if (item.kind === 'arrival' && item.arrival.observations.length > 0) {
      this.#queue.unshift(asUnreadable(item, `could not be stored: ${error.message}`));
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
    const { clock, metrics } = this.#d;
    const onOutage = () => {
      metrics.outages.inc();
      this.#stall();
    };
    try {
      return await persistently(attempt, { scheduler: clock.wallScheduler, onSlow: () => this.#stall(), onOutage });
    } finally {
      this.#stalled = false;
    }
  }
}
