import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isoInstant } from '../contract/messages.ts';
import { lookView } from '../contract/records.ts';
import { roles } from '../contract/relations.ts';
import type { Look } from '../store/looks.ts';
import { looksAt } from '../store/looks.ts';
import { iso } from '../views/instant.ts';
import { lookWords } from '../views/look-words.ts';
import { idInPath, refusals, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of whom a list showed something, where each of them is to know; null: it names nobody, or the path does. */
    shownPeople: readonly string[] | null;
  }
}

/** Routes that show nothing about people who are cared for. What is neither here nor below a name of `kinds` counts as a list of them. */
const aboutNobody = new Set([
  '/api/me',
  '/api/my/sign-in',
  '/api/my/sessions',
  '/api/my/push-key',
  '/api/my/push-subscriptions',
  // The reader's own numbers and addresses.
  '/api/my/people/:id/ways',
  '/api/users',
  '/api/watch',
  '/api/skills',
  '/api/localities',
  '/api/localities/:id/scenario-layers',
  '/api/system',
  '/api/integrations',
  '/api/apps',
  '/api/teams',
  '/api/teams/:id',
  '/api/teams/:id/rota',
  '/api/rota-gaps',
  '/api/response/units',
  '/api/shift-patterns',
  '/api/scenario-templates',
  '/api/device-models',
  '/api/alert-load',
  '/api/suggestions',
  '/api/services',
  '/api/services/:id',
  '/api/scenario-packs',
  '/api/scenario-templates/:template/terms',
  // Only what whoever asks has entered themselves, of people who are not enrolled yet.
  '/api/enrolment-drafts',
  '/api/patient-imports',
  '/api/patient-imports/:id',
  '/api/patient-imports/:id/refused',
]);
const kinds: Readonly<Record<string, Look['kind']>> = {
  patients: 'patient',
  people: 'patient',
  alerts: 'alert',
  devices: 'device',
  homes: 'home',
  'response-jobs': 'visit',
};

/** Reads that are asked for with a body. */
const askedByPost = new Set([
  '/api/backtests',
  '/api/alerts/:id/answering/advice',
  '/api/patients/:id/exports',
  '/api/patients/:id/scenarios/preview',
  '/api/patients/:id/scenarios/:scenarioId/preview',
  '/api/patients/:id/contacts/:contactId/consents/preview',
]);

/** Of what a route shows something; null: of nobody. */
export function shownBy(method: string, route: string): Look['kind'] | null {
  const reads = method === 'GET' || (method === 'POST' && askedByPost.has(route));
  if (!reads || !route.startsWith('/api/') || aboutNobody.has(route)) return null;
  const [resource, id] = route.replace(/^\/api\/(my\/)?/, '').split('/');
  return id === ':id' ? (kinds[resource!] ?? 'many') : 'many';
}

/** What is answered is a look at each of these people, and not one at a list of many: their own circle sees it. */
export function showsEach(request: FastifyRequest, about: readonly { readonly patientId: string }[]): void {
  request.shownPeople = [...new Set(about.map(({ patientId }) => patientId))];
}

/** Nothing about a person is shown before it is written down who sees it. Refusals show nothing. */
export function recordLooks(app: FastifyInstance, looked: HttpDeps['looked']): void {
  app.decorateRequest('shownPeople', null);
  app.addHook('onSend', async (request, reply, payload) => {
    const { url: route } = request.routeOptions;
    if (!request.user || route === undefined || reply.statusCode >= 300) return payload;
    const kind = shownBy(request.method, route);
    if (kind === null) return payload;
    const actor = `user:${request.user.id}`;
    if (request.shownPeople !== null)
      await Promise.all(request.shownPeople.map((subject) => looked({ actor, route, kind: 'patient', subject })));
    else await looked({ actor, route, kind, subject: kind === 'many' ? '' : (request.params as { id: string }).id });
    return payload;
  });
}

const lookQuery = z.object({
  before: isoInstant.optional().describe('Looks before this instant; left out: the newest'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** Who looked at a person's data. */
export const lookRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { pool }) => {
  app.get(
    '/api/patients/:id/looks',
    {
      schema: {
        tags: ['patients'],
        summary: 'Who was shown something about this person, newest first',
        params: idInPath,
        querystring: lookQuery,
        response: { 200: z.array(lookView), ...refusals, 404: refusalsOfOne[404] },
      },
    },
    async (request) => {
      const before = request.query.before === undefined ? Number.MAX_SAFE_INTEGER / 1_000 : Date.parse(request.query.before);
      const rows = await looksAt(pool, request.params.id, { before, limit: request.query.limit });
      return rows.map(({ at, actor, name, role, route }) => ({
        at: iso(at),
        by: { id: actor, name, role: z.enum(roles).nullable().parse(role) },
        what: lookWords(route),
        route,
      }));
    },
  );
};
