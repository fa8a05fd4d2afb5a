import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { localityInput } from '../contract/people.ts';
import { addLocality, listLocalities } from '../store/localities.ts';
import { made, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const localityView = z
  .object({ id: z.string(), kind: z.enum(['place', 'locality', 'practice']), name: z.string(), parentId: z.string().nullable() })
  .meta({ id: 'LocalityView' });

/** The tree of places: place, locality, practice. */
export const localityRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/localities', { schema: { tags: ['set-up'], response: { 200: z.array(localityView), ...refusals } } }, () =>
    listLocalities(deps.pool),
  );

  app.post(
    '/api/localities',
    { schema: { tags: ['set-up'], body: localityInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => reply.code(201).send({ id: await writing(deps, request, (tx) => addLocality(tx, request.body)) }),
  );
};
