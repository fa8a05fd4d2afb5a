import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { equipmentOrder, equipmentOrderInput, equipmentStepInput } from '../contract/loans.ts';
import { listOrders, orderEquipment, stepLoan } from '../store/loans.ts';
import { toEquipmentOrder } from '../views/loan.ts';
import { idInPath, made, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { writing } from './writing.ts';

const orderQuery = z.object({
  patientId: z.string().max(500).optional().describe('Only for this person'),
  all: z.stringbool().default(false).describe('Also those of which nothing is with anybody any more'),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});

/** Equipment on loan, from the order until it is fetched again. */
export const loanRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/equipment-orders',
    {
      schema: {
        tags: ['tasks'],
        description: 'Those of which something is still to come first, by their clock: the same day, or five working days.',
        querystring: orderQuery,
        response: { 200: z.array(equipmentOrder), ...refusals },
      },
    },
    async (request) => {
      const { patientId = null, all, limit } = request.query;
      const at = deps.clock.now();
      return (await listOrders(deps.pool, { patientId, outOnly: !all, limit })).map((row) => toEquipmentOrder(row, at));
    },
  );

  app.post(
    '/api/equipment-orders',
    { schema: { tags: ['tasks'], body: equipmentOrderInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => {
      const id = await writing(deps, request, (tx) => orderEquipment(tx, request.body, userOf(request).name));
      return reply.code(201).send({ id });
    },
  );

  app.post(
    '/api/equipment-items/:id/steps',
    {
      schema: {
        tags: ['tasks'],
        description: 'What was done with a thing: delivered, installed, serviced, collected and so on. What is done stays written down.',
        params: idInPath,
        body: equipmentStepInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { step, at, note, deviceId = null } = request.body;
      const by = userOf(request).name;
      await writing(deps, request, (tx) =>
        stepLoan(tx, request.params.id, { step, at: at === undefined ? tx.at : Date.parse(at), by, note, deviceId }),
      );
      return reply.code(204).send(null);
    },
  );
};
