import QRCode from 'qrcode';
import type { z } from 'zod';
import { type Instant, second } from '../rules/model/time.ts';
import type { ClaimCodeLine, claim, claimCodeView, claimResult } from './contract/apps.ts';
import { deviceInput } from './contract/people.ts';
import { addAppCredential } from './store/apps.ts';
import { type ClaimCodeRow, claimedBy, type NewClaimCode, redeemClaimCode } from './store/claim-codes.ts';
import { addDevice } from './store/devices.ts';
import { onlyResident } from './store/homes.ts';
import { Refusal } from './store/refusal.ts';
import type { Write } from './store/write.ts';
import { iso } from './views/instant.ts';

/** The token with which an app of this credential signs in. */
export const appToken = ({ id, secret }: { readonly id: string; readonly secret: string }): string => `${id}.${secret}`;

const secondsLeft = (expiresAt: Instant, wallAt: Instant): number => Math.max(0, Math.ceil((expiresAt - wallAt) / second));

/** A code as it is handed over: to type, and to scan. The part behind # is not sent by whoever opens the address. */
export async function claimCodeOf(
  { id, code, expiresAt }: NewClaimCode,
  publicUrl: string,
  wallAt: Instant,
): Promise<z.input<typeof claimCodeView>> {
  const url = `${publicUrl}/api/claims#${code}`;
  const qrSvg = await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M' });
  return { id, code, expiresAt: iso(expiresAt), secondsLeft: secondsLeft(expiresAt, wallAt), url, qrSvg };
}

function stateOf({ usedAt, withdrawnAt, expiresAt }: ClaimCodeRow, wallAt: Instant): ClaimCodeLine['state'] {
  if (usedAt !== null) return 'claimed';
  if (withdrawnAt !== null) return 'withdrawn';
  return expiresAt <= wallAt ? 'expired' : 'waiting';
}

/** What became of a code. */
export function toClaimCodeLine(row: ClaimCodeRow, wallAt: Instant): ClaimCodeLine {
  const { id, patientName, madeBy, expiresAt, usedAt, deviceId, deviceName } = row;
  return {
    id,
    state: stateOf(row, wallAt),
    patientName,
    madeBy,
    expiresAt: iso(expiresAt),
    secondsLeft: secondsLeft(expiresAt, wallAt),
    claimedBy: usedAt === null || deviceId === null ? null : { deviceId, name: deviceName ?? deviceId, at: iso(usedAt) },
  };
}

/**
 * Pairs a hub or an app with the home of its code, which is used up. Whether the app is approved is asked before.
 * Throws Refusal when the code or the home does not allow it; the code stays good then.
 */
export async function pair(tx: Write, said: z.output<typeof claim>, wallAt: Instant): Promise<z.input<typeof claimResult>> {
  const { homeId, patientId } = await redeemClaimCode(tx, said.code, wallAt);
  if ('model' in said) {
    const { model, make = '', name = model } = said;
    const { id, secret } = await addDevice(tx, deviceInput.parse({ homeId, kind: 'hub', name, make, model }));
    await claimedBy(tx, said.code, id);
    return { deviceId: id, username: id, secret };
  }
  const owner = patientId ?? (await onlyResident(tx.db, homeId));
  if (owner === null)
    throw new Refusal('invalid', 'code', 'is for a home in which not exactly one person lives; ask for a code of one of them');
  const made = await addAppCredential(tx, said.app, owner);
  await claimedBy(tx, said.code, made.id);
  return { deviceId: made.id, token: appToken(made) };
}
