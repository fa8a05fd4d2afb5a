import type { AlertState } from '../model/alert.ts';
import type { Instant } from '../model/time.ts';

/** The earliest instant at which this alert must be looked at again; null only when it is closed. */
export function alertWakeAt(alert: AlertState): Instant | null {
  if (alert.status === 'closed') return null;
  let wakeAt = earlier(alert.stepDueAt, alert.reviewDueAt);
  wakeAt = earlier(wakeAt, alert.owner?.untilAt ?? null);
  for (const { untilAt } of alert.snoozes ?? []) wakeAt = earlier(wakeAt, untilAt);
  for (const attempt of alert.attempts) wakeAt = earlier(wakeAt, earlier(attempt.sendAt, attempt.confirmByAt));
  return wakeAt;
}

export function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null) return b;
  if (b === null) return a;
  return a < b ? a : b;
}
