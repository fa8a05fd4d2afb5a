import { type Instant, minute } from '../../rules/model/time.ts';
import { newSecret, sha256Of } from '../identity/secret.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** How long a link is good, by the wall clock. */
export const resetMs = 30 * minute;
/** Whoever asks again this soon gets no second letter. */
const pauseMs = minute;

/** A link for another password; null: one was sent a moment ago, or they sign in otherwise. Only the hash of the token is kept. */
export async function addPasswordReset(tx: Write, userId: string, wallAt: Instant): Promise<string | null> {
  // One after another for each user: two at once would both find none. Who has no password has none to forget.
  const { rowCount } = await tx.db.query('select from identity_account where user_id = $1 and password is not null for update', [userId]);
  if (rowCount === 0) return null;
  await dropOldResets(tx.db, wallAt);
  const recent = await tx.db.query('select from password_reset where user_id = $1 and made_at > $2', [userId, new Date(wallAt - pauseMs)]);
  if (recent.rowCount !== 0) return null;
  const { secret: token, sha256 } = newSecret();
  await tx.db.query('insert into password_reset (token_sha256, user_id, made_at, expires_at) values ($1, $2, $3, $4)', [
    sha256,
    userId,
    new Date(wallAt),
    new Date(wallAt + resetMs),
  ]);
  await tx.audit('user.forgotten', userId);
  return token;
}

/** Uses the link up, and every other one of the same user; null: it is not good (any more). Gives whose it was. */
export async function usePasswordReset(
  tx: Write,
  token: string,
  wallAt: Instant,
): Promise<{ readonly userId: string; readonly name: string; readonly email: string } | null> {
  const { rows } = await tx.db.query<{ userId: string; name: string; email: string }>(
    `update password_reset r set used_at = $2 from identity_user u
      where r.token_sha256 = $1 and r.used_at is null and r.expires_at > $2 and u.id = r.user_id
        and exists (select from identity_account a where a.user_id = u.id and a.password is not null)
     returning u.id as "userId", u.name, u.email`,
    [sha256Of(token), new Date(wallAt)],
  );
  if (!rows[0]) return null;
  await tx.db.query('update password_reset set used_at = $2 where user_id = $1 and used_at is null', [rows[0].userId, new Date(wallAt)]);
  return rows[0];
}

/** What is over and can tell nothing any more. */
async function dropOldResets(db: Db, wallAt: Instant): Promise<void> {
  await db.query('delete from password_reset where expires_at < $1', [new Date(wallAt - 24 * 60 * minute)]);
}
