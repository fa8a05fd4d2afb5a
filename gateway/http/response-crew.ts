import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hour } from '../../rules/model/time.ts';
import { isOver, type CrewEvent as Said } from '../../rules/response/job.ts';
import {
  type CrewEvent,
  crewEvents,
  crewEventsAnswer,
  dutyInput,
  keySafeCode,
  longestDutyHours,
  myResponse,
} from '../contract/response.ts';
import { readKeySafe } from '../store/key-safe.ts';
import { unitOf } from '../store/response-duty.ts';
import { jobById, jobsOfUnit } from '../store/response-jobs.ts';
import { unitsNow } from '../store/response-units.ts';
import { iso } from '../views/instant.ts';
import { toUnitOnBoard } from '../views/response.ts';
import { idInPath, refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { jobShown } from './response-job-shown.ts';
import { writing } from './writing.ts';

const tags = ['response'];
/** What a unit has ended is still shown to it for so long. */
const shownAfterMs = hour;

const toSaid = ({ at, ...event }: CrewEvent): Said => ({ ...event, at: Date.parse(at) });

/** What a crew sees and says on its telephone. */
export const responseCrewRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock, desk } = deps;

  async function mine(userId: string) {
    const at = clock.now();
    const units = await unitsNow(pool, at);
    const unit = units.find(({ crew }) => crew.includes(userId)) ?? null;
    const jobs = unit ? await jobsOfUnit(pool, unit.id, at - shownAfterMs) : [];
    return {
      at: iso(at),
      unit: unit && toUnitOnBoard(unit),
      units: units.map(({ id, name, teamName }) => ({ id, name, teamName })),
      jobs: await Promise.all(jobs.map((job) => jobShown(deps, job))),
    };
  }

  app.get(
    '/api/response/my',
    { schema: { tags, summary: "The crew's own unit and visits", response: { 200: myResponse, ...refusals } } },
    async (request) => await mine(userOf(request).id),
  );

  app.put(
    '/api/response/my/duty',
    {
      schema: {
        tags,
        description: 'Comes on duty with a unit, or goes off.',
        body: dutyInput,
        response: { 200: myResponse, ...refusalsOfWrite },
      },
    },
    async (request) => {
      const user = userOf(request);
      const { unitId, untilAt } = request.body;
      const until = untilAt === null ? 0 : Date.parse(untilAt);
      if (until > clock.now() + longestDutyHours * hour) throw new HttpProblem(422, `untilAt: a turn is at most ${longestDutyHours} hours`);
      await desk.duty(user, unitId === null ? null : { unitId, untilAt: until });
      return await mine(user.id);
    },
  );

  app.post(
    '/api/response-jobs/:id/events',
    {
      schema: {
        tags,
        description: 'What the crew did, perhaps kept while the telephone was offline: in any order, and the same event twice is once.',
        params: idInPath,
        body: crewEvents,
        response: { 200: crewEventsAnswer, ...refusalsOfWrite },
      },
    },
    async (request) => {
      const { id } = request.params;
      const noEffect = await desk.crewSaid(id, userOf(request), request.body.events.map(toSaid));
      return { ...(await jobShown(deps, (await jobById(pool, id))!)), noEffect };
    },
  );

  app.post(
    '/api/response-jobs/:id/key-safe',
    {
      schema: {
        tags,
        description: 'The code of the key safe, for the crew of the visit from its acceptance to its end. Every look is written down.',
        params: idInPath,
        body: z.strictObject({}),
        response: { 200: keySafeCode, ...refusalsOfWrite },
      },
    },
    async (request) => {
      const user = userOf(request);
      const job = await jobById(pool, request.params.id);
      const unitId = job?.unit && (await unitOf(pool, user.id, { requestedAt: job.requestedAt, unitIds: [job.unit.id] }));
      if (!job || isOver(job) || !unitId || unitId !== job.unit?.id) throw new HttpProblem(404, 'There is no such visit in your hands.');
      const place = { homeId: job.homeId, jobId: job.id, patientId: job.patientId };
      const code = await writing(deps, request, (tx) => readKeySafe(tx, deps.keySafe, place));
      if (code === null) throw new HttpProblem(404, 'No key-safe code is kept for this home.');
      return { code };
    },
  );
};
