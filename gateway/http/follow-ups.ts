import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type FollowUpInput, followUpInput, followUpView } from '../contract/answering.ts';
import { addFollowUp, openFollowUps } from '../store/follow-ups.ts';
import { findTeam } from '../store/teams.ts';
import { userById } from '../store/users.ts';
import { toFollowUpView } from '../views/answering.ts';
import { alertOr404 } from './answering-loaded.ts';
import { keep } from './answering-record.ts';
import { idInPath, made, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { actorOf, userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

interface Owner {
  /** Of a person; null: of whoever of the team takes it. */
  readonly owner: string | null;
  readonly teamId: string | null;
  readonly name: string;
}

/** Throws 422: no such person or team. */
async function ownerOf({ pool }: HttpDeps, asked: FollowUpInput['owner']): Promise<Owner> {
  if ('teamId' in asked) {
    const team = await findTeam(pool, asked.teamId);
    if (team) return { owner: null, teamId: asked.teamId, name: team.name };
  } else {
    const user = await userById(pool, asked.userId);
    if (user && !user.disabled) return { owner: user.name, teamId: null, name: user.name };
  }
  throw new HttpProblem(422, 'owner: there is no such person or team', {
    errors: [{ path: 'owner', message: 'there is no such person or team' }],
  });
}

/** What is still to be done after an alert: tasks with an owner and a time, chased when they are overdue. */
export const followUpRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.post(
    '/api/alerts/:id/follow-ups',
    { schema: { tags: ['answering'], params: idInPath, body: followUpInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => {
      const { id, text, owner: asked } = request.body;
      const alert = await alertOr404(deps, request.params.id);
      const dueAt = Date.parse(request.body.dueAt);
      const { name, ...owner } = await ownerOf(deps, asked);
      // An alert that is closed takes no more entries; the task stands by itself.
      if (alert.status !== 'closed') await keep(deps, alert, actorOf(userOf(request)), { kind: 'follow-up', id, text, owner: name, dueAt });
      const followUp = { id, patientId: alert.patientId, alertId: alert.id, text, dueAt, ...owner };
      await writing(deps, request, (tx) => addFollowUp(tx, followUp));
      deps.toldPeople(alert.patientId);
      return reply.code(201).send({ id });
    },
  );

  app.get(
    '/api/patients/:id/follow-ups',
    {
      schema: {
        tags: ['answering'],
        summary: 'Follow-ups of a person that are not done, what is due first comes first',
        params: idInPath,
        response: { 200: z.array(followUpView), ...refusalsOfOne },
      },
    },
    async ({ params }) => (await openFollowUps(deps.pool, params.id)).map(toFollowUpView),
  );
};
