import type { z } from 'zod';
import { type Instant, minute } from '../../rules/model/time.ts';
import type { claimCodeInput } from '../contract/apps.ts';
import { codeHash, newClaimCode } from '../identity/claim-code.ts';
import { refuseOtherHome } from './devices.ts';
import { Refusal } from './refusal.ts';
import type { Write } from './write.ts';

/** A code for one hub or app of this home. Returns it and when it ends; `wallAt`: now, by the wall clock. */
export async function addClaimCode(
  tx: Write,
  homeId: string,
  { patientId, minutes }: z.output<typeof claimCodeInput>,
  wallAt: Instant,
): Promise<{ readonly code: string; readonly expiresAt: Instant }> {
  const { rowCount } = await tx.db.query('select from home where id = $1', [homeId]);
  if (rowCount === 0) throw new Refusal('not-found', 'homeId', 'there is no such home');
  if (patientId !== null) await refuseOtherHome(tx.db, patientId, homeId);
  const code = newClaimCode();
  const expiresAt = wallAt + minutes * minute;
  await tx.db.query('insert into claim_code (code_sha256, home_id, patient_id, created_by, expires_at) values ($1, $2, $3, $4, $5)', [
    codeHash(code),
    homeId,
    patientId,
    tx.actor,
    new Date(expiresAt),
  ]);
  await tx.audit('claim-code.add', homeId, { patientId, minutes });
  return { code, expiresAt };
}

/** What a code pairs with. */
export interface ClaimedHome {
  readonly homeId: string;
  readonly patientId: string | null;
}

/** Uses the code up. Throws Refusal when it is not known, was used, or has expired. */
export async function redeemClaimCode(tx: Write, code: string, wallAt: Instant): Promise<ClaimedHome> {
  const { rows } = await tx.db.query<ClaimedHome & { expiresAt: Instant; usedAt: Instant | null }>(
    `select home_id as "homeId", patient_id as "patientId", expires_at as "expiresAt", used_at as "usedAt"
       from claim_code where code_sha256 = $1 for update`,
    [codeHash(code)],
  );
  const [found] = rows;
  if (!found) throw new Refusal('not-found', 'code', 'is not known');
  if (found.usedAt !== null) throw new Refusal('conflict', 'code', 'has been used; ask for a new one');
  if (found.expiresAt <= wallAt) throw new Refusal('invalid', 'code', 'has expired; ask for a new one');
  await tx.db.query('update claim_code set used_at = $2 where code_sha256 = $1', [codeHash(code), new Date(wallAt)]);
  return { homeId: found.homeId, patientId: found.patientId };
}

/** Keeps what the code was used for. */
export async function claimedBy(tx: Write, code: string, deviceId: string): Promise<void> {
  await tx.db.query('update claim_code set device_id = $2 where code_sha256 = $1', [codeHash(code), deviceId]);
  await tx.audit('claim-code.use', deviceId);
}
