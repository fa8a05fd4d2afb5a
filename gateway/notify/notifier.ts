import type { Logger } from 'pino';
import { defer, firstValueFrom, race, retry, timer } from 'rxjs';
import type { Notification } from '../../rules/model/effect.ts';
import type { Clock } from '../clock.ts';
import type { ChannelAdapter, Fate, FateSink } from '../ports.ts';
import { mayFollow, type NotificationStore } from '../store/notifications.ts';
import { createBundles, defaultBundleMs } from './bundles.ts';
import { DeliveryError } from './delivery-error.ts';
import { handOver } from './hand-over.ts';
import { type Job, newJob, type Outcome, storedJob } from './job.ts';
import { type Concurrency, createLanes, defaultConcurrency } from './lanes.ts';
import type { NotifierMetrics } from './metrics.ts';
import { createOutbox } from './outbox.ts';
import { retryDelayMs, tryTimeoutMs } from './retry.ts';
import { createTakeBack } from './take-back.ts';

/** Sent while the database was away, and their rows have not come: so many are remembered. */
const maxWithoutRow = 10_000;
/** A channel's later answer is kept for the database this many seconds. */
const answerPatienceSeconds = 600;

export interface NotifierDeps {
  readonly store: NotificationStore;
  readonly adapters: readonly ChannelAdapter[];
  readonly fateSink: FateSink;
  readonly clock: Pick<Clock, 'now' | 'scheduler' | 'wallNow' | 'wallScheduler'>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly metrics: NotifierMetrics;
  readonly concurrency?: Partial<Concurrency>;
  /** Low ones reach one person by one way at most this often, by the care clock; an hour when left out. */
  readonly bundleMs?: number;
}

export interface Notifier {
  /** Takes notifications whose rows have been committed. The same id again is the same notification. */
  enqueue(notifications: readonly Notification[]): void;
  /** Goes on with what an earlier process left, and tells alerts the fates that they missed. Rejects without a database. */
  recover(): Promise<void>;
  /** No longer true: not sent if that can still be helped, and not tried again where a try is under way. */
  withdraw(id: string, reason: string): void;
  /**
   * Sends at once, without the database, and says how it went so that the caller can use the next channel. The fate is kept
   * until `enqueue` brings the row.
   */
  sendNow(notification: Notification): Promise<Outcome>;
  /** What a channel or a person answered later. `from` refuses answers from anyone else: false. Resolves when it is stored. */
  report(id: string, fate: Fate, detail: string, from?: (notification: Notification) => boolean): Promise<boolean>;
  /** Lets tries under way end, stores their fates, and stops. */
  close(): Promise<void>;
}

/** The outbox: each notification is handed to its channel, tried again, and its fate stored and told to its alert. */
export function createNotifier(deps: NotifierDeps): Notifier {
  const { store, adapters, fateSink, clock, log, metrics, concurrency, bundleMs: everyMs = defaultBundleMs } = deps;
  const jobs = new Map<string, Job>();
  const withoutRow = new Set<string>();
  const adapterOf = new Map(adapters.map((adapter) => [adapter.kind, adapter]));
  let closed = false;

  const outbox = createOutbox({ store, clock, log });
  const takeBack = createTakeBack({ outbox, store, adapterOf, log });
  const lanes = createLanes(attempt, { ...defaultConcurrency, ...concurrency }, log);
  const carries = (kind: ChannelAdapter['kind']) => adapterOf.get(kind)?.sendTogether !== undefined;
  const bundles = createBundles({ clock, everyMs, carries, push: lanes.push });

  function add(job: Job): void {
    jobs.set(job.notification.id, job);
    metrics.unfinished.set(jobs.size);
  }

  function forget(job: Job): void {
    if (jobs.get(job.notification.id) === job) jobs.delete(job.notification.id);
    withoutRow.delete(job.notification.id);
    metrics.unfinished.set(jobs.size);
  }

  /** To its lane when the care clock says so, or after `delayMs` of real time. */
  function schedule(job: Job, delayMs: number): void {
    const deferMs = (job.notification.sendAt ?? 0) - clock.now();
    const wait$ = deferMs > 0 ? timer(deferMs, clock.scheduler) : delayMs > 0 ? timer(delayMs, clock.wallScheduler) : null;
    if (wait$) job.timer = wait$.subscribe(() => schedule(job, 0));
    else if (!bundles.add(job)) lanes.push(job);
  }

  function settle(job: Job, outcome: Outcome): void {
    if (job.phase === 'settled') return;
    job.phase = 'settled';
    // A device may answer before the broker has said that it took the command.
    const known = job.outcome;
    if (!known || mayFollow[outcome.fate].includes(known.fate)) job.outcome = outcome;
    const { severity, channel } = job.notification;
    metrics.fates.inc({ channel: channel.kind, severity, fate: outcome.fate });
    job.settled.resolve(outcome);
    if (job.hasRow) publish(job);
    else if (withoutRow.size > maxWithoutRow) forget(jobs.get(withoutRow.values().next().value as string) as Job);
  }

  function publish(job: Job): void {
    const { fate, detail } = job.outcome as Outcome;
    void outbox.save(job.notification.id, { status: fate, detail, tries: job.tries }).then(() => forget(job));
    if (fate !== 'suppressed') fateSink.fate(job.notification, fate, detail);
  }

  function hasExpired(job: Job): boolean {
    if (clock.now() < job.notification.expiresAt) return false;
    settle(job, { fate: 'failed', detail: 'expired before it could be sent' });
    return true;
  }

  /** A job, or all that go in one message with it. */
  async function attempt(first: Job): Promise<void> {
    const { bundle } = first;
    first.bundle = null;
    const claimed = await Promise.all((bundle?.jobs ?? [first]).map(async (job) => ((await claim(job, bundle?.id)) ? [job] : [])));
    // It may have been withdrawn, or have expired, while the database was away.
    const jobs = claimed.flat().filter((job) => job.phase === 'claiming' && !hasExpired(job));
    for (const job of jobs) job.phase = 'sending';
    const [one, ...others] = jobs;
    if (one) await hand([one, ...others], bundle?.id ?? null);
    else if (bundle) bundles.failed(first);
  }

  async function claim(job: Job, bundle?: string): Promise<boolean> {
    if (closed || job.phase !== 'waiting' || hasExpired(job)) return false;
    job.phase = 'claiming';
    job.tries += 1;
    if (!job.hasRow || (await outbox.claim(job, bundle))) return true;
    forget(job);
    job.settled.resolve({ fate: 'suppressed', detail: 'no longer to be sent' });
    return false;
  }

  function timeFirstTry(job: Job): void {
    if (job.firstTryAt !== null) return;
    job.firstTryAt = clock.wallNow();
    const { severity } = job.notification;
    if (!job.deferred) metrics.handover.observe({ severity }, Math.max(0, job.firstTryAt - job.enteredAt) / 1_000);
  }

  async function hand(jobs: readonly [Job, ...Job[]], bundle: string | null): Promise<void> {
    const { kind } = jobs[0].notification.channel;
    const adapter = adapterOf.get(kind);
    for (const job of jobs) {
      if (!adapter) settle(job, { fate: 'failed', detail: `no way to send by ${kind}` });
      else timeFirstTry(job);
    }
    if (!adapter) return;
    try {
      const outcome = await handOver(adapter, jobs, bundle, clock.wallScheduler);
      for (const job of jobs) settle(job, outcome);
    } catch (error) {
      if (bundle !== null) bundles.failed(jobs[0]);
      for (const job of jobs) failed(job, error as Error);
    }
  }

  function failed(job: Job, error: Error): void {
    const { id, severity, channel } = job.notification;
    const told = error instanceof DeliveryError ? error : new DeliveryError('the channel failed', { cause: error, ambiguous: true });
    if (told !== error) log.error({ err: error, notificationId: id, channel: channel.kind }, 'outbox: a channel failed');
    job.repeat ||= told.ambiguous;
    const delayMs = told.permanent || job.withdrawn ? null : retryDelayMs(severity, job.tries, clock.wallNow() - (job.firstTryAt ?? 0));
    log.info({ notificationId: id, channel: channel.kind, tries: job.tries, retryMs: delayMs }, 'outbox: a try did not go through');
    if (delayMs === null) return settle(job, job.withdrawn ?? { fate: 'failed', detail: told.message });
    job.phase = 'waiting';
    if (job.hasRow) {
      // What may have arrived stays "sending": a process that starts later has to say "repeat" as this one would.
      const status = job.repeat ? 'sending' : 'queued';
      void outbox.save(id, { status, detail: told.message, tries: job.tries, nextTryAt: clock.wallNow() + delayMs });
    }
    schedule(job, delayMs);
  }

  function enqueue(notifications: readonly Notification[]): void {
    for (const notification of notifications) {
      const known = jobs.get(notification.id);
      if (!known) {
        const deferred = notification.sendAt !== null && notification.sendAt > clock.now();
        const job = newJob(notification, { hasRow: true, enteredAt: clock.wallNow(), deferred });
        add(job);
        schedule(job, 0);
      } else if (!known.hasRow) {
        known.hasRow = true;
        withoutRow.delete(notification.id);
        if (known.phase === 'settled') publish(known);
      }
    }
  }

  return {
    enqueue,

    async recover() {
      bundles.learn(await store.lastBundles(clock.now() - everyMs));
      for (const { notification, status, tries, nextTryAt } of await store.unfinished()) {
        if (jobs.has(notification.id)) continue;
        const job = storedJob({ notification, status, tries }, clock.wallNow());
        add(job);
        schedule(job, nextTryAt === null ? 0 : nextTryAt - clock.wallNow());
      }
      for (const { notification, status, detail } of await store.untold()) fateSink.fate(notification, status as Fate, detail);
    },

    withdraw(id, reason) {
      const job = jobs.get(id);
      if (job?.phase === 'waiting' || job?.phase === 'claiming') {
        job.timer?.unsubscribe();
        settle(job, { fate: 'suppressed', detail: reason });
      } else void takeBack(id, reason, job);
    },

    sendNow(notification) {
      const known = jobs.get(notification.id);
      if (known) return known.settled.promise;
      const job = newJob(notification, { hasRow: false, enteredAt: clock.wallNow() });
      add(job);
      withoutRow.add(notification.id);
      lanes.push(job);
      return job.settled.promise;
    },

    async report(id, fate, detail, from) {
      const job = jobs.get(id);
      const find$ = defer(() => store.find(id)).pipe(
        retry({ count: answerPatienceSeconds, delay: () => timer(1_000, clock.wallScheduler) }),
      );
      const notification = job?.notification ?? (await firstValueFrom(find$));
      if (!notification || (from && !from(notification))) {
        log.warn({ notificationId: id }, 'outbox: an answer to a notification that was not sent there; ignored');
        return false;
      }
      if (job && !job.hasRow) {
        if (!job.outcome || mayFollow[fate].includes(job.outcome.fate)) job.outcome = { fate, detail };
        return true;
      }
      const changed = await outbox.save(id, { status: fate, detail });
      if (changed) fateSink.fate(notification, fate, detail);
      return true;
    },

    async close() {
      closed = true;
      for (const job of jobs.values()) job.timer?.unsubscribe();
      bundles.close();
      const ended$ = defer(() => lanes.ended());
      await firstValueFrom(race(ended$, timer(tryTimeoutMs('high'), clock.wallScheduler)));
      await outbox.close();
    },
  };
}
