import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { appToken } from '../claims.ts';
import { appApproval, appCredential, appCredentialInput, appCredentialLine, appInput, appView, appWithdrawal } from '../contract/apps.ts';
import { addApp, addAppCredential, approveApp, credentialsOfApp, listApps, withdrawApp } from '../store/apps.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { idInPath, made, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

/** The register of apps: which versions may send, and their credentials. */
export const appRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/apps', { schema: { tags: ['apps'], response: { 200: z.array(appView), ...refusals } } }, async () =>
    (await listApps(deps.pool)).map(({ versions, ...row }) => ({
      ...row,
      versions: versions.map(({ decidedAt, ...one }) => ({ ...one, decidedAt: iso(decidedAt) })),
    })),
  );

  app.post(
    '/api/apps',
    { schema: { tags: ['apps'], body: appInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => addApp(tx, request.body));
      return reply.code(201).send({ id: request.body.id });
    },
  );

  app.post(
    '/api/apps/:id/approve',
    { schema: { tags: ['apps'], params: idInPath, body: appApproval, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => approveApp(tx, request.params.id, request.body));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/apps/:id/withdraw',
    {
      schema: {
        tags: ['apps'],
        description: 'From the next request on this version, or every one, is refused with the reason.',
        params: idInPath,
        body: appWithdrawal,
        response: { 200: z.object({ withdrawn: z.array(z.string()) }), ...refusalsOfWrite },
      },
    },
    async (request) => ({ withdrawn: await writing(deps, request, (tx) => withdrawApp(tx, request.params.id, request.body)) }),
  );

  app.get(
    '/api/apps/:id/credentials',
    { schema: { tags: ['apps'], params: idInPath, response: { 200: z.array(appCredentialLine), ...refusals } } },
    async (request) =>
      (await credentialsOfApp(deps.pool, request.params.id, deps.clock.now())).map(({ since, lastHeardAt, ...line }) => ({
        ...line,
        since: iso(since),
        lastHeardAt: isoOrNull(lastHeardAt),
      })),
  );

  app.post(
    '/api/apps/:id/credentials',
    {
      schema: {
        tags: ['apps'],
        description: 'One for an app and a patient: a second one ends the first. It is revoked as the device that it is.',
        params: idInPath,
        body: appCredentialInput,
        response: { 201: appCredential, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const made = await writing(deps, request, (tx) => addAppCredential(tx, request.params.id, request.body.patientId));
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ deviceId: made.id, token: appToken(made) });
    },
  );
};
