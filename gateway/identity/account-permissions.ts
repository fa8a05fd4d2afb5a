import type { Role } from '../contract/relations.ts';
import type { Access, Related } from './permissions.ts';

const arrange: readonly Role[] = ['administrator', 'coordinator', 'clinician', 'manager'];
/** Of whom a manager decides, and of whom only an administrator, the routes ask (identity/rank.ts). */
const oversee: readonly Role[] = ['administrator', 'manager'];
const fitter: Related = { roles: ['installer'], reach: 'installer' };

/** Who signs in, who fits the kit of a home, and what reaches the team; part of the table of permissions. */
export const accountPermissions: Readonly<Record<string, Access>> = {
  'GET /api/accounts': oversee,
  'POST /api/users/:id/disable': oversee,
  'POST /api/users/:id/enable': oversee,
  'POST /api/users/:id/reset-second-factor': oversee,
  'POST /api/invitations/:id/again': arrange,
  'GET /api/homes/:id/installers': arrange,
  'PUT /api/homes/:id/installers/:userId': arrange,
  'DELETE /api/homes/:id/installers/:userId': arrange,
  'GET /api/devices/:id/heard': [...arrange, fitter],
  'GET /api/messages/waiting': ['coordinator', 'responder', 'clinician', 'manager'],
};
