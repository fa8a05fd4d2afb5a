import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  cancelInput,
  jobConflict,
  jobQuery,
  keySafeInput,
  offerInput,
  responseBoard,
  responseJob,
  responseJobInput,
  responseJobSummary,
} from '../contract/response.ts';
import type { DeskOutcome } from '../response/desk.ts';
import { setKeySafe } from '../store/key-safe.ts';
import { jobById, jobsInStates, latestJobs, openJobs } from '../store/response-jobs.ts';
import { unitsNow } from '../store/response-units.ts';
import { iso } from '../views/instant.ts';
import { toUnitOnBoard } from '../views/response.ts';
import { idInPath, made, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem, problemBody, problemType } from './problems.ts';
import { jobShown, summariesOf } from './response-job-shown.ts';
import { writing } from './writing.ts';

const tags = ['response'];

/** What the centre sees and does of visits: the board, sending a unit, asking another, cancelling. */
export const responseJobRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock, desk } = deps;

  app.get(
    '/api/response/board',
    { schema: { tags, summary: 'Units and open visits now', response: { 200: responseBoard, ...refusals } } },
    async () => {
      const [units, jobs] = await Promise.all([unitsNow(pool, clock.now()), openJobs(pool)]);
      const shown = await summariesOf(deps, jobs);
      const byDue = shown.toSorted((a, b) => Date.parse(a.clocks.arriveByAt) - Date.parse(b.clocks.arriveByAt));
      return { at: iso(clock.now()), units: units.map(toUnitOnBoard), jobs: byDue };
    },
  );

  app.get(
    '/api/response-jobs',
    { schema: { tags, querystring: jobQuery, response: { 200: z.array(responseJobSummary), ...refusals } } },
    async ({ query: { state, limit } }) =>
      await summariesOf(deps, state ? await jobsInStates(pool, state, limit) : (await openJobs(pool)).slice(0, limit)),
  );

  /** As many of one alert or one person as are looked at. */
  const latest = 10;
  const ofLatest = { tags, params: idInPath, response: { 200: z.array(responseJobSummary), ...refusalsOfOne } };
  app.get(
    '/api/alerts/:id/response-jobs',
    { schema: { ...ofLatest, summary: 'The last visits because of an alert' } },
    async ({ params: { id } }) => summariesOf(deps, await latestJobs(pool, { alertId: id }, latest)),
  );
  app.get(
    '/api/patients/:id/response-jobs',
    { schema: { ...ofLatest, summary: 'The last visits to a person' } },
    async ({ params: { id } }) => summariesOf(deps, await latestJobs(pool, { patientId: id }, latest)),
  );

  app.get(
    '/api/response-jobs/:id',
    { schema: { tags, params: idInPath, response: { 200: responseJob, ...refusalsOfOne } } },
    async (request) => await jobOf(deps, request.params.id),
  );

  app.post(
    '/api/alerts/:id/response-jobs',
    {
      schema: {
        tags,
        description: 'Decides a visit. The same id again is the same visit; an alert has one at a time.',
        params: idInPath,
        body: responseJobInput,
        response: { 201: made, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { id } = await desk.request(request.params.id, request.body, userOf(request));
      return reply.code(201).send({ id });
    },
  );

  const ofOne = { tags, params: idInPath, response: { 200: responseJob, ...refusalsOfWrite, 409: jobConflict } };
  app.post('/api/response-jobs/:id/offers', { schema: { ...ofOne, body: offerInput } }, async (request, reply) => {
    const { unitId, version } = request.body;
    return await answer(request, reply, await desk.act(request.params.id, userOf(request), version, { unitId }));
  });
  app.post('/api/response-jobs/:id/cancel', { schema: { ...ofOne, body: cancelInput } }, async (request, reply) => {
    const { reason, version } = request.body;
    return await answer(request, reply, await desk.act(request.params.id, userOf(request), version, { reason }));
  });

  async function answer(request: FastifyRequest, reply: FastifyReply, outcome: DeskOutcome) {
    const { id } = request.params as { id: string };
    const job = await jobOf(deps, id);
    if (outcome.ok) return job;
    return reply
      .code(409)
      .type(problemType)
      .send({ ...problemBody(request, 409, outcome.detail), job });
  }

  app.put(
    '/api/homes/:id/key-safe',
    {
      schema: {
        tags: ['homes'],
        description: 'Keeps the code of the key safe. It is shown to the crew of a visit and to nobody else.',
        params: idInPath,
        body: keySafeInput,
        response: { 204: z.null(), ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => setKeySafe(tx, deps.keySafe, request.params.id, request.body.code));
      return reply.code(204).send(null);
    },
  );
};

async function jobOf(deps: HttpDeps, id: string) {
  const job = await jobById(deps.pool, id);
  if (!job) throw new HttpProblem(404, 'There is no such visit.');
  return await jobShown(deps, job);
}
