import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { claimCodeOf, pair } from '../claims.ts';
import { claim, claimCodeInput, claimCodeView, claimResult } from '../contract/apps.ts';
import { problem } from '../contract/system.ts';
import { appStanding } from '../store/apps.ts';
import { addClaimCode } from '../store/claim-codes.ts';
import { write } from '../store/write.ts';
import { idInPath, refusalsOfWrite } from './answers.ts';
import { unapproved } from './app-credential.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { inForce, writing } from './writing.ts';

/** Tries that are answered for one address, right or wrong. */
const claimsPerMinute = 20;

/** Codes by which a hub or an app is paired with a home, without anybody typing a secret. */
export const claimRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new HttpProblem(429, 'Too many attempts from this address; wait a minute.'),
  });

  app.post(
    '/api/homes/:id/claim-codes',
    { schema: { tags: ['apps'], params: idInPath, body: claimCodeInput, response: { 201: claimCodeView, ...refusalsOfWrite } } },
    async (request, reply) => {
      const made = await writing(deps, request, (tx) => addClaimCode(tx, request.params.id, request.body, deps.clock.wallNow()));
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send(await claimCodeOf(made, deps.config.publicUrl));
    },
  );

  app.post(
    '/api/claims',
    {
      config: { rateLimit: { max: claimsPerMinute, timeWindow: '1 minute' } },
      schema: {
        tags: ['apps'],
        description: 'Pairs one hub or app with the home of the code. The credential is in this answer and nowhere else.',
        security: [],
        body: claim,
        response: {
          201: claimResult,
          ...refusalsOfWrite,
          403: problem.describe('This version of the app is not approved; the code stays good'),
          404: problem.describe('There is no such code'),
          409: problem.describe('The code has been used'),
          422: problem.describe('The code has expired, or does not say whose app it is'),
          429: problem.describe('Too many attempts from this address'),
        },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const refused = 'app' in body ? unapproved(await appStanding(deps.pool, body.app, body.version), body.app) : null;
      if (refused) throw refused;
      const by = { at: deps.clock.now(), actor: 'claim' };
      const { value, changed } = await write(deps.pool, by, (tx) => pair(tx, body, deps.clock.wallNow()));
      await inForce(deps, changed);
      return reply.code(201).header('cache-control', 'no-store').send(value);
    },
  );
};
