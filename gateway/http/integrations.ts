import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isoInstant } from '../contract/messages.ts';
import { integrationInput } from '../contract/people.ts';
import { addIntegration, listIntegrations, revokeIntegration } from '../store/integrations.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { openingsOf } from '../views/integration.ts';
import { idInPath, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const opens = z.array(z.string()).describe('What its filters let it see and send, in words');
const integrationView = z
  .object({
    id: z.string(),
    name: z.string(),
    publish: z.array(z.string()),
    subscribe: z.array(z.string()),
    createdAt: isoInstant,
    revokedAt: isoInstant.nullable(),
    opens,
  })
  .meta({ id: 'IntegrationView' });
const newIntegration = z
  .object({ integrationId: z.string(), username: z.string(), secret: z.string().describe('Shown once; only its hash is kept'), opens })
  .meta({ id: 'NewIntegration' });

/** Other systems on the broker, with topic filters of their own, as wide as the administrator makes them. */
export const integrationRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/integrations', { schema: { tags: ['set-up'], response: { 200: z.array(integrationView), ...refusals } } }, async () =>
    (await listIntegrations(deps.pool)).map((row) => ({
      ...row,
      publish: [...row.publish],
      subscribe: [...row.subscribe],
      createdAt: iso(row.createdAt),
      revokedAt: isoOrNull(row.revokedAt),
      opens: openingsOf(row, deps.describeFilter),
    })),
  );

  app.post(
    '/api/integrations',
    { schema: { tags: ['set-up'], body: integrationInput, response: { 201: newIntegration, ...refusalsOfWrite } } },
    async (request, reply) => {
      const { id, secret } = await writing(deps, request, (tx) => addIntegration(tx, request.body));
      const answer = { integrationId: id, username: id, secret, opens: openingsOf(request.body, deps.describeFilter) };
      return reply.code(201).header('cache-control', 'no-store').send(answer);
    },
  );

  app.post(
    '/api/integrations/:id/revoke',
    { schema: { tags: ['set-up'], params: idInPath, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => revokeIntegration(tx, request.params.id));
      return reply.code(204).send(null);
    },
  );
};
