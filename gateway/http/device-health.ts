import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { deviceHealthView, deviceTestInput } from '../contract/device-health.ts';
import { deviceHeard } from '../contract/home-kit.ts';
import { isoInstant } from '../contract/messages.ts';
import { upkeepOfPatient } from '../store/device-days.ts';
import { heardSince, recordTest } from '../store/device-tests.ts';
import { toDeviceHealth } from '../views/device-health.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { idInPath, refusals, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

/** How devices are: battery, signal, clock, and when they were tested. */
export const deviceHealthRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/patients/:id/device-health',
    {
      schema: {
        tags: ['patients'],
        description: 'What devices have told of themselves, gathered by the hour. What is not known is said to be unknown.',
        params: idInPath,
        response: { 200: z.array(deviceHealthView), ...refusals },
      },
    },
    async (request) => {
      const at = deps.clock.now();
      return (await upkeepOfPatient(deps.pool, request.params.id, at)).map((device) => toDeviceHealth(device, at));
    },
  );

  app.get(
    '/api/devices/:id/heard',
    {
      schema: {
        tags: ['set-up'],
        summary: 'Whether a device has been heard since somebody began to try it; never what it said',
        params: idInPath,
        querystring: z.object({ since: isoInstant.optional().describe('Left out: since now') }),
        response: { 200: deviceHeard, ...refusalsOfOne },
      },
    },
    async (request) => {
      const at = deps.clock.now();
      const since = request.query.since === undefined ? at : Date.parse(request.query.since);
      const { eventAt, signAt } = await heardSince(deps.pool, request.params.id, since);
      return { at: iso(at), eventAt: isoOrNull(eventAt), signAt: isoOrNull(signAt) };
    },
  );

  app.post(
    '/api/devices/:id/tests',
    {
      schema: {
        tags: ['tasks'],
        description: 'Somebody has tried it. Worked: its fault is over and its monthly test done; not worked: its fault is open.',
        params: idInPath,
        body: deviceTestInput,
        response: { 204: z.null(), ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => recordTest(tx, request.params.id, request.body));
      return reply.code(204).send(null);
    },
  );
};
