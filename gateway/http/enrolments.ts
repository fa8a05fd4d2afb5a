import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { givenId } from '../contract/ids.ts';
import { type EnrolmentInput, enrolmentInput, enrolmentResult } from '../contract/people.ts';
import { enrol } from '../enrol.ts';
import type { SessionUser } from '../identity/auth.ts';
import { Refusal } from '../store/refusal.ts';
import { refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { inForce, writer } from './writing.ts';

export const enrolmentRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.post(
    '/api/enrolments',
    {
      schema: {
        tags: ['set-up'],
        description: 'A whole home at once, all or nothing. The secrets of its devices are in the answer and nowhere else.',
        querystring: z.object({ draftId: givenId.optional().describe('My draft that this was; it goes in the same step') }),
        body: enrolmentInput,
        response: { 201: enrolmentResult, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const user = userOf(request);
      const by = { name: user.name, ownerId: user.id, draftId: request.query.draftId ?? null };
      const { value, changed } = await enrol(deps.pool, writer(deps, request), asTheyMay(user, request.body), deps.templates, by);
      await inForce(deps, changed);
      return reply.code(201).header('cache-control', 'no-store').send(value);
    },
  );
};

/** Nobody writes more by enrolling than otherwise: agreements in force come from a clinician, whose session names them, or an administrator. */
function asTheyMay({ role, name }: SessionUser, input: EnrolmentInput): EnrolmentInput {
  const patients = input.patients.map((patient, index) => {
    if (patient.plan && role === 'administrator')
      throw new Refusal('invalid', `patients.${index}.plan`, 'a plan of care is written by a coordinator or clinician');
    return {
      ...patient,
      scenarios: patient.scenarios.map((scenario, n) => {
        if (scenario.status === 'draft' || role === 'administrator') return scenario;
        if (role !== 'clinician') throw new Refusal('invalid', `patients.${index}.scenarios.${n}.status`, 'only a clinician approves');
        return { ...scenario, approvedBy: name };
      }),
    };
  });
  return { ...input, patients };
}
