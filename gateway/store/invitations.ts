import type { Instant } from '../../rules/model/time.ts';
import type { RelationKind, Role } from '../contract/relations.ts';
import { type InvitationInput, type RelatedRole, relationOfRole } from '../contract/sign-in.ts';
import { newId, newSecret, sha256Of } from '../identity/secret.ts';
import { isOpenRecord } from './open-record.ts';
import { Refusal } from './refusal.ts';
import { addRelation } from './relations.ts';
import type { Db } from './transaction.ts';
import { addUser, userByEmail } from './users.ts';
import type { Write } from './write.ts';

/** How long a link is good, by the wall clock. */
export const invitationMs = 7 * 86_400_000;
/** What has been over for longer is not asked about any more. */
const listedMs = 30 * 86_400_000;

export interface InvitationRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  readonly patientId: string | null;
  readonly patientName: string | null;
  readonly relation: RelationKind | null;
  readonly contactId: string | null;
  readonly expiresAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
}

const selectInvitations = `select i.id, i.name, i.email, i.role, i.patient_id as "patientId", p.known_as as "patientName", i.relation,
    i.contact_id as "contactId", i.expires_at as "expiresAt", i.accepted_at as "acceptedAt", i.withdrawn_at as "withdrawnAt"
  from invitation i left join patient p on p.id = i.patient_id`;

/** Somebody may make an account. The token is in the answer and nowhere else: only its hash is kept. */
export async function addInvitation(
  tx: Write,
  input: InvitationInput,
  wallAt: Instant,
): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: Instant }> {
  const relation = input.role in relationOfRole ? relationOfRole[input.role as RelatedRole] : null;
  if (input.patientId !== null) await requirePerson(tx.db, input.patientId, input.contactId, relation === 'champion');
  const email = input.email?.toLowerCase() ?? null;
  const known = email === null ? null : await userByEmail(tx.db, email);
  if (known && (known.disabled || known.role !== input.role || relation === null))
    throw new Refusal('conflict', 'email', 'there is a user with this address');
  const id = newId('inv');
  const { secret: token, sha256 } = newSecret();
  const expiresAt = wallAt + invitationMs;
  await tx.db.query(
    `insert into invitation (id, token_sha256, name, email, role, patient_id, relation, contact_id, made_by, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      sha256,
      input.name,
      email,
      input.role,
      input.patientId,
      relation,
      input.contactId,
      tx.actor,
      new Date(wallAt),
      new Date(expiresAt),
    ],
  );
  await tx.audit('invitation.add', id, { role: input.role, ...(input.patientId && { patientId: input.patientId }) });
  return { id, token, expiresAt };
}

/** The invitations of one person, or of those who work for the service; newest first. */
export async function listInvitations(db: Db, patientId: string | null): Promise<InvitationRow[]> {
  const { rows } = await db.query<InvitationRow>(
    `${selectInvitations} where i.patient_id is not distinct from $1 order by i.made_at desc, i.id limit 200`,
    [patientId],
  );
  return rows;
}

/** Invitations of the last month that nobody has used and nobody withdrew, newest first; `toService`: also those to work for the service. */
export async function waitingInvitations(db: Db, toService: boolean, wallAt: Instant): Promise<InvitationRow[]> {
  const { rows } = await db.query<InvitationRow>(
    `${selectInvitations}
      where i.accepted_at is null and i.withdrawn_at is null and i.made_at > $2 and (i.patient_id is not null or $1)
        and (i.patient_id is null or ${isOpenRecord('i.patient_id')})
      order by i.made_at desc, i.id limit 500`,
    [toService, new Date(wallAt - listedMs)],
  );
  return rows;
}

/** Another link for whoever has not used the one before, which opens nothing any more. Throws Refusal where there is nothing to renew. */
export async function renewInvitation(
  tx: Write,
  id: string,
  wallAt: Instant,
): Promise<{ readonly invitation: InvitationRow; readonly token: string; readonly expiresAt: Instant }> {
  const { secret: token, sha256 } = newSecret();
  const expiresAt = wallAt + invitationMs;
  const { rowCount } = await tx.db.query(
    `update invitation set token_sha256 = $2, made_at = $3, expires_at = $4, made_by = $5
      where id = $1 and accepted_at is null and withdrawn_at is null`,
    [id, sha256, new Date(wallAt), new Date(expiresAt), tx.actor],
  );
  if (rowCount === 0) throw noSuchInvitation();
  const { rows } = await tx.db.query<InvitationRow>(`${selectInvitations} where i.id = $1`, [id]);
  const invitation = rows[0]!;
  await tx.audit('invitation.renew', id, invitation.patientId ? { patientId: invitation.patientId } : {});
  return { invitation, token, expiresAt };
}

const noSuchInvitation = () => new Refusal('not-found', 'id', 'there is no such invitation, or it was used');

/** For whom an invitation is: null: nobody's, or there is none of this id. */
export async function personOfInvitation(db: Db, id: string): Promise<string | null> {
  const { rows } = await db.query<{ patientId: string | null }>('select patient_id as "patientId" from invitation where id = $1', [id]);
  return rows[0]?.patientId ?? null;
}

/** Its link opens nothing any more. */
export async function withdrawInvitation(tx: Write, id: string, wallAt: Instant): Promise<void> {
  const { rows } = await tx.db.query<{ patient_id: string | null }>(
    'update invitation set withdrawn_at = $2 where id = $1 and accepted_at is null and withdrawn_at is null returning patient_id',
    [id, new Date(wallAt)],
  );
  if (!rows[0]) throw noSuchInvitation();
  await tx.audit('invitation.withdraw', id, rows[0].patient_id ? { patientId: rows[0].patient_id } : {});
}

/** The invitation of this token while it is good; null: there is none, or it was used, was withdrawn or is over. */
export async function invitationOf(db: Db, token: string, wallAt: Instant): Promise<InvitationRow | null> {
  return goodInvitation(db, 'i.token_sha256 = $2', sha256Of(token), wallAt);
}

/** The newest good invitation for this address. */
export async function invitationFor(db: Db, email: string, wallAt: Instant): Promise<InvitationRow | null> {
  return goodInvitation(db, 'i.email = $2', email.toLowerCase(), wallAt);
}

async function goodInvitation(db: Db, where: string, value: string | Buffer, wallAt: Instant): Promise<InvitationRow | null> {
  const { rows } = await db.query<InvitationRow>(
    `${selectInvitations} where ${where} and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > $1
      order by i.made_at desc limit 1 for update of i`,
    [new Date(wallAt), value],
  );
  return rows[0] ?? null;
}

/** Who accepts: somebody new, or somebody who has an account and is signed in. */
export type Accepting =
  | { readonly userId: string }
  | { readonly email: string; readonly isVerified: boolean; readonly passwordHash: string | null };

/** The invitation is used up; its account and relation are there. Gives the id of the user. */
export async function acceptInvitation(tx: Write, invitation: InvitationRow, who: Accepting, wallAt: Instant): Promise<string> {
  const { name, role } = invitation;
  const userId =
    'userId' in who
      ? who.userId
      : await addUser(tx, { name, role, email: who.email, passwordHash: who.passwordHash, isVerified: who.isVerified, wallAt });
  if (invitation.relation !== null && invitation.patientId !== null)
    await addRelation(tx, { userId, patientId: invitation.patientId, kind: invitation.relation, contactId: invitation.contactId });
  await tx.db.query('update invitation set accepted_at = $2, accepted_by = $3 where id = $1', [invitation.id, new Date(wallAt), userId]);
  await tx.audit('invitation.accept', invitation.id, { userId, ...(invitation.patientId && { patientId: invitation.patientId }) });
  return userId;
}

async function requirePerson(db: Db, patientId: string, contactId: string | null, isChampion: boolean): Promise<void> {
  const person = await db.query('select from patient where id = $1', [patientId]);
  if (person.rowCount === 0) throw new Refusal('invalid', 'patientId', 'there is no such patient');
  if (contactId === null) return;
  const contact = await db.query('select from contact where id = $1 and patient_id = $2 and removed_at is null', [contactId, patientId]);
  if (contact.rowCount === 0) throw new Refusal('invalid', 'contactId', 'is none of the contacts of this person');
  if (!isChampion) return;
  const consent = await db.query(`select from contact_consent where contact_id = $1 and purpose = 'see-attainment' and ended_at is null`, [
    contactId,
  ]);
  if (consent.rowCount === 0) throw new Refusal('invalid', 'contactId', 'may not see how far goals were attained');
}
