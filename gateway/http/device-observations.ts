import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { parseReadings } from '../adapters/hearthline.ts';
import { problem } from '../contract/system.ts';
import { refusals } from './answers.ts';
import { basicCredentials, unauthorized } from './basic.ts';
import { bytesOf, takeBytes } from './bytes.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem, pathOf } from './problems.ts';
import { takeIn, unreadableProblem } from './taking-in.ts';

const taken = z
  .object({
    stored: z.number().int().describe('Readings that are stored and judged'),
    unreadable: z.array(z.string()).describe('What could not be read and why; kept for later'),
  })
  .meta({ id: 'Taken' });

/** Readings of a device over HTTP, in the shapes that it would send over MQTT. */
export const deviceObservationRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  takeBytes(app);

  app.post(
    '/api/devices/:id/observations',
    {
      schema: {
        tags: ['observations'],
        description: 'One reading or an array of up to 1,000. Answered when they are stored and judged.',
        security: [{ machine: [] }],
        params: z.object({ id: z.string().max(200) }),
        response: { ...refusals, 201: taken, 422: problem.describe('Nothing of it could be read; it is kept for later') },
      },
    },
    async (request, reply) => {
      const given = basicCredentials(request);
      const device = given && (await deps.machines.authenticate(given.username, given.secret));
      if (device?.type !== 'device') throw unauthorized('A device signs in with HTTP Basic, with its id and its secret.');
      if (device.id !== request.params.id) throw new HttpProblem(403, 'A device sends its own readings only.');
      const payload = bytesOf(request.body);
      const origin = { source: device.id, topic: pathOf(request), receivedAt: deps.clock.now(), provenance: 'device' } as const;
      const parsed = parseReadings(payload, origin);
      const isEmpty = parsed.observations.length === 0;
      await takeIn(deps, {
        source: device.id,
        homeId: isEmpty ? null : device.homeId,
        patientId: isEmpty ? null : device.patientId,
        ...parsed,
      });
      if (isEmpty) throw unreadableProblem(parsed.unreadable);
      return reply.code(201).send({ stored: parsed.observations.length, unreadable: parsed.unreadable.map(({ reason }) => reason) });
    },
  );
};
