import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { sessionView, signInView } from '../../../gateway/contract/sign-in.ts';
import { remove, request, send } from './request.ts';
import { sessionKeys } from './session-queries.ts';

const keys = { all: ['my-account'], signIn: ['my-account', 'sign-in'], sessions: ['my-account', 'sessions'] } as const;

/** By what I can sign in. */
export function useMySignIn() {
  return useQuery({ queryKey: keys.signIn, queryFn: ({ signal }) => request(signInView, '/api/my/sign-in', { signal }) });
}

export function useMySessions() {
  return useQuery({ queryKey: keys.sessions, queryFn: ({ signal }) => request(z.array(sessionView), '/api/my/sessions', { signal }) });
}

/** What an authenticator app must know, and the codes on paper. */
const appSecret = z.object({ totpURI: z.string(), qrSvg: z.string(), backupCodes: z.array(z.string()) });
export type AppSecret = z.infer<typeof appSecret>;
const paperCodes = appSecret.pick({ backupCodes: true });

/** Changes something about my account; afterwards all of it is asked for anew. Throws ApiProblem. */
function useChange<Given, Result>(change: (given: Given) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all([client.invalidateQueries({ queryKey: keys.all }), client.invalidateQueries({ queryKey: sessionKeys.me })]),
  });
}

export const usePasswordChange = () =>
  useChange((passwords: { currentPassword: string; newPassword: string }) =>
    send('/api/auth/change-password', { ...passwords, revokeOtherSessions: true }),
  );
export const useAppSetUp = () =>
  useMutation({ mutationFn: (password: string) => request(appSecret, '/api/auth/two-factor/enable', { body: { password } }) });
export const useAppFinish = () => useChange((code: string) => send('/api/auth/two-factor/verify-totp', { code }));
export const useAppRemoval = () => useChange((password: string) => send('/api/auth/two-factor/disable', { password }));
export const useNewPaperCodes = () =>
  useMutation({
    mutationFn: (password: string) => request(paperCodes, '/api/auth/two-factor/generate-backup-codes', { body: { password } }),
  });

/** Has the browser make a passkey of this host. Rejects with ApiProblem, or with the browser's own error. */
export const usePasskeyAdding = () =>
  useChange(async (name: string) => {
    const { startRegistration } = await import('@simplewebauthn/browser');
    const optionsJSON = await request(z.any(), '/api/auth/passkey/generate-register-options');
    await send('/api/auth/passkey/verify-registration', { name, response: await startRegistration({ optionsJSON }) });
  });
export const usePasskeyRemoval = () => useChange((id: string) => send('/api/auth/passkey/delete-passkey', { id }));

export const useSessionEnd = () => useChange((id: string) => remove(`/api/my/sessions/${encodeURIComponent(id)}`));
export const useOtherSessionsEnd = () => useChange(() => remove('/api/my/sessions'));
