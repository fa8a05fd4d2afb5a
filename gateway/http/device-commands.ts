import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { commandInput, commandMade } from '../contract/commands.ts';
import { problem } from '../contract/system.ts';
import type { IntegrationIdentity } from '../ports.ts';
import { addCommand } from '../store/device-commands.ts';
import { write } from '../store/write.ts';
import { idInPath, refusalsOfWrite } from './answers.ts';
import { basicCredentials, unauthorized } from './basic.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

/** A flow that runs in a circle must not talk at somebody all night. */
const mostPerMinute = 10;

/** Words that another system has a device speak: stored first, then sent like every other, with a fate of their own. */
export const deviceCommandRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  await app.register(rateLimit, { global: false });
  const spokenTo = app.createRateLimit({
    max: mostPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => (request.params as { id: string }).id,
  });
  const askers = new WeakMap<FastifyRequest, IntegrationIdentity>();

  app.post(
    '/api/devices/:id/commands',
    {
      schema: {
        tags: ['devices'],
        description: `Have a device speak, as an integration with a publish filter for its commands. At most ${mostPerMinute} a minute for each device.`,
        security: [{ machine: [] }],
        params: idInPath,
        body: commandInput,
        response: { ...refusalsOfWrite, 201: commandMade, 429: problem.describe('This device has been given too many words') },
      },
      // Before the body is looked at: whoever may not ask learns nothing of what would be right.
      async onRequest(request) {
        const given = basicCredentials(request);
        const machine = given && (await deps.machines.authenticate(given.username, given.secret));
        if (machine?.type !== 'integration') throw unauthorized('An integration signs in with HTTP Basic.');
        if (!deps.mayCommand(machine, (request.params as { id: string }).id))
          throw new HttpProblem(403, 'This integration has no filter for the commands of this device.');
        askers.set(request, machine);
      },
    },
    async (request, reply) => {
      const asker = askers.get(request)!;
      const limit = await spokenTo(request);
      if (!limit.isAllowed && limit.isExceeded)
        throw new HttpProblem(429, 'This device has been given too many words within a minute.', {
          headers: { 'retry-after': String(limit.ttlInSeconds) },
        });
      const by = { at: deps.clock.now(), actor: `integration:${asker.id}` };
      const { value: notification } = await write(deps.pool, by, (tx) => addCommand(tx, request.params.id, request.body));
      return reply.code(201).send({ commandId: deps.sendCommand(notification) });
    },
  );
};
