import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askedToday, goalsAttained } from '../../../rules/engine/today.ts';
import type { Instant, Interval } from '../../../rules/model/time.ts';
import { type MyGoal, myGoal, myGoalInput, myPersonDetail } from '../../contract/my.ts';
import { asPerson } from '../../store/as-person.ts';
import { blindStretches } from '../../store/incidents.ts';
import { alertsShown } from '../../store/my/alerts.ts';
import { dutyShown } from '../../store/my/duty.ts';
import { goalWordsShown, sayGoal } from '../../store/my/goal-words.ts';
import { unreadFromTeam } from '../../store/my/messages.ts';
import { type MyPersonRow, presenceOf } from '../../store/my/people.ts';
import { isoOrNull } from '../../views/instant.ts';
import { isAsked } from '../../views/my/alert.ts';
import { mayAct } from '../../views/my/may-act.ts';
import { pauseOf } from '../../views/my/pause.ts';
import { toGoal, toTasks } from '../../views/my/today.ts';
import { refusalsOfOne } from '../answers.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { HttpProblem } from '../problems.ts';
import { writing } from '../writing.ts';
import { languageOf } from './language.ts';
import { personInPath, personOf } from './person.ts';
import { toMyPerson } from './status.ts';

/** One person with what is asked of the reader today, and goals. */
export const myPersonRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    '/api/my/people/:id',
    {
      schema: {
        tags: ['my'],
        summary: 'One person, what is asked of the reader today, and goals',
        params: personInPath,
        response: { 200: myPersonDetail, ...refusalsOfOne },
      },
    },
    async (request) => {
      const person = await personOf(deps, request);
      const { patientId, knownAs, contactId } = person;
      const userId = userOf(request).id;
      const language = languageOf(request);
      const at = clock.now();
      const shown = await asPerson(pool, { userId, at }, async (db) => ({
        presence: await presenceOf(db, patientId),
        unread: await unreadFromTeam(db, { patientId, userId }),
        duty: await dutyShown(db, patientId, at),
        alerts: await alertsShown(db, [patientId], at),
      }));
      const [summary, blind] = await Promise.all([toMyPerson(deps, { userId, language }, person), blindStretches(pool, at)]);
      const own = shown.duty.find((one) => one.contactId === contactId && one.fromAt <= at) ?? null;
      const asked = shown.alerts.map(({ state }) => state).filter((state) => contactId !== null && isAsked(state, contactId));
      const mine = person.relation === 'self' ? agreementsToday(deps, patientId, blind, at) : [];
      return {
        ...summary,
        today: toTasks({ knownAs, language, alerts: asked, unread: shown.unread, duty: own, agreements: mine }, at),
        goals: await goalsOf(deps, userId, person, blind, language),
        presence: shown.presence && { mode: shown.presence.mode, untilAt: isoOrNull(shown.presence.untilAt) },
        pause: shown.presence && pauseOf(shown.presence, at),
        unreadMessages: shown.unread,
        mayAct: [...mayAct(person)],
      };
    },
  );

  app.get(
    '/api/my/people/:id/goals',
    {
      schema: {
        tags: ['my'],
        summary: 'Goals and how far they were reached',
        params: personInPath,
        response: { 200: z.array(myGoal), ...refusalsOfOne },
      },
    },
    async (request) => {
      const person = await personOf(deps, request, 'see-goals');
      return await goalsOf(deps, userOf(request).id, person, await blindStretches(pool, clock.now()), languageOf(request));
    },
  );

  app.put(
    '/api/my/people/:id/goals/:goalId',
    {
      schema: {
        tags: ['my'],
        summary: 'A goal in their own words',
        description: 'What is agreed, and how often, stays as it is.',
        params: personInPath.extend({ goalId: z.string().max(200) }),
        body: myGoalInput,
        response: { 204: z.null(), ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      const { patientId } = await personOf(deps, request, 'change-goals');
      const state = deps.patientState(patientId);
      const { goalId } = request.params;
      const isGoal = state && goalsAttained(state, [], clock.now()).some(({ scenarioId }) => scenarioId === goalId);
      if (!isGoal) throw new HttpProblem(404, 'There is no such goal.');
      await writing(deps, request, (tx) => sayGoal(tx, { patientId, scenarioId: goalId, words: request.body.text }));
      return reply.code(204).send(null);
    },
  );
};

type JudgedDeps = Pick<HttpDeps, 'patientState'>;

function agreementsToday({ patientState }: JudgedDeps, patientId: string, blind: readonly Interval[], at: Instant) {
  const state = patientState(patientId);
  return state ? askedToday(state, blind, at) : [];
}

async function goalsOf(
  { pool, clock, patientState }: Pick<HttpDeps, 'pool' | 'clock' | 'patientState'>,
  userId: string,
  person: MyPersonRow,
  blind: readonly Interval[],
  language: Parameters<typeof toGoal>[1]['language'],
): Promise<MyGoal[]> {
  const state = patientState(person.patientId);
  if (!state || !mayAct(person).includes('see-goals')) return [];
  const at = clock.now();
  const seesWords = person.relation === 'self';
  const words = await asPerson(pool, { userId, at }, (db) => goalWordsShown(db, person.patientId));
  return goalsAttained(state, blind, at).map((goal) => toGoal(goal, { own: words.get(goal.scenarioId), seesWords, language }));
}
