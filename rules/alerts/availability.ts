import type { Severity } from '../model/alert.ts';
import type { ContactContext, Unavailability } from '../model/patient.ts';
import { type Instant, isWithin } from '../model/time.ts';

/** Why nothing reaches this contact at an instant; null: it may. */
export function unavailableAt({ unavailable }: ContactContext, at: Instant): Unavailability | null {
  return unavailable?.find(({ fromAt, untilAt }) => fromAt <= at && at < untilAt) ?? null;
}

/** When the next dates begin, after `at`, on which nothing reaches this contact; null: none are known. */
export function nextUnavailableAt({ unavailable }: ContactContext, at: Instant): Instant | null {
  const begins = (unavailable ?? []).map(({ fromAt }) => fromAt).filter((fromAt) => fromAt > at);
  return begins.length > 0 ? Math.min(...begins) : null;
}

/** At work, and not asked for an alert of this severity. `zone` is the patient's. */
export function isAtWork({ work }: ContactContext, zone: string, severity: Severity, at: Instant): boolean {
  if (!work || (severity === 'high' && work.highGoesThrough)) return false;
  return work.windows.some((window) => isWithin(zone, at, window));
}
