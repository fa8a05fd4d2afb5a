import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { homeInput } from '../contract/people.ts';
import { addHome, listHomes } from '../store/homes.ts';
import { made, page, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const homeView = z
  .object({ id: z.string(), address: z.string(), localityId: z.string().nullable(), keyAccess: z.string() })
  .meta({ id: 'HomeView' });

export const homeRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/homes', { schema: { tags: ['set-up'], querystring: page, response: { 200: z.array(homeView), ...refusals } } }, (request) =>
    listHomes(deps.pool, request.query),
  );

  app.post(
    '/api/homes',
    { schema: { tags: ['set-up'], body: homeInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => reply.code(201).send({ id: await writing(deps, request, (tx) => addHome(tx, request.body)) }),
  );
};
