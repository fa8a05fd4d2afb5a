import { createHash } from 'node:crypto';
import { type Subscription, timer } from 'rxjs';
import type { Notification } from '../../rules/model/effect.ts';
import { hour, type Instant } from '../../rules/model/time.ts';
import type { Clock } from '../clock.ts';
import type { LastBundle } from '../store/notifications.ts';
import type { Job } from './job.ts';

/** Care time: low ones reach one person by one way at most this often. */
export const defaultBundleMs = hour;

/** Real time in which those of one moment find each other, even a first one that nothing holds back. */
const gatherMs = 1_000;

interface Waiting {
  jobs: Job[];
  /** Care clock: not before then. */
  nextAt: Instant;
  timer: Subscription | null;
}

interface Options {
  readonly clock: Pick<Clock, 'now' | 'scheduler' | 'wallScheduler'>;
  readonly everyMs: number;
  /** Ways that can carry several in one message. */
  readonly carries: (kind: Notification['channel']['kind']) => boolean;
  /** Takes the first job of a bundle; `job.bundle` names the others. */
  readonly push: (job: Job) => void;
}

export interface Bundles {
  /** False: this one goes by itself. Moderate and high ones always do. */
  add(job: Job): boolean;
  /** The message did not go out: what is tried again need not wait for the next hour. */
  failed(job: Job): void;
  /** What an earlier process has sent. */
  learn(last: readonly LastBundle[]): void;
  close(): void;
}

const keyOf = ({ recipient, channel }: Pick<Notification, 'recipient' | 'channel'>) =>
  JSON.stringify([recipient.kind, recipient.id, channel.kind, channel.address]);

/** The same notifications are the same bundle, in whatever process. */
function bundleId(jobs: readonly Job[]): string {
  const ids = jobs.map(({ notification }) => notification.id).toSorted();
  return createHash('sha256').update(JSON.stringify(ids)).digest('hex').slice(0, 32);
}

/**
 * Gathers low notifications to one person by one way. The first goes at once; those that follow wait until an hour has passed, and go
 * together. Nothing is stored here: each keeps its row, and a restart gathers them again.
 */
export function createBundles({ clock, everyMs, carries, push }: Options): Bundles {
  const people = new Map<string, Waiting>();

  function at(key: string): Waiting {
    const known = people.get(key);
    if (known) return known;
    const waiting: Waiting = { jobs: [], nextAt: 0, timer: null };
    people.set(key, waiting);
    return waiting;
  }

  function arm(waiting: Waiting): void {
    if (waiting.timer || waiting.jobs.length === 0) return;
    const deferMs = waiting.nextAt - clock.now();
    const wait$ = deferMs > 0 ? timer(deferMs, clock.scheduler) : timer(gatherMs, clock.wallScheduler);
    waiting.timer = wait$.subscribe(() => flush(waiting));
  }

  function flush(waiting: Waiting): void {
    waiting.timer = null;
    const jobs = waiting.jobs.filter(({ phase }) => phase === 'waiting');
    waiting.jobs = [];
    const first = jobs[0];
    if (!first) return;
    waiting.nextAt = clock.now() + everyMs;
    first.bundle = { id: bundleId(jobs), jobs };
    push(first);
  }

  return {
    add(job) {
      const { severity, channel, recipient } = job.notification;
      if (severity !== 'low' || recipient.kind === 'device' || !carries(channel.kind)) return false;
      const waiting = at(keyOf(job.notification));
      waiting.jobs.push(job);
      arm(waiting);
      return true;
    },
    failed(job) {
      const waiting = at(keyOf(job.notification));
      waiting.nextAt = 0;
      waiting.timer?.unsubscribe();
      waiting.timer = null;
      arm(waiting);
    },
    learn(last) {
      for (const one of last) at(keyOf(one)).nextAt = one.at + everyMs;
    },
    close() {
      for (const { timer } of people.values()) timer?.unsubscribe();
    },
  };
}
