import type { Role } from '../store/users.ts';
import type { Access } from './permissions.ts';

/** Who sits with somebody and enters all of it at once. */
const enrol: readonly Role[] = ['administrator', 'coordinator', 'clinician'];
const staff: readonly Role[] = ['coordinator', 'responder', 'clinician', 'manager', 'administrator'];
const setUp: readonly Role[] = ['administrator'];
const oversee: readonly Role[] = ['administrator', 'manager'];

/** The routes of enrolment and set-up by the console; part of the table of permissions. */
export const enrolmentPermissions: Readonly<Record<string, Access>> = {
  // What a role may not write otherwise it may not write here: the route asks.
  'POST /api/enrolments': enrol,
  'GET /api/enrolment-drafts': enrol,
  'PUT /api/enrolment-drafts/:id': enrol,
  'DELETE /api/enrolment-drafts/:id': enrol,
  'GET /api/scenario-packs': staff,
  'GET /api/scenario-templates/:template/terms': enrol,
  'PUT /api/localities/:id': setUp,
  'GET /api/teams/:id': setUp,
  'PUT /api/teams/:id': setUp,
  'DELETE /api/teams/:id': setUp,
  'DELETE /api/teams/:id/rota': oversee,
  'POST /api/patient-imports': oversee,
  'GET /api/patient-imports': oversee,
  'GET /api/patient-imports/:id': oversee,
  'GET /api/patient-imports/:id/refused': oversee,
};
