import type { Subscription } from 'rxjs';
import type { Notification } from '../../rules/model/effect.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { Fate } from '../ports.ts';
import type { StoredNotification } from '../store/notifications.ts';

export interface Outcome {
  /** `suppressed`: it was withdrawn, or somebody else has dealt with it. */
  readonly fate: Fate | 'suppressed';
  readonly detail: string;
}

/** One notification on its way, in memory. Its row in the outbox is what survives a restart. */
export interface Job {
  readonly notification: Notification;
  /** False while the database is away and the row is still to come. */
  hasRow: boolean;
  /** `sending`: the channel has it, it cannot be called back. */
  phase: 'waiting' | 'claiming' | 'sending' | 'settled';
  /** Withdrawn while a try was under way: what becomes of it unless that goes through. null: it is not withdrawn. */
  withdrawn: Outcome | null;
  /** Tries made, this process and earlier ones. */
  tries: number;
  /** A try may have arrived: the next says that it is a repeat. */
  repeat: boolean;
  /** Its row may already say `sending`, by this process or by one that ended. */
  claimed: boolean;
  /** Wall clock, of this process. */
  firstTryAt: Instant | null;
  readonly enteredAt: Instant;
  readonly deferred: boolean;
  timer: Subscription | null;
  /** Only of the first of several that go in one message: all of them, this one too. */
  bundle: { readonly id: string; readonly jobs: readonly Job[] } | null;
  outcome: Outcome | null;
  readonly settled: PromiseWithResolvers<Outcome>;
}

interface Beginning {
  readonly hasRow: boolean;
  /** Wall clock. */
  readonly enteredAt: Instant;
  readonly deferred?: boolean;
  readonly tries?: number;
  readonly ambiguous?: boolean;
}

export function newJob(notification: Notification, from: Beginning): Job {
  return {
    notification,
    hasRow: from.hasRow,
    phase: 'waiting',
    withdrawn: null,
    tries: from.tries ?? 0,
    repeat: from.ambiguous ?? false,
    claimed: from.ambiguous ?? false,
    firstTryAt: null,
    enteredAt: from.enteredAt,
    deferred: from.deferred ?? false,
    timer: null,
    bundle: null,
    outcome: null,
    settled: Promise.withResolvers<Outcome>(),
  };
}

/** What an earlier process left: a try that it was in the middle of may have arrived. `enteredAt`: wall clock. */
export function storedJob(
  { notification, status, tries }: Pick<StoredNotification, 'notification' | 'status' | 'tries'>,
  enteredAt: Instant,
): Job {
  return newJob(notification, { hasRow: true, enteredAt, deferred: true, tries, ambiguous: status === 'sending' });
}
