import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { kitPlan, kitTested, silentKit } from '../contract/equipment.ts';
import { recordTest } from '../store/device-tests.ts';
import { takeOn } from '../store/kit-repairs.ts';
import { Refusal } from '../store/refusal.ts';
import { idInPath, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { silentKitNow } from './silent-kit.ts';
import { writing } from './writing.ts';

/** Kit that is silent or faulty: who has it in hand, how the person is looked after meanwhile, and by when it must be mended. */
export const kitRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { clock } = deps;

  app.get(
    '/api/silent-kit',
    {
      schema: {
        tags: ['tasks'],
        description:
          'What is silent or faulty, and what is being repaired or was a fault of a safety device and is not yet tested working. Nearest to its 24 hours first.',
        response: { 200: z.array(silentKit), ...refusals },
      },
    },
    () => silentKitNow(deps),
  );

  app.post(
    '/api/silent-kit/:id/plan',
    { schema: { tags: ['tasks'], params: idInPath, body: kitPlan, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      const { id } = request.params;
      const { interimPlan, owner = userOf(request).name } = request.body;
      const since = deps.kitInTrouble().get(id) ?? clock.now();
      await writing(deps, request, (tx) => takeOn(tx, id, { owner, interimPlan, since }));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/silent-kit/:id/tested',
    { schema: { tags: ['tasks'], params: idInPath, body: kitTested, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, async (tx) => {
        const ended = await recordTest(tx, request.params.id, { worked: true, note: request.body.note });
        if (!ended) throw new Refusal('not-found', 'deviceId', 'no fault of this device is open');
      });
      return reply.code(204).send(null);
    },
  );
};
