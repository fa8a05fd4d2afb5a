import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { skillsInput, answeringSkills as skillsView, soundTestInput, watchView } from '../contract/watch.ts';
import { loadDirectory } from '../store/patient-context.ts';
import { addSoundTest, answeringSkills, putAnsweringSkills, soundTestLastsMs, soundTests } from '../store/watch.ts';
import { iso } from '../views/instant.ts';
import { onDutyView } from '../views/watch.ts';
import { idInPath, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { writing } from './writing.ts';

/** Whether those who answer alerts hear them, and who answers which queue. */
export const watchRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get('/api/watch', { schema: { tags: ['alerts'], response: { 200: watchView, ...refusals } } }, async (request) => {
    const now = clock.now();
    const [tests, directory, users] = await Promise.all([soundTests(pool, now), loadDirectory(pool), answeringSkills(pool)]);
    const mine = tests.find(({ userId, at }) => userId === userOf(request).id && now - at < soundTestLastsMs);
    return {
      mine: mine ? { at: iso(mine.at), heard: mine.heard } : null,
      tests: tests.map(({ userId, name, at, heard }) => ({ userId, name, at: iso(at), heard })),
      onDuty: onDutyView(directory.teams, new Set(users.map(({ userId }) => userId)), tests, now),
    };
  });

  app.post(
    '/api/sound-tests',
    { schema: { tags: ['alerts'], body: soundTestInput, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => addSoundTest(tx, userOf(request).id, request.body.heard));
      return reply.code(204).send(null);
    },
  );

  app.get('/api/skills', { schema: { tags: ['people'], response: { 200: z.array(skillsView), ...refusals } } }, () =>
    answeringSkills(pool),
  );

  app.put(
    '/api/users/:id/skills',
    {
      schema: { tags: ['people'], params: idInPath, body: skillsInput, response: { 204: z.null(), ...refusalsOfWrite, ...refusalsOfOne } },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => putAnsweringSkills(tx, request.params.id, request.body.queues));
      return reply.code(204).send(null);
    },
  );
};
