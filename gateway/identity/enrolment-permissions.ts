import type { Role } from '../store/users.ts';
import type { Access } from './permissions.ts';

const oversee: readonly Role[] = ['administrator', 'manager'];

/** The routes of enrolment and set-up by the console; part of the table of permissions. */
export const enrolmentPermissions: Readonly<Record<string, Access>> = {
  'POST /api/patient-imports': oversee,
  'GET /api/patient-imports': oversee,
  'GET /api/patient-imports/:id': oversee,
  'GET /api/patient-imports/:id/refused': oversee,
};
