import type { Role } from '../store/users.ts';
import type { Access } from './permissions.ts';

/** People who answer alerts. */
const care: readonly Role[] = ['coordinator', 'responder', 'clinician', 'manager'];
/** Who sends crews. */
const dispatch: readonly Role[] = ['coordinator', 'clinician', 'manager'];
/** Who goes. */
const crew: readonly Role[] = ['responder', 'clinician'];
const oversee: readonly Role[] = ['administrator', 'manager'];

/** The routes of rapid response; part of the table of permissions. */
export const responsePermissions: Readonly<Record<string, Access>> = {
  // The live feed answers a missing session in its own protocol.
  'GET /api/response/live': 'anyone',
  'GET /api/response/board': care,
  'GET /api/response/units': [...care, 'administrator'],
  'POST /api/response/units': oversee,
  'PUT /api/response/units/:id': oversee,
  'GET /api/response/my': crew,
  'PUT /api/response/my/duty': crew,
  'POST /api/alerts/:id/response-jobs': dispatch,
  'GET /api/alerts/:id/response-jobs': care,
  'GET /api/patients/:id/response-jobs': care,
  'GET /api/response-jobs': care,
  'GET /api/response-jobs/:id': care,
  'POST /api/response-jobs/:id/offers': dispatch,
  'POST /api/response-jobs/:id/cancel': dispatch,
  'POST /api/response-jobs/:id/events': crew,
  // The route asks whether the visit is in their hands.
  'POST /api/response-jobs/:id/key-safe': crew,
  'PUT /api/homes/:id/key-safe': ['administrator', 'coordinator'],
};
