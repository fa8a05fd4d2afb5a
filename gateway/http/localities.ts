import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { localityInput } from '../contract/people.ts';
import { addLocality, changeLocality, countedLocalities } from '../store/localities.ts';
import { idInPath, made, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const localityView = z
  .object({
    id: z.string(),
    kind: z.enum(['place', 'locality', 'practice']),
    name: z.string(),
    parentId: z.string().nullable(),
    people: z.int().describe('Who live in it and within it'),
    layers: z.int().describe('Kinds of agreement for which it sets values'),
  })
  .meta({ id: 'LocalityView' });

/** The tree of places: place, locality, practice. */
export const localityRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/localities', { schema: { tags: ['set-up'], response: { 200: z.array(localityView), ...refusals } } }, () =>
    countedLocalities(deps.pool),
  );

  app.post(
    '/api/localities',
    { schema: { tags: ['set-up'], body: localityInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => reply.code(201).send({ id: await writing(deps, request, (tx) => addLocality(tx, request.body)) }),
  );

  app.put(
    '/api/localities/:id',
    {
      schema: {
        tags: ['set-up'],
        description: 'Another name, or another place above it; a move that would change what is agreed with anybody is refused.',
        params: idInPath,
        body: localityInput.pick({ name: true, parentId: true }).meta({ id: 'LocalityChange' }),
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => changeLocality(tx, request.params.id, request.body));
      return reply.code(204).send(null);
    },
  );
};
