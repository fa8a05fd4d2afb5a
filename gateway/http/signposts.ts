import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { signpostInput, signpostsView } from '../contract/services.ts';
import { signpostWords } from '../services/signpost-words.ts';
import { alertById } from '../store/alerts.ts';
import { serviceById } from '../store/services.ts';
import { addSignpost, ownAccounts, signpostsOf } from '../store/signposts.ts';
import { iso } from '../views/instant.ts';
import { keepToo } from './answering-record.ts';
import { idInPath, made, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { actorOf, userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const path = '/api/patients/:id/signposts';

/** Telling somebody of a service near by, in its own words. The service itself hears nothing. */
export const signpostRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    path,
    {
      schema: {
        tags: ['services'],
        summary: 'Services that somebody was told of, and whether they read messages in the app',
        params: idInPath,
        response: { 200: signpostsView, ...refusalsOfOne },
      },
    },
    async ({ params }) => ({
      hasApp: (await ownAccounts(pool, params.id, clock.now())).length > 0,
      signposts: (await signpostsOf(pool, params.id)).map((row) => ({ ...row, at: iso(row.at) })),
    }),
  );

  app.post(
    path,
    {
      schema: {
        tags: ['services'],
        description: 'Tells somebody of a service: its entry goes to the messages of their app, or it is written down that it was said.',
        params: idInPath,
        body: signpostInput,
        response: { 201: made, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const patientId = request.params.id;
      const { id, serviceId, alertId, note } = request.body;
      const service = await serviceById(pool, serviceId);
      if (!service || service.withdrawnAt !== null)
        throw new HttpProblem(422, 'serviceId: there is no such service', {
          errors: [{ path: 'serviceId', message: 'there is no such service' }],
        });
      const user = userOf(request);
      await writing(deps, request, (tx) => addSignpost(tx, patientId, user, { ...request.body, text: signpostWords(service, note) }));
      const alert = alertId === null ? null : await alertById(pool, alertId);
      if (alert) await keepToo(deps, alert.state, actorOf(user), { kind: 'signpost', id, serviceId, service: service.name });
      deps.toldPeople(patientId);
      return reply.code(201).send({ id });
    },
  );
};
