import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { restsWhileAway } from '../../../rules/engine/rests.ts';
import { day } from '../../../rules/model/time.ts';
import { longestPauseDays, myPause, myPauseInput } from '../../contract/my.ts';
import { asPerson } from '../../store/as-person.ts';
import { endPause, pause } from '../../store/my/pause.ts';
import { presenceOf } from '../../store/my/people.ts';
import { pauseOf } from '../../views/my/pause.ts';
import { wordsIn } from '../../views/my/words.ts';
import { refusalsOfOne, refusalsOfWrite } from '../answers.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { HttpProblem } from '../problems.ts';
import { writing } from '../writing.ts';
import { languageOf } from './language.ts';
import { personInPath, personOf } from './person.ts';

const path = '/api/my/people/:id/pause';

/** A person says themselves that they are away: what waits for them at home rests until then, and what calls for help goes on. */
export const myPauseRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    path,
    {
      schema: {
        tags: ['my'],
        summary: 'What a pause would change, and the one that is',
        params: personInPath,
        response: { 200: myPause, ...refusalsOfOne },
      },
    },
    async (request) => {
      const { patientId } = await personOf(deps, request, 'pause');
      const at = clock.now();
      const presence = await asPerson(pool, { userId: userOf(request).id, at }, (db) => presenceOf(db, patientId));
      const state = deps.patientState(patientId);
      const found = state ? restsWhileAway(state, at) : { rests: [], goesOn: [] };
      const now = presence && pauseOf(presence, at);
      const words = wordsIn[languageOf(request)];
      return { pause: now, rests: [...found.rests], goesOn: [...found.goesOn], text: now ? words.pauseNow : words.pauseWould };
    },
  );

  app.put(
    path,
    {
      schema: {
        tags: ['my'],
        summary: 'They are away until then',
        description: 'Ends by itself. The team is told by a task.',
        params: personInPath,
        body: myPauseInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { patientId, knownAs } = await personOf(deps, request, 'pause');
      const { reason: mode } = request.body;
      const untilAt = Date.parse(request.body.untilAt);
      const fault = faultOf(untilAt, clock.now());
      if (fault !== null) throw new HttpProblem(422, `untilAt: ${fault}`, { errors: [{ path: 'untilAt', message: fault }] });
      await writing(deps, request, (tx) => pause(tx, { patientId, knownAs, mode, untilAt }));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    path,
    { schema: { tags: ['my'], summary: 'They are at home again', params: personInPath, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      const { patientId } = await personOf(deps, request, 'pause');
      await writing(deps, request, (tx) => endPause(tx, patientId));
      return reply.code(204).send(null);
    },
  );
};

function faultOf(untilAt: number, now: number): string | null {
  if (untilAt <= now) return 'must be later than now';
  return untilAt > now + longestPauseDays * day ? `must not be more than ${longestPauseDays} days ahead` : null;
}
