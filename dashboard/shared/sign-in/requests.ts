import { z } from 'zod';
import { invitationView, type sessionView } from '../../../gateway/contract/sign-in.ts';
import { request, send } from '../api/request.ts';

export type Session = z.infer<typeof sessionView>;

const step = z.object({ twoFactorRedirect: z.boolean().optional() });

/** Tries a password. `code`: it is right, and the code of the authenticator app is asked for. Throws ApiProblem. */
export async function tryPassword(email: string, password: string): Promise<'in' | 'code'> {
  const { twoFactorRedirect } = await request(step, '/api/auth/sign-in/email', { body: { email, password } });
  return twoFactorRedirect ? 'code' : 'in';
}

/** The second step: a code of the app, or one on paper. Throws ApiProblem. */
export const tryCode = (code: string, isPaper: boolean): Promise<void> =>
  send(`/api/auth/two-factor/${isPaper ? 'verify-backup-code' : 'verify-totp'}`, { code });

/** Passkeys are for host names, not for numbers. */
export const hasPasskeys = (): boolean => 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname);

/** Asks the browser for a passkey of this host, and signs in with it. Rejects when there is none or the person thinks better of it. */
export async function tryPasskey(): Promise<void> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON = await request(z.any(), '/api/auth/passkey/generate-authenticate-options');
  await send('/api/auth/passkey/verify-authentication', { response: await startAuthentication({ optionsJSON }) });
}

/** The organisation by which staff sign in; null: there is none. */
export const askWays = () => request(z.object({ organisation: z.string().nullable() }), '/api/auth/ways');

export const askForLink = (email: string): Promise<void> => send('/api/auth/forgotten', { email });
export const setPassword = (token: string, password: string): Promise<void> => send('/api/auth/reset', { token, password });

export type Invitation = z.infer<typeof invitationView>;
export const askInvitation = (token: string): Promise<Invitation> => request(invitationView, '/api/auth/invitation', { body: { token } });
export const acceptInvitation = (accepted: { token: string; email?: string; password?: string }) =>
  request(z.object({ email: z.string() }), '/api/auth/invitation/accept', { body: accepted });
