import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { systemView } from '../contract/system.ts';
import { incidentSeen, listIncidents } from '../store/incidents.ts';
import { toIncidentView } from '../views/incident.ts';
import { idInPath, refusals, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const listed = 50;

/** Outages of ours, for people to read: one record each, whoever was concerned. */
export const incidentRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/system', { schema: { tags: ['system'], response: { 200: systemView, ...refusals } } }, async () => ({
    incidents: (await listIncidents(deps.pool, listed)).map(toIncidentView),
    stalled: deps.isStalled(),
  }));

  app.post(
    '/api/system/incidents/:id/seen',
    { schema: { tags: ['system'], params: idInPath, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => incidentSeen(tx, request.params.id));
      return reply.code(204).send(null);
    },
  );
};
