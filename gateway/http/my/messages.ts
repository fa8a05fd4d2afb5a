import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { messagesReadInput, myMessageInput, myMessages } from '../../contract/my-circle.ts';
import { problem } from '../../contract/system.ts';
import { asPerson } from '../../store/as-person.ts';
import { markRead, messagesShown, postMessage, unreadFromTeam } from '../../store/my/messages.ts';
import { toMessage } from '../../views/my/message.ts';
import { wordsIn } from '../../views/my/words.ts';
import { refusalsOfOne, refusalsOfWrite } from '../answers.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { writing } from '../writing.ts';
import { languageOf } from './language.ts';
import { tooMany } from './limit.ts';
import { personInPath, personOf } from './person.ts';

const path = '/api/my/people/:id/messages';
const mostPerMinute = 20;

/** What a user of the app and the team write to each other about a person. */
export const myMessageRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;
  await app.register(rateLimit, { global: false });
  const posted = app.createRateLimit({ max: mostPerMinute, timeWindow: 60_000, keyGenerator: (request) => userOf(request).id });

  app.get(
    path,
    {
      schema: {
        tags: ['my'],
        summary: 'Their own thread with the team',
        params: personInPath,
        response: { 200: myMessages, ...refusalsOfOne },
      },
    },
    async (request) => {
      const { patientId } = await personOf(deps, request, 'messages');
      const userId = userOf(request).id;
      return await asPerson(pool, { userId, at: clock.now() }, async (db) => ({
        messages: (await messagesShown(db, { patientId, userId })).map((row) => toMessage(row, { byTeam: false })),
        unread: await unreadFromTeam(db, { patientId, userId }),
        notice: wordsIn[languageOf(request)].notForEmergencies,
      }));
    },
  );

  app.post(
    path,
    {
      schema: {
        tags: ['my'],
        summary: 'A message to the team',
        description: 'Not for emergencies. The same id again is the same message.',
        params: personInPath,
        body: myMessageInput,
        response: { 204: z.null(), ...refusalsOfWrite, 429: problem.describe('Too many messages within a minute') },
      },
    },
    async (request, reply) => {
      const { patientId } = await personOf(deps, request, 'messages');
      tooMany(await posted(request));
      const userId = userOf(request).id;
      await writing(deps, request, (tx) => postMessage(tx, { patientId, userId, fromTeam: false, authorId: userId, ...request.body }));
      deps.toldPeople(patientId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${path}/read`,
    {
      schema: {
        tags: ['my'],
        summary: 'They have read the team up to this message',
        params: personInPath,
        body: messagesReadInput,
        response: { 204: z.null(), ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      const { patientId } = await personOf(deps, request, 'messages');
      const userId = userOf(request).id;
      await writing(deps, request, (tx) => markRead(tx, { patientId, userId, upTo: request.body.upTo, byTeam: false, readerId: userId }));
      deps.toldPeople(patientId);
      return reply.code(204).send(null);
    },
  );
};
