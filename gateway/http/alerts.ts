import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AlertCommand } from '../../rules/model/input.ts';
import { minute } from '../../rules/model/time.ts';
import { type AlertCommandRequest, alertCommand, alertDetail, alertSummary } from '../contract/alerts.ts';
import { problem } from '../contract/system.ts';
import { alertById, alertsByStatus, alertsOfPatient } from '../store/alerts.ts';
import { userById } from '../store/users.ts';
import { toAlertSummary } from '../views/alert.ts';
import { loadAlertDetail } from './alert-detail.ts';
import { idInPath, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import { refuseWhatLacks } from './closing-lacks.ts';
import type { HttpDeps } from './deps.ts';
import { actorOf, userOf } from './guard.ts';
import { HttpProblem, problemBody, problemType } from './problems.ts';

const statuses = ['open', 'cleared', 'closed'] as const;
const limit = z.coerce.number().int().min(1).max(5000).default(1000);
const worklistQuery = z.object({
  status: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(statuses)).min(1))
    .default(['open', 'cleared'])
    .describe('Separated by commas, for example open,cleared'),
  limit,
});
const conflict = problem.extend({ alert: alertDetail }).meta({ id: 'AlertConflict' });

/** The worklist, one alert whole, and what people do to it. */
export const alertRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    '/api/alerts',
    { schema: { tags: ['alerts'], querystring: worklistQuery, response: { 200: z.array(alertSummary), ...refusals } } },
    async (request) => {
      const actor = actorOf(userOf(request));
      const rows = await alertsByStatus(pool, request.query.status, request.query.limit);
      return rows.map((row) => toAlertSummary(row.state, row, clock.now(), actor));
    },
  );

  app.get(
    '/api/patients/:id/alerts',
    {
      schema: {
        tags: ['alerts'],
        params: idInPath,
        querystring: z.object({ limit }),
        response: { 200: z.array(alertSummary), ...refusalsOfOne },
      },
    },
    async (request) => {
      const actor = actorOf(userOf(request));
      const rows = await alertsOfPatient(pool, request.params.id, request.query.limit);
      return rows.map((row) => toAlertSummary(row.state, row, clock.now(), actor));
    },
  );

  app.get(
    '/api/alerts/:id',
    { schema: { tags: ['alerts'], params: idInPath, response: { 200: alertDetail, ...refusalsOfOne } } },
    (request) => detailOf(deps, request, request.params.id),
  );

  app.post(
    '/api/alerts/:id/commands',
    {
      schema: {
        tags: ['alerts'],
        description: '`version` is the one that was seen. When somebody was faster nothing is done, and the alert comes back as it is now.',
        params: idInPath,
        body: alertCommand,
        response: { 200: alertDetail, ...refusalsOfWrite, 409: conflict },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const command = await toCommand(deps, request, request.body);
      if (command.type === 'close') await refuseWhatLacks(deps, id, command.outcome);
      const outcome = await deps.alerts.command(id, command, request.body.version);
      if (outcome.ok) return await detailOf(deps, request, id);
      if (outcome.reason === 'version')
        return await sendConflict(deps, request, reply, id, 'Somebody was faster. This is the alert as it is now.');
      if (outcome.reason === 'refused') throw new HttpProblem(422, outcome.detail);
      if (await alertById(pool, id)) return await sendConflict(deps, request, reply, id, 'This alert is closed.');
      throw new HttpProblem(404, 'There is no such alert.');
    },
  );
};

async function detailOf(deps: HttpDeps, request: FastifyRequest, id: string) {
  const detail = await loadAlertDetail(deps, id, actorOf(userOf(request)));
  if (!detail) throw new HttpProblem(404, 'There is no such alert.');
  return detail;
}

async function sendConflict(
  deps: HttpDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  detail: string,
): Promise<FastifyReply> {
  const alert = await detailOf(deps, request, id);
  return reply
    .code(409)
    .type(problemType)
    .send({ ...problemBody(request, 409, detail), alert });
}

/** The command in the name of the signed-in person. Throws 422 for a colleague who does not exist. */
async function toCommand(deps: HttpDeps, request: FastifyRequest, asked: AlertCommandRequest): Promise<AlertCommand> {
  const actor = actorOf(userOf(request));
  const { version: _, ...command } = asked;
  if (command.type === 'snooze') {
    const { minutes, ...snooze } = command;
    return { ...snooze, actor, untilAt: deps.clock.now() + minutes * minute };
  }
  if (command.type !== 'hand-over') return { ...command, actor };
  if (!('userId' in command.to)) return { type: 'hand-over', actor, to: command.to };
  const found = await userById(deps.pool, command.to.userId);
  const colleague = found?.disabled ? null : found;
  if (colleague && colleague.role !== 'administrator') return { type: 'hand-over', actor, to: actorOf(colleague) };
  const message = colleague ? 'an administrator does not answer alerts' : 'there is no such person';
  throw new HttpProblem(422, `to.userId: ${message}`, { errors: [{ path: 'to.userId', message }] });
}
