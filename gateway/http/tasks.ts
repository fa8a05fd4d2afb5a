import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { upkeepKinds } from '../../rules/model/device-health.ts';
import { isoInstant } from '../contract/messages.ts';
import { finishTask, listTasks, ownTask } from '../store/tasks.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { idInPath, refusals, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { writing } from './writing.ts';

const taskView = z
  .object({
    id: z.string(),
    kind: z.string(),
    patientId: z.string().nullable().describe('null: it is about a team, or about nobody'),
    patientName: z.string().nullable(),
    teamId: z.string().nullable(),
    teamName: z.string().nullable(),
    alertId: z.string().nullable(),
    fromAt: isoInstant.nullable().describe('When it matters, where that is known'),
    untilAt: isoInstant.nullable(),
    text: z.string(),
    createdAt: isoInstant,
    doneAt: isoInstant.nullable(),
    deviceId: z.string().nullable(),
    queue: z.enum(['care', 'technical']).describe('Whose work it is: kit and data, or people'),
    owner: z.string().nullable().describe('Who has taken it on; null: it waits in its queue'),
  })
  .meta({ id: 'Task' });
/** Kinds of tasks for whoever looks after kit and data. */
const technical: ReadonlySet<string> = new Set([
  ...upkeepKinds,
  'clock-fault',
  'scenario-fault',
  'calendar-data',
  'equipment-late',
  'equipment-service',
]);
const taskOwner = z
  .strictObject({ owner: z.string().trim().min(1).max(200).optional().describe('Left out: who is signed in') })
  .meta({ id: 'TaskOwner' });
const taskQuery = z.object({
  done: z.stringbool().default(false).describe('Those that are done, too'),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});

/** What people have to mend: a gap in a rota, a contact who cannot be reached. */
export const taskRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/tasks',
    { schema: { tags: ['tasks'], querystring: taskQuery, response: { 200: z.array(taskView), ...refusals } } },
    async (request) => {
      const rows = await listTasks(deps.pool, { doneToo: request.query.done, limit: request.query.limit });
      return rows.map((row) => ({
        ...row,
        fromAt: isoOrNull(row.fromAt),
        untilAt: isoOrNull(row.untilAt),
        createdAt: iso(row.createdAt),
        doneAt: isoOrNull(row.doneAt),
        queue: technical.has(row.kind) ? ('technical' as const) : ('care' as const),
      }));
    },
  );

  app.post(
    '/api/tasks/:id/owner',
    { schema: { tags: ['tasks'], params: idInPath, body: taskOwner, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      const { owner = userOf(request).name } = request.body;
      await writing(deps, request, (tx) => ownTask(tx, request.params.id, owner));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/tasks/:id/done',
    { schema: { tags: ['tasks'], params: idInPath, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => finishTask(tx, request.params.id));
      return reply.code(204).send(null);
    },
  );
};
