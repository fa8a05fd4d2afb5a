import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { responseUnitChange, responseUnitInput, responseUnitView } from '../contract/response.ts';
import { addUnit, changeUnit, listUnits } from '../store/response-units.ts';
import { idInPath, made, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { writing } from './writing.ts';

const tags = ['response'];

/** Crews and vehicles, as they are set up. */
export const responseUnitRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/response/units', { schema: { tags, response: { 200: z.array(responseUnitView), ...refusals } } }, async () =>
    (await listUnits(deps.pool)).map((unit) => ({ ...unit, skills: [...unit.skills], localityIds: [...unit.localityIds] })),
  );

  app.post(
    '/api/response/units',
    { schema: { tags, body: responseUnitInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => reply.code(201).send({ id: await writing(deps, request, (tx) => addUnit(tx, request.body)) }),
  );

  app.put(
    '/api/response/units/:id',
    { schema: { tags, params: idInPath, body: responseUnitChange, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      await deps.desk.changeUnit(userOf(request), (tx) => changeUnit(tx, request.params.id, request.body));
      return reply.code(204).send(null);
    },
  );
};
