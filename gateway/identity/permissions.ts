import type { Reach } from '../store/reach.ts';
import type { Role } from '../store/users.ts';
import { accountPermissions } from './account-permissions.ts';
import { answeringPermissions } from './answering-permissions.ts';
import { appPermissions } from './app-permissions.ts';
import { enrolmentPermissions } from './enrolment-permissions.ts';
import { managementPermissions } from './management-permissions.ts';
import { responsePermissions } from './response-permissions.ts';
import { signInPermissions } from './sign-in-permissions.ts';
import { watchPermissions } from './watch-permissions.ts';

/** These roles, for those people alone to whom relation and consent give them this reach; the id in the route says for whom. */
export interface Related {
  readonly roles: readonly Role[];
  readonly reach: Reach;
}

/**
 * Who may call a route: these roles, for everybody or where they are related; `anyone` without signing in; `signed-in` in any role; `machine` with a
 * device's or an integration's own credential, `app` with an app's, `service` with the token that a service of messages was given, which the route
 * itself checks.
 */
export type Access = readonly (Role | Related)[] | 'anyone' | 'signed-in' | 'machine' | 'app' | 'service';

/** Whoever works for the service. Patients, their contacts, agency carers and champions have the routes of their own app. */
export const staff: readonly Role[] = ['coordinator', 'responder', 'clinician', 'manager', 'administrator'];
/** People who answer alerts. An administrator sets things up and reads neither alerts nor readings. */
const care: readonly Role[] = ['coordinator', 'responder', 'clinician', 'manager'];
const setUp: readonly Role[] = ['administrator'];
/** What changes from day to day in somebody's care. */
const arrange: readonly Role[] = ['administrator', 'coordinator', 'clinician', 'manager'];
/** How agreements and teams do, over all people. */
const review: readonly Role[] = ['coordinator', 'clinician', 'manager'];
/** A plan of care holds wishes and risks, which an administrator does not see. */
const planCare: readonly Role[] = ['coordinator', 'clinician', 'manager'];
const agree: readonly Role[] = ['administrator', 'clinician'];
const oversee: readonly Role[] = ['administrator', 'manager'];

/** Who fits the kit of a home, for this home. */
const fitter: Related = { roles: ['installer'], reach: 'installer' };

/** Every route below /api with who may call it. What is not written here does not start. */
export const permissions: Readonly<Record<string, Access>> = {
  'GET /api/clock': 'anyone',
  'GET /api/health': 'anyone',
  'GET /api/openapi.json': 'anyone',
  'GET /api/docs': 'anyone',
  'GET /api/docs/*': 'anyone',
  'GET /api/metrics': 'machine',
  'GET /api/scenario-schema.json': 'anyone',
  ...signInPermissions,
  // The live feed answers a missing session in its own protocol.
  'GET /api/live': 'anyone',

  'GET /api/me': 'signed-in',
  'GET /api/invitations': arrange,
  'POST /api/invitations': arrange,
  'DELETE /api/invitations/:id': arrange,
  'GET /api/users': staff,
  'POST /api/users': setUp,

  'GET /api/localities': staff,
  'POST /api/localities': setUp,
  'GET /api/homes': setUp,
  'POST /api/homes': setUp,
  'GET /api/homes/:id/found-devices': [...arrange, fitter],
  'POST /api/homes/:id/found-devices/map': [...setUp, fitter],
  'POST /api/homes/:id/found-devices/ignore': [...setUp, fitter],
  'POST /api/homes/:id/found-devices/heed': [...setUp, fitter],
  'GET /api/homes/:id/kit': [...arrange, fitter],
  'GET /api/my/homes': ['installer'],
  ...accountPermissions,
  ...watchPermissions,
  ...appPermissions,
  ...responsePermissions,
  ...enrolmentPermissions,
  'GET /api/devices': setUp,
  'POST /api/devices': setUp,
  'POST /api/devices/:id/revoke': setUp,
  'POST /api/devices/:id/rotate': setUp,
  'POST /api/devices/:id/reissue': setUp,
  'PUT /api/devices/:id/certificate': setUp,
  'DELETE /api/devices/:id/certificate': setUp,
  'GET /api/device-models': setUp,
  'PUT /api/device-models': setUp,
  'POST /api/devices/:id/pause': arrange,
  'POST /api/devices/:id/resume': arrange,
  'GET /api/patients/:id/device-health': staff,
  'POST /api/devices/:id/tests': [...arrange, fitter],
  'GET /api/equipment-orders': staff,
  'POST /api/equipment-orders': arrange,
  // Whoever brings or fetches it writes it down at the door.
  'POST /api/equipment-items/:id/steps': ['administrator', ...care, fitter],
  'GET /api/silent-kit': staff,
  'POST /api/silent-kit/:id/plan': arrange,
  'POST /api/silent-kit/:id/tested': arrange,
  'GET /api/system': staff,
  'POST /api/system/incidents/:id/seen': arrange,
  'GET /api/integrations': setUp,
  'POST /api/integrations': setUp,
  'POST /api/integrations/:id/revoke': setUp,
  'GET /api/apps': setUp,
  'POST /api/apps': setUp,
  'POST /api/apps/:id/approve': setUp,
  'POST /api/apps/:id/withdraw': setUp,
  'GET /api/apps/:id/credentials': setUp,
  'POST /api/apps/:id/credentials': setUp,
  'GET /api/homes/:id/claim-codes': [...arrange, fitter],
  'POST /api/homes/:id/claim-codes': [...arrange, fitter],
  'DELETE /api/homes/:id/claim-codes/:codeId': [...arrange, fitter],
  // The code is the right to it.
  'POST /api/claims': 'anyone',
  'GET /api/teams': staff,
  'POST /api/teams': setUp,
  'POST /api/teams/:id/on-call': oversee,
  'DELETE /api/teams/:id/on-call/:onCallId': oversee,
  'GET /api/teams/:id/rota': arrange,
  'PUT /api/teams/:id/rota': oversee,
  // Whoever hears that a colleague is ill at ten in the evening swaps them then.
  'POST /api/teams/:id/rota/overrides': arrange,
  'DELETE /api/teams/:id/rota/overrides/:overrideId': arrange,
  'GET /api/teams/:id/hand-over': care,
  ...managementPermissions,
  'GET /api/rota-gaps': staff,
  'GET /api/shift-patterns': staff,
  'PUT /api/shift-patterns/:id': oversee,
  'DELETE /api/shift-patterns/:id': oversee,

  'GET /api/patients': staff,
  'POST /api/patients': setUp,
  'GET /api/patients/:id': staff,
  'PUT /api/patients/:id/presence': arrange,
  'GET /api/patients/:id/speech': arrange,
  'PUT /api/patients/:id/speech': arrange,
  'GET /api/patients/:id/looks': ['clinician', 'manager'],
  'POST /api/patients/:id/exports': ['manager'],
  'GET /api/restrictions': ['manager'],
  'POST /api/patients/:id/restriction': ['manager'],
  'POST /api/patients/:id/restriction/lift': ['manager'],
  'GET /api/patients/:id/contacts': arrange,
  'POST /api/patients/:id/contacts': arrange,
  'PUT /api/patients/:id/contacts/:contactId': arrange,
  'POST /api/patients/:id/contacts/:contactId/codes': arrange,
  'POST /api/patients/:id/contacts/:contactId/checks': arrange,
  'DELETE /api/patients/:id/contacts/:contactId': arrange,
  'GET /api/patients/:id/consents': arrange,
  'POST /api/patients/:id/contacts/:contactId/consents/preview': arrange,
  // Of a best-interest decision only by a clinician: the route asks.
  'PUT /api/patients/:id/contacts/:contactId/consents': arrange,
  'GET /api/patients/:id/contacts/:contactId/unavailable': arrange,
  'POST /api/patients/:id/contacts/:contactId/unavailable': arrange,
  'DELETE /api/patients/:id/contacts/:contactId/unavailable/:unavailableId': arrange,
  'GET /api/patients/:id/plan': care,
  'PUT /api/patients/:id/plan/draft': planCare,
  'DELETE /api/patients/:id/plan/draft': planCare,
  // Whoever approves is named by their session.
  'POST /api/patients/:id/plan/approve': ['clinician'],
  'PUT /api/patients/:id/plan/actions/:actionId/done': care,
  'DELETE /api/patients/:id/plan/actions/:actionId/done': care,
  'GET /api/patients/:id/plan/versions': care,
  'GET /api/patients/:id/plan/versions/:version': care,
  'GET /api/patients/:id/plan/print': care,
  'GET /api/scenario-templates': staff,
  'GET /api/patients/:id/summary': staff,
  'GET /api/patients/:id/scenarios/:scenarioId/terms': agree,
  'GET /api/patients/:id/scenario-templates/:template/terms': agree,
  'POST /api/patients/:id/scenarios': agree,
  'PUT /api/patients/:id/scenarios/:scenarioId': agree,
  'DELETE /api/patients/:id/scenarios/:scenarioId': agree,
  // Whoever approves is named by their session.
  'POST /api/patients/:id/scenarios/:scenarioId/approve': ['clinician'],
  'POST /api/patients/:id/scenarios/:scenarioId/activate': agree,
  // It tells of readings, which an administrator does not see.
  'POST /api/patients/:id/scenarios/preview': ['clinician'],
  'POST /api/patients/:id/scenarios/:scenarioId/preview': ['clinician'],
  'POST /api/patients/:id/scenarios/:scenarioId/pause': arrange,
  'POST /api/patients/:id/scenarios/:scenarioId/resume': arrange,
  'POST /api/patients/:id/scenarios/:scenarioId/withdraw-consent': arrange,
  'POST /api/patients/:id/scenarios/:scenarioId/drop': agree,
  'POST /api/patients/:id/scenarios/:scenarioId/retire': agree,
  'GET /api/patients/:id/scenarios/:scenarioId/versions': arrange,
  'GET /api/localities/:id/scenario-layers': arrange,
  'PUT /api/localities/:id/scenario-layers': agree,

  'POST /api/backtests': arrange,
  'GET /api/patients/:id/explain': care,

  'GET /api/patients/:id/messages': care,
  'POST /api/patients/:id/messages': care,
  'POST /api/patients/:id/messages/seen': care,
  'GET /api/patients/:id/observations': care,
  'POST /api/patients/:id/observations': care,
  'POST /api/devices/:id/observations': 'machine',
  'POST /api/govuk-notify/receipts': 'service',
  'POST /api/govuk-notify/texts': 'service',
  'POST /api/voice/callbacks': 'service',
  'POST /api/devices/:id/commands': 'machine',
  'GET /api/devices/:id/commands': care,
  'GET /api/patients/:id/commands': care,
  'POST /api/patients/:id/commands': care,
  'POST /api/ingest/open-mhealth': 'app',
  'POST /api/ingest/csv': 'app',
  'POST /api/fhir': 'app',
  'POST /api/fhir/Observation': 'app',
  'GET /api/quarantine': oversee,

  'GET /api/alerts': care,
  ...answeringPermissions,
  'GET /api/alerts/:id': care,
  'POST /api/alerts/:id/commands': care,
  'GET /api/patients/:id/alerts': care,
  'GET /api/alert-load': review,
  'GET /api/suggestions': review,
  'POST /api/suggestions/:id/dismiss': ['clinician'],
  'GET /api/services': care,
  'GET /api/services/:id': care,
  'PUT /api/service-sources/:source': oversee,
  'GET /api/alerts/:id/services': care,
  'GET /api/referrals': care,
  'GET /api/patients/:id/referrals': care,
  'POST /api/patients/:id/referrals': care,
  'POST /api/referrals/:id/steps': care,
  'GET /api/training': staff,
  'POST /api/training/runs': arrange,
  'GET /api/tasks': care,
  'POST /api/tasks/:id/done': care,
  'POST /api/tasks/:id/owner': care,
};

/** Who may call this route; undefined: nobody. HEAD is GET without a body; an entry that ends in `/*` stands for all below it. */
export function accessOf(method: string, route: string): Access | undefined {
  const verb = method === 'HEAD' ? 'GET' : method;
  const exact = permissions[`${verb} ${route}`];
  if (exact !== undefined) return exact;
  const above = Object.keys(permissions).find((key) => key.endsWith('/*') && `${verb} ${route}`.startsWith(key.slice(0, -1)));
  return above === undefined ? undefined : permissions[above];
}

/** The roles that an access names, with or without a relation; of a word none. */
export function rolesOf(access: Access): readonly Role[] {
  return typeof access === 'string' ? [] : access.flatMap((one) => (typeof one === 'string' ? [one] : one.roles));
}

/** What somebody in this role must reach of the person whom a route is about; null: they may call it for everybody, or not at all. */
export function reachOf(access: Access, role: Role): Reach | null {
  if (typeof access === 'string' || access.includes(role)) return null;
  const related = access.find((one): one is Related => typeof one !== 'string' && one.roles.includes(role));
  return related?.reach ?? null;
}
