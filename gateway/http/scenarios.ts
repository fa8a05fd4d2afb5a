import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { agreementFor, describeTemplate } from '../agreements.ts';
import { scenarioTemplate } from '../contract/agreement-terms.ts';
import { scenarioInput } from '../contract/people.ts';
import { retireScenario } from '../store/scenario-life.ts';
import { addScenario, changeScenario } from '../store/scenario-versions.ts';
import { idInPath, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

/** Which version of which agreement was made or moved on. */
export const madeVersion = z.object({ id: z.string(), version: z.number().int() });
export const oneScenario = idInPath.extend({ scenarioId: z.string().max(200) });

/** What is agreed with a patient. A version is never changed; a new one supersedes it. */
export const scenarioRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/scenario-templates',
    { schema: { tags: ['agreements'], response: { 200: z.array(scenarioTemplate), ...refusals } } },
    async () => [...deps.templates.values()].map(describeTemplate),
  );

  app.post(
    '/api/patients/:id/scenarios',
    { schema: { tags: ['agreements'], params: idInPath, body: scenarioInput, response: { 201: madeVersion, ...refusalsOfWrite } } },
    async (request, reply) => {
      const { id } = request.params;
      const made = await writing(deps, request, async (tx) =>
        addScenario(tx, id, await agreementFor(tx, id, request.body, deps.templates), request.body.id),
      );
      return reply.code(201).send(made);
    },
  );

  app.put(
    '/api/patients/:id/scenarios/:scenarioId',
    {
      schema: {
        tags: ['agreements'],
        params: oneScenario,
        body: scenarioInput.omit({ id: true }),
        response: { 200: madeVersion, ...refusalsOfWrite },
      },
    },
    async (request) => {
      const { id, scenarioId } = request.params;
      return await writing(deps, request, async (tx) =>
        changeScenario(tx, id, scenarioId, await agreementFor(tx, id, request.body, deps.templates)),
      );
    },
  );

  app.delete(
    '/api/patients/:id/scenarios/:scenarioId',
    { schema: { tags: ['agreements'], params: oneScenario, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => retireScenario(tx, request.params.id, request.params.scenarioId));
      return reply.code(204).send(null);
    },
  );
};
