import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { day } from '../../../rules/model/time.ts';
import { longestDutyDays, onDutyEntry, onDutyInput } from '../../contract/my-circle.ts';
import { asPerson } from '../../store/as-person.ts';
import { addDuty, dutyShown, removeDuty } from '../../store/my/duty.ts';
import { iso } from '../../views/instant.ts';
import { refusalsOfOne, refusalsOfWrite } from '../answers.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { HttpProblem } from '../problems.ts';
import { writing } from '../writing.ts';
import { personInPath, personOf } from './person.ts';

const path = '/api/my/people/:id/on-duty';

/** The rota of the family: who has said that they are there, and so is asked first. */
export const myDutyRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    path,
    {
      schema: {
        tags: ['my'],
        summary: 'Who is there for the family, from now on',
        params: personInPath,
        response: { 200: z.array(onDutyEntry), ...refusalsOfOne },
      },
    },
    async (request) => {
      const { patientId, contactId } = await personOf(deps, request, 'see-duty');
      const at = clock.now();
      const rows = await asPerson(pool, { userId: userOf(request).id, at }, (db) => dutyShown(db, patientId, at));
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        mine: row.contactId === contactId,
        fromAt: iso(row.fromAt),
        untilAt: iso(row.untilAt),
      }));
    },
  );

  app.post(
    path,
    {
      schema: {
        tags: ['my'],
        summary: '"I\'m on this weekend"',
        description: 'They are asked first of the family from then until then. The same id again is the same entry.',
        params: personInPath,
        body: onDutyInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { patientId, contactId } = await personOf(deps, request, 'be-on-duty');
      const { id } = request.body;
      const [fromAt, untilAt] = [Date.parse(request.body.fromAt), Date.parse(request.body.untilAt)];
      const fault = faultOf(fromAt, untilAt, clock.now());
      if (fault !== null) throw new HttpProblem(422, `untilAt: ${fault}`, { errors: [{ path: 'untilAt', message: fault }] });
      await writing(deps, request, (tx) => addDuty(tx, patientId, { id, contactId: contactId!, fromAt, untilAt }));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    `${path}/:entryId`,
    {
      schema: {
        tags: ['my'],
        summary: 'An entry of their own no longer stands',
        params: personInPath.extend({ entryId: z.string().max(200) }),
        response: { 204: z.null(), ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      const { patientId, contactId } = await personOf(deps, request, 'be-on-duty');
      await writing(deps, request, (tx) => removeDuty(tx, patientId, contactId!, request.params.entryId));
      return reply.code(204).send(null);
    },
  );
};

function faultOf(fromAt: number, untilAt: number, now: number): string | null {
  if (untilAt <= fromAt) return 'must be after fromAt';
  if (untilAt <= now) return 'must be later than now';
  return untilAt - fromAt > longestDutyDays * day ? `must not be more than ${longestDutyDays} days after fromAt` : null;
}
