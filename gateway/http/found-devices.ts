import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { foundDevice, foundDeviceMapping, mappedDevice } from '../contract/hubs.ts';
import { foundInHome, mapFound } from '../store/hub-children.ts';
import { toFoundDevice } from '../views/found-device.ts';
import { idInPath, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

/** What hubs of a home have behind them that nobody has said anything about. */
export const foundDeviceRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/homes/:id/found-devices',
    {
      schema: {
        tags: ['set-up'],
        description: 'Devices behind the hubs of the home that are not mapped, heard last first. Nothing of theirs is judged.',
        params: idInPath,
        response: { 200: z.array(foundDevice), ...refusalsOfOne },
      },
    },
    async (request) => (await foundInHome(deps.pool, request.params.id)).map((row) => toFoundDevice(row, deps.clock.now())),
  );

  app.post(
    '/api/homes/:id/found-devices/map',
    {
      schema: {
        tags: ['set-up'],
        description: 'It becomes a device of the home, and what came before is replayed as late readings.',
        params: idInPath,
        body: foundDeviceMapping,
        response: { 201: mappedDevice, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { hubId, nativeId } = request.body;
      const deviceId = await writing(deps, request, (tx) => mapFound(tx, request.params.id, request.body));
      return reply.code(201).send({ deviceId, replayed: await deps.hubs.mapped(hubId, nativeId, deviceId) });
    },
  );
};
