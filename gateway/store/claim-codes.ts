import type { z } from 'zod';
import { day, type Instant, minute } from '../../rules/model/time.ts';
import type { claimCodeInput } from '../contract/apps.ts';
import { codeHash, newClaimCode } from '../identity/claim-code.ts';
import { refuseOtherHome } from './devices.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** A code as it is told to whoever made it. */
export interface NewClaimCode {
  readonly id: string;
  readonly code: string;
  readonly expiresAt: Instant;
}

/** A code that ended longer ago tells nobody anything; who made it, and for what it was used, stands in the audit. */
const keptAfterEndMs = 30 * day;

/** A code for one hub or app of this home. Returns it and when it ends; `wallAt`: now, by the wall clock. Old codes are deleted. */
export async function addClaimCode(
  tx: Write,
  homeId: string,
  { patientId, minutes }: z.output<typeof claimCodeInput>,
  wallAt: Instant,
): Promise<NewClaimCode> {
  const { rowCount } = await tx.db.query('select from home where id = $1', [homeId]);
  if (rowCount === 0) throw new Refusal('not-found', 'homeId', 'there is no such home');
  if (patientId !== null) await refuseOtherHome(tx.db, patientId, homeId);
  await tx.db.query('delete from claim_code where expires_at < $1', [new Date(wallAt - keptAfterEndMs)]);
  const code = newClaimCode();
  const expiresAt = wallAt + minutes * minute;
  const { rows } = await tx.db.query<{ id: string }>(
    'insert into claim_code (code_sha256, home_id, patient_id, created_by, expires_at) values ($1, $2, $3, $4, $5) returning id::text',
    [codeHash(code), homeId, patientId, tx.actor, new Date(expiresAt)],
  );
  await tx.audit('claim-code.add', homeId, { patientId, minutes });
  return { id: rows[0]!.id, code, expiresAt };
}

/** A code of a home as it can be told afterwards: only its hash is known. */
export interface ClaimCodeRow {
  readonly id: string;
  readonly patientName: string | null;
  readonly madeBy: string;
  readonly expiresAt: Instant;
  readonly withdrawnAt: Instant | null;
  readonly usedAt: Instant | null;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
}

/** Codes of a home that could be used at `wallAt` or in the week before it, newest first. */
export async function claimCodesOf(db: Db, homeId: string, wallAt: Instant): Promise<ClaimCodeRow[]> {
  const { rows } = await db.query<ClaimCodeRow>(
    `select c.id::text, p.given_name || ' ' || p.family_name as "patientName", coalesce(u.name, c.created_by) as "madeBy",
            c.expires_at as "expiresAt", c.withdrawn_at as "withdrawnAt", c.used_at as "usedAt", d.id as "deviceId", d.name as "deviceName"
       from claim_code c left join patient p on p.id = c.patient_id left join device d on d.id = c.device_id
       left join identity_user u on c.created_by = 'user:' || u.id
      where c.home_id = $1 and c.expires_at > $2 order by c.id desc`,
    [homeId, new Date(wallAt - 7 * day)],
  );
  return rows;
}

/** It pairs nothing any more. Throws Refusal when it is not a code of this home, or has been used. */
export async function withdrawClaimCode(tx: Write, homeId: string, id: string, wallAt: Instant): Promise<void> {
  const { rows } = await tx.db.query<{ usedAt: Instant | null }>(
    'select used_at as "usedAt" from claim_code where home_id = $1 and id::text = $2 for update',
    [homeId, id],
  );
  if (!rows[0]) throw new Refusal('not-found', 'codeId', 'there is no such code');
  if (rows[0].usedAt !== null) throw new Refusal('conflict', 'codeId', 'has been used; revoke the device that it paired');
  await tx.db.query('update claim_code set withdrawn_at = coalesce(withdrawn_at, $3) where home_id = $1 and id::text = $2', [
    homeId,
    id,
    new Date(wallAt),
  ]);
  await tx.audit('claim-code.withdraw', homeId, { id });
}

/** What a code pairs with. */
export interface ClaimedHome {
  readonly homeId: string;
  readonly patientId: string | null;
}

/** Uses the code up. Throws Refusal when it is not known, was used or withdrawn, or has expired. */
export async function redeemClaimCode(tx: Write, code: string, wallAt: Instant): Promise<ClaimedHome> {
  const { rows } = await tx.db.query<ClaimedHome & { expiresAt: Instant; usedAt: Instant | null; withdrawnAt: Instant | null }>(
    `select home_id as "homeId", patient_id as "patientId", expires_at as "expiresAt", used_at as "usedAt", withdrawn_at as "withdrawnAt"
       from claim_code where code_sha256 = $1 for update`,
    [codeHash(code)],
  );
  const [found] = rows;
  if (!found) throw new Refusal('not-found', 'code', 'is not known');
  if (found.usedAt !== null) throw new Refusal('conflict', 'code', 'has been used; ask for a new one');
  if (found.withdrawnAt !== null) throw new Refusal('invalid', 'code', 'has been withdrawn; ask for a new one');
  if (found.expiresAt <= wallAt) throw new Refusal('invalid', 'code', 'has expired; ask for a new one');
  await tx.db.query('update claim_code set used_at = $2 where code_sha256 = $1', [codeHash(code), new Date(wallAt)]);
  return { homeId: found.homeId, patientId: found.patientId };
}

/** Keeps what the code was used for. */
export async function claimedBy(tx: Write, code: string, deviceId: string): Promise<void> {
  await tx.db.query('update claim_code set device_id = $2 where code_sha256 = $1', [codeHash(code), deviceId]);
  await tx.audit('claim-code.use', deviceId);
}
