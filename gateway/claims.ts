import QRCode from 'qrcode';
import type { z } from 'zod';
import type { Instant } from '../rules/model/time.ts';
import type { claim, claimCodeView, claimResult } from './contract/apps.ts';
import { deviceInput } from './contract/people.ts';
import { addAppCredential } from './store/apps.ts';
import { claimedBy, redeemClaimCode } from './store/claim-codes.ts';
import { addDevice } from './store/devices.ts';
import { onlyResident } from './store/homes.ts';
import { Refusal } from './store/refusal.ts';
import type { Write } from './store/write.ts';
import { iso } from './views/instant.ts';

/** The token with which an app of this credential signs in. */
export const appToken = ({ id, secret }: { readonly id: string; readonly secret: string }): string => `${id}.${secret}`;

/** A code as it is handed over: to type, and to scan. The part behind # is not sent by whoever opens the address. */
export async function claimCodeOf(
  { code, expiresAt }: { readonly code: string; readonly expiresAt: Instant },
  publicUrl: string,
): Promise<z.input<typeof claimCodeView>> {
  const url = `${publicUrl}/api/claims#${code}`;
  return { code, expiresAt: iso(expiresAt), url, qrSvg: await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M' }) };
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
