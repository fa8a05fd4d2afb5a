import type { roles } from '../contract/people.ts';
import { newId } from '../identity/secret.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export type Role = (typeof roles)[number];

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** What better-auth calls the account of somebody who signs in with a password. */
const passwordProvider = 'credential';

/** Somebody who may sign in with a password; `passwordHash` as identity/password.ts makes it. Sessions live on the wall clock: `wallAt`. */
export async function addUser(
  tx: Write,
  user: { readonly name: string; readonly email: string; readonly role: Role; readonly passwordHash: string; readonly wallAt: number },
): Promise<string> {
  const id = newId('usr');
  const at = new Date(user.wallAt);
  await tx.db.query(
    'insert into identity_user (id, name, email, email_verified, role, created_at, updated_at) values ($1, $2, $3, true, $4, $5, $5)',
    [id, user.name, user.email.toLowerCase(), user.role, at],
  );
  await tx.db.query(
    `insert into identity_account (id, user_id, account_id, provider_id, password, created_at, updated_at) values ($1, $2, $2, $3, $4, $5, $5)`,
    [newId('acc'), id, passwordProvider, user.passwordHash, at],
  );
  await tx.audit('user.add', id, { role: user.role });
  return id;
}

export async function listUsers(db: Db): Promise<UserRow[]> {
  return (await db.query<UserRow>('select id, name, email, role from identity_user order by name, id')).rows;
}

export async function userById(db: Db, id: string): Promise<UserRow | null> {
  return (await db.query<UserRow>('select id, name, email, role from identity_user where id = $1', [id])).rows[0] ?? null;
}

/** How many people can sign in. */
export async function countUsers(db: Db): Promise<number> {
  const { rows } = await db.query<{ count: number }>('select count(*) from identity_user');
  return rows[0]!.count;
}
