import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { referralInput, referralStepInput, referralView } from '../contract/services.ts';
import { alertById } from '../store/alerts.ts';
import { addReferral, goOn, listReferrals } from '../store/referrals.ts';
import { serviceById } from '../store/services.ts';
import { keepToo } from './answering-record.ts';
import { idInPath, made, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { actorOf, userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const overToo = z.object({ over: z.stringbool().default(false).describe('Those that are over, too') });

/** Sending people to services, and seeing that they are taken on within a day. */
export const referralRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/referrals',
    { schema: { tags: ['services'], querystring: overToo, response: { 200: z.array(referralView), ...refusals } } },
    ({ query }) => listReferrals(deps.pool, {}, query.over),
  );

  app.get(
    '/api/patients/:id/referrals',
    { schema: { tags: ['services'], params: idInPath, response: { 200: z.array(referralView), ...refusalsOfOne } } },
    ({ params }) => listReferrals(deps.pool, { patientId: params.id }, true),
  );

  app.post(
    '/api/patients/:id/referrals',
    {
      schema: {
        tags: ['services'],
        description: 'Refers somebody. 422 names everything that the service asks and that is missing.',
        params: idInPath,
        body: referralInput,
        response: { 201: made, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const user = userOf(request);
      const { serviceId, alertId } = request.body;
      const patientId = request.params.id;
      const alert = alertId === null ? null : await alertById(deps.pool, alertId);
      if (alertId !== null && alert?.state.patientId !== patientId) {
        const message = 'there is no such alert of theirs';
        throw new HttpProblem(422, `alertId: ${message}`, { errors: [{ path: 'alertId', message }] });
      }
      const id = await writing(deps, request, (tx) => addReferral(tx, patientId, user.name, request.body));
      const service = await serviceById(deps.pool, serviceId);
      if (alert && service) await keepToo(deps, alert.state, actorOf(user), { kind: 'referral', id, serviceId, service: service.name });
      return reply.code(201).send({ id });
    },
  );

  app.post(
    '/api/referrals/:id/steps',
    { schema: { tags: ['services'], params: idInPath, body: referralStepInput, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      const { name } = userOf(request);
      await writing(deps, request, (tx) => goOn(tx, request.params.id, name, request.body));
      return reply.code(204).send(null);
    },
  );
};
