import { type Instant, minute } from '../../rules/model/time.ts';
import type { AlertFact, VisitFact } from './facts.ts';

/** How many there were, and of how many it is said. */
export interface Share {
  readonly met: number;
  readonly of: number;
}

/** Something that was asked for, and what came of it. */
interface Waited {
  readonly fromAt: Instant;
  /** null: it has not come. */
  readonly metAt: Instant | null;
  /** When it was no longer needed; null: it still is. */
  readonly overAt: Instant | null;
}

/** How long something waited, up to `at`. */
function waitedMs({ fromAt, metAt, overAt }: Waited, at: Instant): number {
  return (metAt ?? overAt ?? at) - fromAt;
}

/**
 * In how many the wait was no longer than the limit. What has not come and was not waited for longer than that says nothing yet, or was no longer
 * needed in time, and is left out.
 */
export function withinLimit(all: readonly Waited[], limitMs: number, at: Instant): Share {
  const counted = all.filter((one) => one.metAt !== null || waitedMs(one, at) > limitMs);
  return { met: counted.filter((one) => one.metAt !== null && waitedMs(one, at) <= limitMs).length, of: counted.length };
}

/** An alert that was asked of the centre, as something that waits. */
export function asWaiting({ askedAt, answeredAt, settledAt }: AlertFact): Waited {
  return { fromAt: askedAt ?? Number.NaN, metAt: answeredAt, overAt: settledAt };
}

export function visitAsWaiting({ clockFrom, arrivedAt, cancelledAt }: VisitFact): Waited {
  return { fromAt: clockFrom, metAt: arrivedAt, overAt: cancelledAt };
}

export const exceptionAfterMs = 3 * minute;

/** Alerts that waited more than three minutes for a professional, oldest first, with how long. */
export function exceptionsOf(asked: readonly AlertFact[], at: Instant): { readonly alert: AlertFact; readonly waitedMs: number }[] {
  return asked
    .map((alert) => ({ alert, waitedMs: waitedMs(asWaiting(alert), at) }))
    .filter((one) => one.waitedMs > exceptionAfterMs)
    .toSorted((a, b) => (a.alert.askedAt ?? 0) - (b.alert.askedAt ?? 0) || (a.alert.id < b.alert.id ? -1 : 1));
}
