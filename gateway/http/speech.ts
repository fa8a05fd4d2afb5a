import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { deviceModel, patientSpeech } from '../contract/speech.ts';
import { listDeviceModels, putDeviceModel, setSpeech, speechOfPatient } from '../store/speech.ts';
import { idInPath, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

/** How people are spoken to, and what devices make of it. */
export const speechRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/patients/:id/speech',
    { schema: { tags: ['patients'], params: idInPath, response: { 200: patientSpeech, ...refusalsOfOne } } },
    async (request) => {
      const speech = await speechOfPatient(deps.pool, request.params.id);
      if (!speech) throw new HttpProblem(404, 'There is no such patient.');
      return speech;
    },
  );

  app.put(
    '/api/patients/:id/speech',
    { schema: { tags: ['patients'], params: idInPath, body: patientSpeech, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => setSpeech(tx, request.params.id, request.body));
      return reply.code(204).send(null);
    },
  );

  app.get('/api/device-models', { schema: { tags: ['set-up'], response: { 200: z.array(deviceModel), ...refusals } } }, () =>
    listDeviceModels(deps.pool),
  );

  app.put(
    '/api/device-models',
    {
      schema: {
        tags: ['set-up'],
        description: 'What devices of one make and model make of words, in place of what their kind does.',
        body: deviceModel,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => putDeviceModel(tx, request.body));
      return reply.code(204).send(null);
    },
  );
};
