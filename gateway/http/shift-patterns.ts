import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { shiftPatternInput, shiftPatternView } from '../contract/calendars.ts';
import { givenId } from '../contract/ids.ts';
import { listShiftPatterns, putShiftPattern, removeShiftPattern } from '../store/shift-patterns.ts';
import { refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const one = z.object({ id: givenId });

/** Named lists of times, for working hours of contacts and for rotas. */
export const shiftPatternRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/shift-patterns', { schema: { tags: ['set-up'], response: { 200: z.array(shiftPatternView), ...refusals } } }, async () =>
    z.array(shiftPatternView).parse(await listShiftPatterns(deps.pool)),
  );

  app.put(
    '/api/shift-patterns/:id',
    {
      schema: {
        tags: ['set-up'],
        description: 'Makes the pattern or changes it, for every contact and rota that has it.',
        params: one,
        body: shiftPatternInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => putShiftPattern(tx, request.params.id, request.body));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/shift-patterns/:id',
    { schema: { tags: ['set-up'], params: one, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => removeShiftPattern(tx, request.params.id));
      return reply.code(204).send(null);
    },
  );
};
