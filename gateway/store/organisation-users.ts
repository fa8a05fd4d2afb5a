import type { Role } from '../contract/relations.ts';
import type { Vouched } from '../identity/organisation.ts';
import { acceptInvitation, invitationFor } from './invitations.ts';
import type { Db } from './transaction.ts';
import { linkOrganisation, type UserRow, userByEmail, userOfOrganisation } from './users.ts';
import type { Write } from './write.ts';

/** Why nobody is let in though their organisation vouches for them. */
export type Unknown = 'no-account' | 'other-role';

/**
 * The user for whom an organisation vouches: known by issuer and subject; the first time by a verified address of somebody who has an account
 * or an invitation here. Nobody gets rights by it that nobody here gave them: the role is the one of the account or invitation, one of
 * `allowed`, and the organisation must not name others.
 */
export async function vouchedUser(
  tx: Write,
  vouched: Vouched,
  { allowed, wallAt }: { readonly allowed: readonly Role[]; readonly wallAt: number },
): Promise<string | Unknown> {
  const { issuer, subject, email, roles } = vouched;
  const fits = (role: Role) => allowed.includes(role) && (roles === null || roles.includes(role));

  const known = await userOfOrganisation(tx.db, issuer, subject);
  if (known) return fits(known.role) ? known.id : 'other-role';
  if (email === null) return 'no-account';

  const user = await userByEmail(tx.db, email);
  if (user) {
    if (user.disabled || !(await isAddressVerified(tx.db, user))) return 'no-account';
    if (!fits(user.role)) return 'other-role';
    await linkOrganisation(tx, user.id, { issuer, subject, wallAt });
    return user.id;
  }
  const invitation = await invitationFor(tx.db, email, wallAt);
  if (!invitation) return 'no-account';
  if (!fits(invitation.role)) return 'other-role';
  const userId = await acceptInvitation(tx, invitation, { email, isVerified: true, passwordHash: null }, wallAt);
  await linkOrganisation(tx, userId, { issuer, subject, wallAt });
  return userId;
}

/** An address that somebody typed themselves says nothing of who they are. */
async function isAddressVerified(db: Db, { id }: UserRow): Promise<boolean> {
  const { rowCount } = await db.query('select from identity_user where id = $1 and email_verified', [id]);
  return rowCount === 1;
}
