import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { trainingStart, trainingView } from '../contract/training.ts';
import { alertsOfPatient } from '../store/alerts.ts';
import { timelineOfAlert } from '../store/timeline.ts';
import { listRuns, type RunRow } from '../store/training.ts';
import { type AnsweredAlert, debrief } from '../training/debrief.ts';
import { exerciseOf, exercises } from '../training/exercises.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { made, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';

const shownRuns = 30;
const alertsOfOne = 10;

/** Exercises on simulated homes. There are none but in a gateway that was started for training. */
export const trainingRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const training = () => {
    if (deps.training === null) throw new HttpProblem(404, 'Training is elsewhere: this gateway was not started with --training');
    return deps.training;
  };
  const view = async (run: RunRow) => {
    const exercise = exerciseOf(run.exerciseId);
    const alerts = (await Promise.all(run.patients.map(({ id }) => alertsOfPatient(deps.pool, id, alertsOfOne)))).flat();
    const answered = await Promise.all(
      alerts.map(async ({ state }): Promise<AnsweredAlert> => {
        const who = run.patients.find(({ id }) => id === state.patientId)?.knownAs ?? '';
        return { who, state, timeline: (await timelineOfAlert(deps.pool, state.id)).map(({ entry }) => entry) };
      }),
    );
    return {
      id: run.id,
      exerciseId: run.exerciseId,
      title: exercise?.title ?? run.exerciseId,
      startedAt: iso(run.startedAt),
      startedBy: run.startedBy,
      endedAt: isoOrNull(run.endedAt),
      fault: run.fault,
      patients: [...run.patients],
      findings: exercise ? debrief(exercise, run.startedAt, answered.toReversed(), deps.clock.now()) : [],
    };
  };

  app.get('/api/training', { schema: { tags: ['training'], response: { 200: trainingView, ...refusalsOfOne } } }, async () => {
    training();
    const runs = await listRuns(deps.pool, shownRuns);
    return {
      exercises: exercises.map(({ id, title, brief, story }) => ({ id, title, brief, story })),
      runs: await Promise.all(runs.map(view)),
    };
  });

  app.post(
    '/api/training/runs',
    { schema: { tags: ['training'], body: trainingStart, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => {
      const player = training();
      const exercise = exerciseOf(request.body.exerciseId);
      if (!exercise) throw new HttpProblem(404, `There is no exercise ${request.body.exerciseId}`);
      const user = userOf(request);
      return reply.code(201).send({ id: await player.start(exercise, user.name, `user:${user.id}`) });
    },
  );
};
