import type { Access } from './permissions.ts';

/** The routes of hand-over, virtual wards and figures; part of the table of permissions. */
export const managementPermissions: Readonly<Record<string, Access>> = {
  'GET /api/teams/:id/hand-over-notes': ['coordinator', 'responder', 'clinician', 'manager'],
  'POST /api/teams/:id/hand-over-notes': ['coordinator', 'responder', 'clinician', 'manager'],
  'POST /api/teams/:id/hand-over-acceptances': ['coordinator', 'responder', 'clinician', 'manager'],
  'GET /api/hand-over-notes/waiting': ['coordinator', 'responder', 'clinician', 'manager'],
  // An administrator gets what tells nothing of people's care.
  'GET /api/figures': ['manager', 'clinician', 'administrator'],
  'GET /api/figures/monthly/:month.csv': ['manager', 'clinician'],
  'GET /api/figures/monthly/:month.pdf': ['manager', 'clinician'],
  'GET /api/patients/:id/timeline.csv': ['manager', 'clinician'],
  'GET /api/patients/:id/timeline.json': ['manager', 'clinician'],
  'GET /api/wards': ['coordinator', 'clinician', 'manager'],
  'PUT /api/wards/:id': ['administrator', 'manager'],
  // What is decided about a stay is a clinician's.
  'POST /api/wards/:id/stays': ['clinician'],
  'POST /api/ward-stays/:id/commands': ['clinician'],
  'GET /api/ward-stays/:id/offers': ['clinician'],
  'POST /api/ward-stays/:id/offers': ['clinician'],
};
