import type { Instant } from '../../rules/model/time.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import { userById } from './users.ts';
import type { Write } from './write.ts';

/** Who fits the kit of a home. */
export interface InstallerRow {
  readonly userId: string;
  readonly name: string;
  readonly fromAt: Instant;
  /** When it ends by itself; null: it was written down without an end. */
  readonly untilAt: Instant | null;
}

/** Who fits the kit of a home now, by name. */
export async function installersOf(db: Db, homeId: string, at: Instant): Promise<InstallerRow[]> {
  const { rows } = await db.query<InstallerRow>(
    `select u.id as "userId", u.name, min(r.from_at) as "fromAt", max(r.until_at) as "untilAt"
       from relation r join patient p on p.id = r.patient_id join identity_user u on u.id = r.user_id
      where p.home_id = $1 and r.kind = 'installer' and r.ended_at is null and (r.until_at is null or r.until_at > $2)
      group by u.id, u.name order by u.name, u.id`,
    [homeId, new Date(at)],
  );
  return rows;
}

/**
 * This installer fits the kit of this home until `untilAt`, and stands so to everybody who lives there. Said again it is the new end that counts.
 * Throws Refusal: there is no such home or installer, or nobody lives there yet.
 */
export async function assignInstaller(tx: Write, homeId: string, userId: string, untilAt: Instant): Promise<void> {
  const user = await userById(tx.db, userId);
  if (user?.role !== 'installer' || user.disabled) throw new Refusal('not-found', 'userId', 'there is no such installer');
  const residents = await residentsOf(tx.db, homeId);
  if (residents.length === 0) throw new Refusal('not-found', 'id', 'there is no such home, or nobody lives there yet');
  await endPast(tx.db, userId, residents, tx.at);
  await tx.db.query(
    `insert into relation (user_id, patient_id, kind, from_at, until_at) select $1, id, 'installer', $3, $4 from unnest($2::text[]) as id
     on conflict (user_id, patient_id, kind) where ended_at is null do update set until_at = excluded.until_at`,
    [userId, residents, new Date(tx.at), new Date(untilAt)],
  );
  for (const patientId of residents) await tx.audit('relation.add', userId, { patientId, kind: 'installer', homeId, untilAt });
}

/** They fit the kit of this home no longer. Throws Refusal where they do not. */
export async function endInstaller(tx: Write, homeId: string, userId: string): Promise<void> {
  const residents = await residentsOf(tx.db, homeId);
  await endPast(tx.db, userId, residents, tx.at);
  const { rows } = await tx.db.query<{ patientId: string }>(
    `update relation set ended_at = $3 where user_id = $1 and patient_id = any($2) and kind = 'installer' and ended_at is null
     returning patient_id as "patientId"`,
    [userId, residents, new Date(tx.at)],
  );
  if (rows.length === 0) throw new Refusal('not-found', 'userId', 'does not fit the kit of this home');
  for (const { patientId } of rows) await tx.audit('relation.end', userId, { patientId, kind: 'installer', homeId });
}

/** What has ended by itself is written down as ended then. */
async function endPast(db: Db, userId: string, patientIds: readonly string[], at: Instant): Promise<void> {
  await db.query(
    `update relation set ended_at = until_at
      where user_id = $1 and patient_id = any($2) and kind = 'installer' and ended_at is null and until_at <= $3`,
    [userId, patientIds, new Date(at)],
  );
}

async function residentsOf(db: Db, homeId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>('select id from patient where home_id = $1 order by id', [homeId]);
  return rows.map(({ id }) => id);
}
