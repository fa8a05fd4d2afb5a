import type { Role } from '../store/users.ts';
import type { Access } from './permissions.ts';

/** People who answer alerts. */
const care: readonly Role[] = ['coordinator', 'responder', 'clinician', 'manager'];

/** The routes of answering an alert and of what follows from it; part of the table of permissions. */
export const answeringPermissions: Readonly<Record<string, Access>> = {
  'GET /api/alerts/:id/answering': care,
  'POST /api/alerts/:id/answering/advice': care,
  'POST /api/alerts/:id/answering/records': care,
  // Numbers of contacts, while the alert is not closed; each look is written down.
  'GET /api/alerts/:id/contacts': care,
  'POST /api/alerts/:id/follow-ups': care,
  'GET /api/patients/:id/follow-ups': care,
  'GET /api/patients/:id/signposts': care,
  'POST /api/patients/:id/signposts': care,
};
