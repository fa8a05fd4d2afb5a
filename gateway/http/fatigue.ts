import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { day } from '../../rules/model/time.ts';
import { alertLoad, dismissal, suggestion } from '../contract/fatigue.ts';
import { isoInstant } from '../contract/messages.ts';
import { alertLoadOf, mondayOf, weekAt, weeklySuggestions } from '../fatigue.ts';
import { dismissSuggestion } from '../store/suggestions.ts';
import { iso } from '../views/instant.ts';
import { idInPath, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

/** Longer stretches read more alerts than anybody looks at. */
const mostDays = 366;

const loadQuery = z
  .object({
    from: isoInstant,
    to: isoInstant,
    localityId: z.string().max(500).optional().describe('A place and all places in it; left out: everybody'),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'must be after from' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= mostDays * day, { path: ['to'], message: `at most ${mostDays} days` });
const weekQuery = z.object({ week: z.iso.date().optional().describe('Any day of an ISO week; left out: this week') });

/** How many alerts people get, how many of them are worth it, and what might be changed. Nothing here changes an agreement. */
export const fatigueRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock, templates } = deps;

  app.get(
    '/api/alert-load',
    { schema: { tags: ['alerts'], querystring: loadQuery, response: { 200: alertLoad, ...refusals } } },
    (request) => {
      const { from, to, localityId = null } = request.query;
      return alertLoadOf(pool, templates, { fromAt: Date.parse(from), toAt: Date.parse(to), localityId }, clock.now());
    },
  );

  app.get(
    '/api/suggestions',
    {
      schema: {
        tags: ['alerts'],
        description: 'Computed from the four weeks before the week, once, and never applied by themselves.',
        querystring: weekQuery,
        response: { 200: z.array(suggestion), ...refusalsOfWrite },
      },
    },
    async (request) => {
      const at = clock.now();
      const thisWeek = weekAt(at);
      const monday = request.query.week === undefined ? thisWeek : mondayOf(request.query.week);
      if (monday > thisWeek) throw new HttpProblem(422, 'week: that week has not begun');
      const rows = await weeklySuggestions(pool, templates, monday, at);
      return rows.map(({ dismissed, ...row }) => ({ ...row, dismissed: dismissed && { ...dismissed, at: iso(dismissed.at) } }));
    },
  );

  app.post(
    '/api/suggestions/:id/dismiss',
    { schema: { tags: ['alerts'], params: idInPath, body: dismissal, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => dismissSuggestion(tx, request.params.id, userOf(request).name, request.body.reason));
      return reply.code(204).send(null);
    },
  );
};
