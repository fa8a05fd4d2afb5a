import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { claimCodeOf, pair, toClaimCodeLine } from '../claims.ts';
import { claim, claimCodeInput, claimCodeLine, claimCodeView, claimResult } from '../contract/apps.ts';
import { problem } from '../contract/system.ts';
import { appStanding } from '../store/apps.ts';
import { addClaimCode, claimCodesOf, withdrawClaimCode } from '../store/claim-codes.ts';
import { write } from '../store/write.ts';
import { idInPath, refusals, refusalsOfWrite } from './answers.ts';
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
        .send(await claimCodeOf(made, deps.config.publicUrl, deps.clock.wallNow()));
    },
  );

  app.get(
    '/api/homes/:id/claim-codes',
    {
      schema: {
        tags: ['apps'],
        description: 'What became of the codes of the last week, newest first. The codes themselves are not known any more.',
        params: idInPath,
        response: { 200: z.array(claimCodeLine), ...refusals },
      },
    },
    async (request) => {
      const wallAt = deps.clock.wallNow();
      return (await claimCodesOf(deps.pool, request.params.id, wallAt)).map((row) => toClaimCodeLine(row, wallAt));
    },
  );

  app.delete(
    '/api/homes/:id/claim-codes/:codeId',
    {
      schema: {
        tags: ['apps'],
        description: 'It pairs nothing any more.',
        params: idInPath.extend({ codeId: z.string().max(20) }),
        response: { 204: z.null(), ...refusalsOfWrite, 409: problem.describe('The code has been used') },
      },
    },
    async (request, reply) => {
      const { id, codeId } = request.params;
      await writing(deps, request, (tx) => withdrawClaimCode(tx, id, codeId, deps.clock.wallNow()));
      return reply.code(204).send(null);
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
          422: problem.describe('The code has expired or was withdrawn, or does not say whose app it is'),
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
