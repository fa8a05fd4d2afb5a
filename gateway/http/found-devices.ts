import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { foundDevice, foundDeviceMapping, heededDevice, ignoredDevice, mappedDevice } from '../contract/hubs.ts';
import { foundInHome, heedFound, ignoreFound, mapFound } from '../store/found-devices.ts';
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
        description:
          'Devices behind the hubs of the home that are not mapped: those that wait for it first, heard last first. Nothing of theirs is judged.',
        params: idInPath,
        response: { 200: z.array(foundDevice), ...refusalsOfOne },
      },
    },
    async (request) => {
      const at = deps.clock.now();
      return (await foundInHome(deps.pool, request.params.id)).map((row) => toFoundDevice(row, at));
    },
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

  app.post(
    '/api/homes/:id/found-devices/ignore',
    {
      schema: {
        tags: ['set-up'],
        description: 'It is none of this home’s. Nothing that it says is kept from then on.',
        params: idInPath,
        body: ignoredDevice,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { hubId, nativeId } = request.body;
      await writing(deps, request, (tx) => ignoreFound(tx, request.params.id, request.body));
      await deps.hubs.ignored(hubId, nativeId, true);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/homes/:id/found-devices/heed',
    {
      schema: {
        tags: ['set-up'],
        description: 'What was ignored waits to be mapped again.',
        params: idInPath,
        body: heededDevice,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { hubId, nativeId } = request.body;
      await writing(deps, request, (tx) => heedFound(tx, request.params.id, request.body));
      await deps.hubs.ignored(hubId, nativeId, false);
      return reply.code(204).send(null);
    },
  );
};
