import type { Severity } from '../../rules/model/alert.ts';
import { dayNumber } from '../../rules/model/calendar.ts';
import { day, hour, type Instant, localDate } from '../../rules/model/time.ts';
import type { DueReason } from '../contract/ward.ts';

/** Days of stays are days of the wards' clock. */
export const wardZone = 'Europe/London';

/**
 * How long after a review the next one is due, by level. A ward at home is reviewed daily (NHS England, virtual wards operational framework);
 * how much more often the graver levels are seen is local policy, and this is ours until a clinician says otherwise.
 */
export const reviewEveryMs: Readonly<Record<number, number>> = { 1: day, 2: day / 2, 3: 6 * hour };

/** A stay of which nothing was measured for so long has to be seen to, whatever its last value was. */
export const readingWithinMs = day;

export interface StayNow {
  readonly level: number;
  readonly admittedAt: Instant;
  /** null: not since admission. */
  readonly reviewedAt: Instant | null;
  /** `YYYY-MM-DD` */
  readonly targetOn: string;
  /** null: nothing is known. */
  readonly newestReadingAt: Instant | null;
  readonly openAlerts: readonly { readonly severity: Severity }[];
}

/** When the next review is due; the admission counts as one. */
export function reviewDueAt({ level, admittedAt, reviewedAt }: Pick<StayNow, 'level' | 'admittedAt' | 'reviewedAt'>): Instant {
  return (reviewedAt ?? admittedAt) + (reviewEveryMs[level] ?? day);
}

/** What has to be seen to at `at`, gravest first. Where nothing was measured, that is said: an old value is never taken for a good one. */
export function dueNow(stay: StayNow, at: Instant): DueReason[] {
  const due: DueReason[] = [];
  if (stay.openAlerts.some(({ severity }) => severity === 'high')) due.push('high-alert');
  if (reviewDueAt(stay) <= at) due.push('review');
  if ((stay.newestReadingAt ?? stay.admittedAt) + readingWithinMs <= at) due.push('no-reading');
  if (stay.targetOn < localDate(wardZone, at)) due.push('target-passed');
  return due;
}

/** Local day of the stay and its last one, counted from 1. */
export function dayOfStay({ admittedAt, targetOn }: Pick<StayNow, 'admittedAt' | 'targetOn'>, at: Instant): { day: number; days: number } {
  const first = dayNumber(localDate(wardZone, admittedAt));
  return { day: dayNumber(localDate(wardZone, at)) - first + 1, days: dayNumber(targetOn) - first + 1 };
}
