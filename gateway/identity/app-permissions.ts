import type { Reach } from '../store/reach.ts';
import type { Role } from '../store/users.ts';
import type { Access, Related } from './permissions.ts';

/** Who uses the app of patients and families. What they see of whom follows from relation and consent. */
const people: readonly Role[] = ['patient', 'contact', 'agency-carer', 'champion'];
/** Whoever of them may see so much of the person. */
const peopleWith = (reach: Reach): Related => ({ roles: people, reach });
/** Whoever writes to the team about somebody. */
const correspondents: Related = { roles: ['patient', 'contact', 'agency-carer'], reach: 'any' };
/** A contact who may be told, and so is asked. */
const asked: Related = { roles: ['contact'], reach: 'be-told' };

/** Whoever is one of the person's contacts, whatever they were allowed. */
const contacts: Related = { roles: ['contact', 'champion'], reach: 'any' };

/** The routes of the app of patients and families; part of the table of permissions. */
export const appPermissions: Readonly<Record<string, Access>> = {
  'GET /api/my/push-key': 'signed-in',
  'GET /api/my/push-subscriptions': 'signed-in',
  'POST /api/my/push-subscriptions': 'signed-in',
  'DELETE /api/my/push-subscriptions': 'signed-in',
  // The live feed answers a missing session in its own protocol.
  'GET /api/my/live': 'anyone',
  'GET /api/my/people': people,
  'GET /api/my/people/:id': [peopleWith('any')],
  'GET /api/my/people/:id/plan': [correspondents],
  'GET /api/my/people/:id/readings': [peopleWith('see-readings')],
  'POST /api/my/people/:id/readings': [peopleWith('self')],
  'POST /api/my/people/:id/ok': [peopleWith('self')],
  // While the database is away nobody can be asked who they are to the person: the route knows it from before.
  'POST /api/my/people/:id/help': ['patient'],
  'GET /api/my/people/:id/pause': [peopleWith('self')],
  'PUT /api/my/people/:id/pause': [peopleWith('self')],
  'DELETE /api/my/people/:id/pause': [peopleWith('self')],
  'GET /api/my/people/:id/goals': [peopleWith('see-attainment')],
  'PUT /api/my/people/:id/goals/:goalId': [peopleWith('self')],
  'GET /api/my/people/:id/messages': [correspondents],
  'POST /api/my/people/:id/messages': [correspondents],
  'POST /api/my/people/:id/messages/read': [correspondents],
  'GET /api/my/people/:id/on-duty': [peopleWith('be-told')],
  'POST /api/my/people/:id/on-duty': [asked],
  'DELETE /api/my/people/:id/on-duty/:entryId': [asked],
  'GET /api/my/alerts': people,
  'GET /api/my/alerts/:id': [peopleWith('be-told')],
  'POST /api/my/alerts/:id/commands': [asked],
  'GET /api/my/people/:id/contacts': [peopleWith('self')],
  'POST /api/my/people/:id/contacts/:contactId/consents/preview': [peopleWith('self')],
  'PUT /api/my/people/:id/contacts/:contactId/consents': [peopleWith('self')],
  'GET /api/my/consents': people,
  'DELETE /api/my/people/:id/consents/:purpose': [peopleWith('any')],
  'GET /api/my/people/:id/ways': [contacts],
  'PUT /api/my/people/:id/ways': [contacts],
  'POST /api/my/people/:id/ways/codes': [contacts],
  'POST /api/my/people/:id/ways/checks': [contacts],
  'GET /api/my/people/:id/looks': [peopleWith('self')],
};
