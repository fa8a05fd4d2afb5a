import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { messageSeen, messageThread, messageToPerson, waitingThread } from '../contract/messages-with-people.ts';
import { markRead, mayCorrespond, postMessage, threadsOf, waitingThreads } from '../store/my/messages.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { toMessage } from '../views/my/message.ts';
import { answerWithinMs } from '../waiting-messages.ts';
import { idInPath, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const path = '/api/patients/:id/messages';

/** The team's side of what it and the users of the app write to each other. */
export const messageRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    path,
    {
      schema: {
        tags: ['patients'],
        summary: 'Threads with the person and their circle; those that wait for the team first',
        params: idInPath,
        response: { 200: z.array(messageThread), ...refusalsOfOne },
      },
    },
    async (request) =>
      (await threadsOf(pool, request.params.id, clock.now())).map(({ userId, name, relation, messages }) => {
        const since = messages.find(({ fromTeam, readAt }) => !fromTeam && readAt === null)?.at ?? null;
        return {
          userId,
          name,
          relation,
          messages: messages.map((row) => toMessage(row, { byTeam: true })),
          waitsSince: isoOrNull(since),
          dueAt: isoOrNull(since === null ? null : since + answerWithinMs),
        };
      }),
  );

  app.get(
    '/api/messages/waiting',
    {
      schema: {
        tags: ['patients'],
        summary: 'Who has written and waits for the team, of everybody; who has waited longest first',
        response: { 200: z.array(waitingThread), ...refusals },
      },
    },
    async () =>
      (await waitingThreads(pool)).map(({ since, ...row }) => ({ ...row, since: iso(since), dueAt: iso(since + answerWithinMs) })),
  );

  app.post(
    path,
    {
      schema: {
        tags: ['patients'],
        summary: 'A message of the team; what they wrote before counts as answered',
        params: idInPath,
        body: messageToPerson,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { id: patientId } = request.params;
      const { id, to: userId, text } = request.body;
      if (!(await mayCorrespond(pool, { patientId, userId }, clock.now())))
        throw new HttpProblem(422, 'to: does not follow this person', { errors: [{ path: 'to', message: 'does not follow this person' }] });
      await writing(deps, request, (tx) => postMessage(tx, { patientId, userId, id, fromTeam: true, authorId: userOf(request).id, text }));
      deps.toldPeople(patientId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${path}/seen`,
    {
      schema: {
        tags: ['patients'],
        summary: 'What was written up to this message needs no answer',
        params: idInPath,
        body: messageSeen,
        response: { 204: z.null(), ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      const { id: patientId } = request.params;
      await writing(deps, request, (tx) => markRead(tx, { patientId, ...request.body, byTeam: true, readerId: userOf(request).id }));
      deps.toldPeople(patientId);
      return reply.code(204).send(null);
    },
  );
};
