import type { KeySafeLock } from '../identity/key-safe.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** Keeps the code of a home's key safe, sealed; null: there is none any more. Throws Refusal where there is no such home. */
export async function setKeySafe(tx: Write, lock: KeySafeLock, homeId: string, code: string | null): Promise<void> {
  const home = await tx.db.query('select from home where id = $1', [homeId]);
  if (home.rowCount === 0) throw new Refusal('not-found', 'homeId', 'there is no such home');
  if (code === null) await tx.db.query('delete from key_safe where home_id = $1', [homeId]);
  else
    await tx.db.query(
      `insert into key_safe (home_id, sealed, set_at, set_by) values ($1, $2, $3, $4)
       on conflict (home_id) do update set sealed = excluded.sealed, set_at = excluded.set_at, set_by = excluded.set_by`,
      [homeId, lock.seal(homeId, code), new Date(tx.at), tx.actor],
    );
  await tx.audit(code === null ? 'key-safe.remove' : 'key-safe.set', homeId);
}

export async function hasKeySafe(db: Db, homeId: string): Promise<boolean> {
  return (await db.query('select from key_safe where home_id = $1', [homeId])).rowCount === 1;
}

/** The code for whoever is at the door, and who asked; null: there is none. The audit holds no code. */
export async function readKeySafe(
  tx: Write,
  lock: KeySafeLock,
  { homeId, jobId, patientId }: { readonly homeId: string; readonly jobId: string; readonly patientId: string },
): Promise<string | null> {
  const { rows } = await tx.db.query<{ sealed: Buffer }>('select sealed from key_safe where home_id = $1', [homeId]);
  await tx.audit('key-safe.look', homeId, { jobId, patientId });
  return rows[0] ? lock.open(homeId, rows[0].sealed) : null;
}
