import type { roles } from '../contract/relations.ts';
import { newId } from '../identity/secret.ts';
import { forgetFailures } from './lockouts.ts';
import { Refusal } from './refusal.ts';
import { dropFactors, endSessions } from './sessions.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export type Role = (typeof roles)[number];

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Can no longer sign in; stays for what they did. */
  readonly disabled: boolean;
}

/** What better-auth calls the account of somebody who signs in with a password. */
const passwordProvider = 'credential';

interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** As identity/password.ts makes it; null: they sign in by their organisation (`linkOrganisation`). */
  readonly passwordHash: string | null;
  /** Somebody who knows them gave the address, or their organisation vouches for it; true unless told. */
  readonly isVerified?: boolean;
  /** Sessions live on the wall clock. */
  readonly wallAt: number;
}

/** Somebody who may sign in. */
export async function addUser(tx: Write, user: NewUser): Promise<string> {
  const id = newId('usr');
  const at = new Date(user.wallAt);
  await tx.db.query(
    'insert into identity_user (id, name, email, email_verified, role, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)',
    [id, user.name, user.email.toLowerCase(), user.isVerified ?? true, user.role, at],
  );
  if (user.passwordHash !== null) await putPassword(tx, id, { passwordHash: user.passwordHash, wallAt: user.wallAt });
  await tx.audit('user.add', id, { role: user.role });
  return id;
}

/** Whoever has neither a password nor an organisation that vouches for them cannot sign in. */
const selectUsers = `select id, name, email, role, not exists (select from identity_account a where a.user_id = u.id) as disabled
  from identity_user u`;

export async function listUsers(db: Db): Promise<UserRow[]> {
  return (await db.query<UserRow>(`${selectUsers} order by name, id`)).rows;
}

export async function userById(db: Db, id: string): Promise<UserRow | null> {
  return (await db.query<UserRow>(`${selectUsers} where id = $1`, [id])).rows[0] ?? null;
}

export async function userByEmail(db: Db, email: string): Promise<UserRow | null> {
  return (await db.query<UserRow>(`${selectUsers} where email = $1`, [email.toLowerCase()])).rows[0] ?? null;
}

/** This user signs in by the organisation of `issuer`, where they are `subject`. */
export async function linkOrganisation(
  tx: Write,
  userId: string,
  { issuer, subject, wallAt }: { readonly issuer: string; readonly subject: string; readonly wallAt: number },
): Promise<void> {
  await tx.db.query(
    'insert into identity_account (id, user_id, account_id, provider_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)',
    [newId('acc'), userId, subject, `oidc:${issuer}`, new Date(wallAt)],
  );
  await tx.audit('user.link-organisation', userId);
}

/** Who is `subject` at the organisation of `issuer`; null: nobody yet. */
export async function userOfOrganisation(db: Db, issuer: string, subject: string): Promise<UserRow | null> {
  const { rows } = await db.query<UserRow>(
    `${selectUsers} where id = (select user_id from identity_account where provider_id = $1 and account_id = $2)`,
    [`oidc:${issuer}`, subject],
  );
  return rows[0] ?? null;
}

/** From now on they cannot sign in, and whoever is signed in in their name no longer is. What they did stays theirs. */
export async function disableUser(tx: Write, email: string): Promise<string> {
  const id = await userOf(tx, email);
  const { rowCount } = await tx.db.query('delete from identity_account where user_id = $1', [id]);
  if (rowCount === 0) throw new Refusal('conflict', 'email', 'is disabled already');
  await dropFactors(tx, id);
  await endSessions(tx, id);
  await tx.audit('user.disable', id);
  return id;
}

/** Somebody who was disabled may sign in again. Throws Refusal where they may already. Takes what `addUser` takes. */
export async function enableUser(tx: Write, id: string, to: { readonly passwordHash: string; readonly wallAt: number }): Promise<void> {
  const { rowCount } = await tx.db.query('select from identity_account where user_id = $1', [id]);
  if (rowCount !== 0) throw new Refusal('conflict', 'id', 'can sign in already');
  await putPassword(tx, id, to);
  await forgetFailures(tx.db, id);
  await tx.audit('user.enable', id);
}

/** Another password, also for somebody who was disabled; whoever is signed in in their name no longer is. Takes what `addUser` takes. */
export async function setPassword(
  tx: Write,
  email: string,
  to: { readonly passwordHash: string; readonly wallAt: number },
): Promise<string> {
  const id = await userOf(tx, email);
  await putPassword(tx, id, to);
  await forgetFailures(tx.db, id);
  await endSessions(tx, id);
  await tx.audit('user.password', id);
  return id;
}

async function putPassword(
  tx: Write,
  userId: string,
  { passwordHash, wallAt }: { readonly passwordHash: string; readonly wallAt: number },
) {
  await tx.db.query(
    `insert into identity_account (id, user_id, account_id, provider_id, password, created_at, updated_at) values ($1, $2, $2, $3, $4, $5, $5)
     on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = excluded.updated_at`,
    [newId('acc'), userId, passwordProvider, passwordHash, new Date(wallAt)],
  );
}

async function userOf(tx: Write, email: string): Promise<string> {
  const { rows } = await tx.db.query<{ id: string }>('select id from identity_user where email = $1 for update', [email.toLowerCase()]);
  if (!rows[0]) throw new Refusal('not-found', 'email', 'there is no such user');
  return rows[0].id;
}
