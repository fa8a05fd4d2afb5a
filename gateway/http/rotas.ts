import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { turnsBetween } from '../../rules/model/rota.ts';
import { day } from '../../rules/model/time.ts';
import { rotaGap, rotaInput, rotaOverrideInput, rotaView } from '../contract/rotas.ts';
import { findGaps } from '../rota-check.ts';
import { addOverride, loadRotas, overridesOf, putRota, removeOverride, removeRota, rotaOfTeam } from '../store/rotas.ts';
import { iso } from '../views/instant.ts';
import { idInPath, made, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const days = z.coerce.number().int().min(1).max(60).default(14).describe('How far ahead to look');
const stretch = (one: { readonly fromAt: number; readonly untilAt: number }) => ({ fromAt: iso(one.fromAt), untilAt: iso(one.untilAt) });

/** Who of a team is on duty when, swaps, and the gaps. */
export const rotaRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    '/api/teams/:id/rota',
    { schema: { tags: ['set-up'], params: idInPath, querystring: z.object({ days }), response: { 200: rotaView, ...refusalsOfOne } } },
    async (request) => {
      const { id } = request.params;
      const [row, rotas, overrides] = await Promise.all([rotaOfTeam(pool, id), loadRotas(pool), overridesOf(pool, id)]);
      const rota = rotas.get(id);
      if (!row || !rota) throw new HttpProblem(404, 'There is no such team, or it has no rota.');
      const now = clock.now();
      const turns = turnsBetween(rota, now, now + request.query.days * day);
      return rotaView.parse({
        ...row,
        overrides: overrides.filter(({ untilAt }) => untilAt > now).map(({ teamId: _, ...one }) => ({ ...one, ...stretch(one) })),
        turns: turns.map(({ personId, fromAt, toAt }) => ({
          personId,
          name: row.people.find((person) => person.id === personId)?.name,
          ...stretch({ fromAt, untilAt: toAt }),
        })),
      });
    },
  );

  app.put(
    '/api/teams/:id/rota',
    {
      schema: {
        tags: ['set-up'],
        description: 'Makes the rota or replaces it. Swaps stay.',
        params: idInPath,
        body: rotaInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => putRota(tx, request.params.id, request.body));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/teams/:id/rota',
    {
      schema: {
        tags: ['set-up'],
        description: 'The team has no rota any more. Swaps go with it.',
        params: idInPath,
        response: { 204: z.null(), ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => removeRota(tx, request.params.id));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/teams/:id/rota/overrides',
    { schema: { tags: ['set-up'], params: idInPath, body: rotaOverrideInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) =>
      reply.code(201).send({ id: await writing(deps, request, (tx) => addOverride(tx, request.params.id, request.body)) }),
  );

  app.delete(
    '/api/teams/:id/rota/overrides/:overrideId',
    {
      schema: {
        tags: ['set-up'],
        params: idInPath.extend({ overrideId: z.string().max(200) }),
        response: { 204: z.null(), ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => removeOverride(tx, request.params.id, request.params.overrideId));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/rota-gaps',
    { schema: { tags: ['set-up'], querystring: z.object({ days }), response: { 200: z.array(rotaGap), ...refusals } } },
    async (request) => {
      const now = clock.now();
      const gaps = await findGaps(pool, now, now + request.query.days * day);
      return gaps.map(({ teamId, teamName, ...gap }) => ({ teamId, teamName, ...stretch(gap) }));
    },
  );
};
