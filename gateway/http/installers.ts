import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { day } from '../../rules/model/time.ts';
import { homeInstaller, installerInput, longestFittingDays } from '../contract/home-kit.ts';
import { assignInstaller, endInstaller, installersOf } from '../store/installers.ts';
import { Refusal } from '../store/refusal.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { idInPath, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const oneInstaller = idInPath.extend({ userId: z.string().max(200) });

/** Who fits the kit of a home: they see this home and no other, and only until then. */
export const installerRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const tags = ['set-up'];

  app.get(
    '/api/homes/:id/installers',
    {
      schema: {
        tags,
        summary: 'Who fits the kit of this home now',
        params: idInPath,
        response: { 200: z.array(homeInstaller), ...refusals },
      },
    },
    async (request) =>
      (await installersOf(deps.pool, request.params.id, deps.clock.now())).map((row) => ({
        ...row,
        fromAt: iso(row.fromAt),
        untilAt: isoOrNull(row.untilAt),
      })),
  );

  app.put(
    '/api/homes/:id/installers/:userId',
    {
      schema: {
        tags,
        summary: 'This installer fits the kit of this home; it ends by itself',
        params: oneInstaller,
        body: installerInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { id, userId } = request.params;
      const untilAt = Date.parse(request.body.untilAt);
      await writing(deps, request, async (tx) => {
        if (untilAt <= tx.at || untilAt > tx.at + longestFittingDays * day)
          throw new Refusal('invalid', 'untilAt', `must lie ahead, and at most ${longestFittingDays} days`);
        await assignInstaller(tx, id, userId, untilAt);
      });
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/homes/:id/installers/:userId',
    {
      schema: {
        tags,
        summary: 'They fit the kit of this home no longer',
        params: oneInstaller,
        response: { 204: z.null(), ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => endInstaller(tx, request.params.id, request.params.userId));
      return reply.code(204).send(null);
    },
  );
};
