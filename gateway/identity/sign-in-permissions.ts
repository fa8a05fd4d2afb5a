import type { Access } from './permissions.ts';

/**
 * Who may call the routes of signing in. Below /api/auth the sign-in library asks for the session itself where one is needed; invitations and
 * forgotten passwords are opened by the secret in their link.
 */
export const signInPermissions = {
  'POST /api/auth/sign-in/email': 'anyone',
  'POST /api/auth/sign-out': 'anyone',
  'POST /api/auth/change-password': 'anyone',
  'GET /api/auth/get-session': 'anyone',
  'POST /api/auth/two-factor/enable': 'anyone',
  'POST /api/auth/two-factor/verify-totp': 'anyone',
  'POST /api/auth/two-factor/verify-backup-code': 'anyone',
  'POST /api/auth/two-factor/generate-backup-codes': 'anyone',
  'POST /api/auth/two-factor/disable': 'anyone',
  'GET /api/auth/passkey/generate-register-options': 'anyone',
  'POST /api/auth/passkey/verify-registration': 'anyone',
  'POST /api/auth/passkey/delete-passkey': 'anyone',
  'GET /api/auth/passkey/generate-authenticate-options': 'anyone',
  'POST /api/auth/passkey/verify-authentication': 'anyone',
  'GET /api/auth/ways': 'anyone',
  'GET /api/auth/organisation': 'anyone',
  'GET /api/auth/organisation/callback': 'anyone',
  'POST /api/auth/forgotten': 'anyone',
  'POST /api/auth/reset': 'anyone',
  'GET /api/my/sign-in': 'signed-in',
  'GET /api/my/sessions': 'signed-in',
  'DELETE /api/my/sessions/:id': 'signed-in',
  'DELETE /api/my/sessions': 'signed-in',
  'POST /api/auth/invitation': 'anyone',
  'POST /api/auth/invitation/accept': 'anyone',
} as const satisfies Readonly<Record<string, Access>>;
