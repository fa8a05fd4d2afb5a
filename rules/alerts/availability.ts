import type { Severity } from '../model/alert.ts';
import type { ContactContext, PatientContext, Unavailability } from '../model/patient.ts';
import { currentOrNextWindow, type Instant, isWithin } from '../model/time.ts';

/** Why nothing reaches this contact at an instant; null: it may. */
export function unavailableAt({ unavailable }: ContactContext, at: Instant): Unavailability | null {
  return unavailable?.find(({ fromAt, untilAt }) => fromAt <= at && at < untilAt) ?? null;
}

/** When the next dates begin, after `at`, on which nothing reaches this contact; null: none are known. */
export function nextUnavailableAt({ unavailable }: ContactContext, at: Instant): Instant | null {
  const begins = (unavailable ?? []).map(({ fromAt }) => fromAt).filter((fromAt) => fromAt > at);
  return begins.length > 0 ? Math.min(...begins) : null;
}

/** At work, and not asked for an alert of this severity. */
export function isAtWork({ work, zone }: ContactContext, patient: Pick<PatientContext, 'zone'>, severity: Severity, at: Instant): boolean {
  if (!work || (severity === 'high' && work.highGoesThrough)) return false;
  return work.windows.some((window) => isWithin(zone ?? patient.zone, at, window));
}

/** When the quiet hours end in which this contact is at `at`, by the clock where they live; null: they are in none. */
export function quietHoursEndAt(
  { quietHours, zone }: Pick<ContactContext, 'quietHours' | 'zone'>,
  patient: Pick<PatientContext, 'zone'>,
  at: Instant,
): Instant | null {
  const theirs = zone ?? patient.zone;
  return quietHours && isWithin(theirs, at, quietHours) ? currentOrNextWindow(theirs, at, quietHours).toAt : null;
}
