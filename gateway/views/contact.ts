import type { InOrder } from '../../rules/answering/call-order.ts';
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

/** Telephone numbers, each once, in the order of the contact's wishes. */
export function numbersOf({ channels }: Pick<ContactRow, 'channels'>): string[] {
  return [...new Set(channels.filter(({ kind }) => kind === 'voice' || kind === 'sms').map(({ address }) => address))];
}

/** A contact as far as the order of calls is concerned. */
export function inOrder(contact: ContactRow, at: Instant): InOrder {
  const { id, name, order, mayBeTold } = contact;
  return { id, name, order, canBeRung: mayBeTold && unavailableAt(contact, at) === null && numbersOf(contact).length > 0 };
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
