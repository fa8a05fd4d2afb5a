import { expect, it } from 'vitest';
import { mayDo, type Offered } from '../../../dashboard/shared/roles.ts';
import { roles } from '../../../gateway/contract/relations.ts';
import { accessOf } from '../../../gateway/identity/permissions.ts';

const scenario = '/api/patients/:id/scenarios/:scenarioId';
const routes: readonly (readonly [Offered, method: string, route: string])[] = [
  ['approve', 'POST', `${scenario}/approve`],
  ['preview', 'POST', `${scenario}/preview`],
  ['activate', 'POST', `${scenario}/activate`],
  ['supersede', 'PUT', scenario],
  ['supersede', 'GET', `${scenario}/terms`],
  ['retire', 'POST', `${scenario}/retire`],
  ['pause', 'POST', `${scenario}/pause`],
  ['resume', 'POST', `${scenario}/resume`],
  ['withdraw', 'POST', `${scenario}/withdraw-consent`],
  ['arrange', 'PUT', '/api/patients/:id/presence'],
  ['arrange', 'GET', '/api/patients/:id/contacts'],
  ['arrange', 'POST', '/api/patients/:id/contacts/:contactId/unavailable'],
  ['arrange', 'GET', '/api/teams/:id/rota'],
  ['arrange', 'POST', '/api/teams/:id/rota/overrides'],
  ['arrange', 'DELETE', '/api/teams/:id/rota/overrides/:overrideId'],
  ['arrange', 'PUT', '/api/patients/:id/speech'],
  ['arrange', 'GET', '/api/patients/:id/speech'],
  ['command', 'POST', '/api/patients/:id/commands'],
  ['command', 'GET', '/api/patients/:id/commands'],
  ['handOver', 'GET', '/api/teams/:id/hand-over'],
  ['seeAlerts', 'GET', '/api/alerts'],
  ['arrange', 'GET', '/api/homes/:id/kit'],
  ['arrange', 'GET', '/api/homes/:id/found-devices'],
  ['arrange', 'POST', '/api/homes/:id/claim-codes'],
  ['manageUsers', 'GET', '/api/accounts'],
  ['manageUsers', 'POST', '/api/users/:id/disable'],
  ['seeLooks', 'GET', '/api/patients/:id/looks'],
  ['keepRecords', 'POST', '/api/patients/:id/exports'],
  ['keepRecords', 'POST', '/api/patients/:id/restriction'],
  ['keepRecords', 'GET', '/api/restrictions'],
  ['arrange', 'PUT', '/api/homes/:id/installers/:userId'],
  ['seeAlerts', 'GET', '/api/messages/waiting'],
  ['writePlan', 'PUT', '/api/patients/:id/plan/draft'],
  ['approve', 'POST', '/api/patients/:id/plan/approve'],
  ['seeAlerts', 'GET', '/api/patients/:id/plan'],
  ['setUp', 'POST', '/api/homes/:id/found-devices/map'],
  ['setUp', 'POST', '/api/homes/:id/found-devices/ignore'],
  ['setUp', 'POST', '/api/devices/:id/rotate'],
  ['setUp', 'GET', '/api/apps'],
];

it.each(routes)('%s is offered to those whom the gateway lets do it: %s %s', (what, method, route) => {
  const allowed = accessOf(method, route);
  expect(roles.filter((role) => mayDo(role, what))).toEqual(roles.filter((role) => Array.isArray(allowed) && allowed.includes(role)));
});
