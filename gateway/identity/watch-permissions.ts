import type { Role } from '../store/users.ts';
import type { Access } from './permissions.ts';

const answering: readonly Role[] = ['coordinator', 'responder', 'clinician', 'manager'];

/** Who watches the alerts of the centre; part of the table of permissions. */
export const watchPermissions: Readonly<Record<string, Access>> = {
  'POST /api/outages/commands': answering,
  'GET /api/watch': answering,
  'POST /api/sound-tests': answering,
  'GET /api/skills': [...answering, 'administrator'],
  'PUT /api/users/:id/skills': ['manager', 'administrator'],
};
