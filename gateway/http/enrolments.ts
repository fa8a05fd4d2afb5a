import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { enrolmentInput, enrolmentResult } from '../contract/people.ts';
import { enrol } from '../enrol.ts';
import { refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { inForce, writer } from './writing.ts';

export const enrolmentRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.post(
    '/api/enrolments',
    {
      schema: {
        tags: ['set-up'],
        description: 'A whole home at once, all or nothing. The secrets of its devices are in the answer and nowhere else.',
        body: enrolmentInput,
        response: { 201: enrolmentResult, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { value, changed } = await enrol(deps.pool, writer(deps, request), request.body, deps.templates);
      await inForce(deps, changed);
      return reply.code(201).header('cache-control', 'no-store').send(value);
    },
  );
};
