import type { Access } from './permissions.ts';

/** The routes of hand-over, virtual wards and figures; part of the table of permissions. */
export const managementPermissions: Readonly<Record<string, Access>> = {
  'GET /api/teams/:id/hand-over-notes': ['coordinator', 'responder', 'clinician', 'manager'],
  'POST /api/teams/:id/hand-over-notes': ['coordinator', 'responder', 'clinician', 'manager'],
  'POST /api/teams/:id/hand-over-acceptances': ['coordinator', 'responder', 'clinician', 'manager'],
  'GET /api/hand-over-notes/waiting': ['coordinator', 'responder', 'clinician', 'manager'],
  'GET /api/wards': ['coordinator', 'clinician', 'manager'],
  'PUT /api/wards/:id': ['administrator', 'manager'],
  // What is decided about a stay is a clinician's.
  'POST /api/wards/:id/stays': ['clinician'],
  'POST /api/ward-stays/:id/commands': ['clinician'],
  'GET /api/ward-stays/:id/offers': ['clinician'],
  'POST /api/ward-stays/:id/offers': ['clinician'],
};
