import type { Instant } from '../../rules/model/time.ts';
import type { Unavailability } from '../contract/calendars.ts';
import type { ContactRow } from '../store/contacts.ts';
import type { UnavailabilityRow } from '../store/unavailability.ts';
import { iso, isoOrNull } from './instant.ts';

/** Until when nobody may trouble this contact, and why; null: they can be asked. */
export function unavailableAt({ unavailable }: Pick<ContactRow, 'unavailable'>, at: Instant): { reason: string; untilAt: string } | null {
  const period = unavailable.find(({ fromAt, untilAt }) => fromAt <= at && at < untilAt);
  return period ? { reason: period.reason, untilAt: iso(period.untilAt) } : null;
}

export function toUnavailabilityView({ id, fromAt, untilAt, reason, replacement }: UnavailabilityRow): Unavailability {
  return { id, fromAt: iso(fromAt), untilAt: iso(untilAt), reason, replacement };
}

/** A contact with their addresses, for those who arrange things. */
export function toContactView({ points, unavailable, ...row }: ContactRow) {
  return {
    ...row,
    unavailable: unavailable.map(toUnavailabilityView),
    points: points.map(({ contactId: _, checkedAt, ...point }) => ({ ...point, checkedAt: isoOrNull(checkedAt) })),
  };
}
