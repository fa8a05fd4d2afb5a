import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { commandInput, commandMade, commandQuery, commandView, patientCommandInput } from '../contract/commands.ts';
import { problem } from '../contract/system.ts';
import type { IntegrationIdentity } from '../ports.ts';
import { addCommand, listCommands } from '../store/device-commands.ts';
import { write } from '../store/write.ts';
import { toCommandView } from '../views/command.ts';
import { idInPath, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import { basicCredentials, unauthorized } from './basic.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

/** A flow that runs in a circle must not talk at somebody all night. */
const mostPerMinute = 10;
const made = {
  ...refusalsOfWrite,
  201: commandMade,
  429: problem.describe('This device has been given too many words'),
};

/** Words that people and other systems have a device speak: stored first, then sent like every other, with a fate of their own. */
export const deviceCommandRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  await app.register(rateLimit, { global: false });
  const spokenTo = app.createRateLimit({
    max: mostPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => (request.params as { id: string }).id,
  });
  const spokenToByStaff = app.createRateLimit({
    max: mostPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => (request.body as { deviceId: string }).deviceId,
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
        response: made,
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
      refuseTooMany(await spokenTo(request));
      const by = { at: deps.clock.now(), actor: `integration:${asker.id}` };
      const { value: notification } = await write(deps.pool, by, (tx) => addCommand(tx, request.params.id, request.body, asker.name));
      return reply.code(201).send({ commandId: deps.sendCommand(notification) });
    },
  );

  app.post(
    '/api/patients/:id/commands',
    {
      schema: {
        tags: ['devices'],
        description: `Have a device of this patient speak, ask for a reading, or test itself. At most ${mostPerMinute} a minute for each device.`,
        params: idInPath,
        body: patientCommandInput,
        response: made,
      },
    },
    async (request, reply) => {
      refuseTooMany(await spokenToByStaff(request));
      const { deviceId, ...input } = request.body;
      const asked = { ...input, patientId: request.params.id };
      const notification = await writing(deps, request, (tx) => addCommand(tx, deviceId, asked, userOf(request).name));
      return reply.code(201).send({ commandId: deps.sendCommand(notification) });
    },
  );

  for (const [path, whose] of [
    ['/api/devices/:id/commands', (id: string) => ({ deviceId: id })],
    ['/api/patients/:id/commands', (id: string) => ({ patientId: id })],
  ] as const)
    app.get(
      path,
      {
        schema: {
          tags: ['devices'],
          description: 'What was asked of devices, by whom or by which agreement, and what became of it. Newest first.',
          params: idInPath,
          querystring: commandQuery,
          response: { 200: z.array(commandView), ...refusalsOfOne },
        },
      },
      async (request) => {
        const rows = await listCommands(deps.pool, whose(request.params.id), request.query.limit);
        const at = deps.clock.now();
        return rows.map((row) => toCommandView(row, deps.templates, at));
      },
    );
};

function refuseTooMany(limit: Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>): void {
  if (!limit.isAllowed && limit.isExceeded)
    throw new HttpProblem(429, 'This device has been given too many words within a minute.', {
      headers: { 'retry-after': String(limit.ttlInSeconds) },
    });
}
