import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { day } from '../../rules/model/time.ts';
import { parseReadings } from '../adapters/hearthline.ts';
import { readings } from '../contract/messages.ts';
import { observationQuery, observationView } from '../contract/observations.ts';
import { observationsOfPatient } from '../store/observations.ts';
import { patientById } from '../store/patients.ts';
import { toObservationView } from '../views/observation.ts';
import { idInPath, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem, pathOf } from './problems.ts';
import { takeIn, unreadableProblem } from './taking-in.ts';

/** Readings of a patient: what is stored, and what a person enters. */
export const observationRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/patients/:id/observations',
    {
      schema: {
        tags: ['observations'],
        description: 'By the clock of the device, newest first.',
        params: idInPath,
        querystring: observationQuery,
        response: { 200: z.array(observationView), ...refusalsOfOne },
      },
    },
    async (request) => {
      const { kind = null, limit } = request.query;
      const to = request.query.to ? Date.parse(request.query.to) : deps.clock.now();
      const from = request.query.from ? Date.parse(request.query.from) : to - day;
      return (await observationsOfPatient(deps.pool, request.params.id, { kind, from, to, limit })).map(toObservationView);
    },
  );

  app.post(
    '/api/patients/:id/observations',
    {
      schema: {
        tags: ['observations'],
        description: 'What a person measured or saw. Answered when it is stored and judged; one fault refuses all of it.',
        params: idInPath,
        body: readings,
        response: { 201: z.array(observationView), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const receivedAt = deps.clock.now();
      const patient = await patientById(deps.pool, id, receivedAt);
      if (!patient) throw new HttpProblem(404, 'There is no such patient.');
      const source = `person:${id}`;
      const parsed = parseReadings(request.body, { source, topic: pathOf(request), receivedAt, provenance: 'manual' });
      if (parsed.unreadable.length > 0) throw unreadableProblem(parsed.unreadable);
      await takeIn(deps, { source, homeId: patient.homeId, patientId: id, ...parsed });
      return reply.code(201).send(parsed.observations.map((one) => toObservationView({ ...one, sourceName: null })));
    },
  );
};
