import { day, hour, type Instant } from '../../rules/model/time.ts';
import type { Role } from '../contract/relations.ts';
import { staff } from './permissions.ts';

/** A shift; each use moves the end. */
export const idleMs = 12 * hour;
/** However much it is used: of whoever works for the service, a day, so that the desk of a long shift is not signed out in the middle. */
const longestOfStaffMs = 24 * hour;
/** Of patients, families and carers: their phone is locked, and what they see is little. */
const longestMs = 30 * day;

/** When a session is over, of what comes first: it was not used for long enough (`idleEndsAt`), or it has lasted as long as any may. Wall clock. */
export function sessionEndsAt(
  role: Role,
  { startedAt, idleEndsAt }: { readonly startedAt: Instant; readonly idleEndsAt: Instant },
): Instant {
  return Math.min(idleEndsAt, startedAt + (staff.includes(role) ? longestOfStaffMs : longestMs));
}
