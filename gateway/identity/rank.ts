import type { Role } from '../contract/relations.ts';
import { relationOfRole } from '../contract/sign-in.ts';

/**
 * Whether somebody in the role `own` decides who signs in as `other`: an administrator on everybody, all others who may decide at all on those
 * around one person. So nobody makes a colleague, or shuts one out.
 */
export function decidesOn(own: Role, other: Role): boolean {
  return own === 'administrator' || other in relationOfRole;
}
