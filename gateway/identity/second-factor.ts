import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { WayIn } from '../contract/sign-in.ts';
import { tables } from './tables.ts';

/** Codes of an authenticator app, with ten codes on paper for whoever loses it. Ten wrong ones in a row shut it for a quarter of an hour. */
export const authenticatorApp = () => twoFactor({ issuer: 'Hearthline', schema: tables.twoFactor });

/**
 * Passkeys of this host. A passkey stands for both factors, so the device must have asked its owner (a finger, a face, a PIN): the
 * library only prefers that.
 */
export const passkeys = (publicUrl: string) =>
  passkey({
    rpID: new URL(publicUrl).hostname,
    rpName: 'Hearthline',
    schema: tables.passkey,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    authentication: {
      afterVerification: async ({ verification }) => {
        if (!verification.authenticationInfo.userVerified)
          throw new APIError('UNAUTHORIZED', { message: 'The device did not ask who is using it.' });
      },
    },
  });

/** What the paths of the library that begin a session prove; others go on as the session that asks. */
const waysByPath: Readonly<Record<string, WayIn>> = {
  '/sign-in/email': 'password',
  '/two-factor/disable': 'password',
  '/two-factor/verify-totp': 'second-factor',
  '/two-factor/verify-backup-code': 'second-factor',
  '/passkey/verify-authentication': 'passkey',
};

/** By what a session is begun: `path` of the library, and the way of the session that asks, if there is one. */
export function wayOf(path: string | undefined, before: WayIn | undefined): WayIn {
  return (path === undefined ? undefined : waysByPath[path]) ?? before ?? 'password';
}
