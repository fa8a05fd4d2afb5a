import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { carePlanShown } from '../../contract/care-plan.ts';
import type { MyPersonRow } from '../../store/my/people.ts';
import { refusalsOfOne } from '../answers.ts';
import { carePlanFor, type PlanReader } from '../care-plan-shown.ts';
import type { HttpDeps } from '../deps.ts';
import { languageOf } from './language.ts';
import { personInPath, personOf } from './person.ts';

/** The plan of care, as far as it is shared with whoever reads it. */
export const myPlanRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/my/people/:id/plan',
    {
      schema: {
        tags: ['my'],
        summary: 'The plan of care as far as it is shared; null: there is none, or none of it is for them',
        params: personInPath,
        response: { 200: carePlanShown.nullable(), ...refusalsOfOne },
      },
    },
    async (request) => {
      const person = await personOf(deps, request, 'see-plan');
      const patient = { id: person.patientId, zone: person.zone };
      return await carePlanFor(deps.pool, patient, readerOf(person), { at: deps.clock.now(), language: languageOf(request) });
    },
  );
};

/** Who reads; every contact is one of the person's contacts. */
function readerOf({ relation, contactId }: MyPersonRow): PlanReader {
  return relation === 'self' || relation === 'agency' ? { kind: relation } : { kind: 'contact', contactId: contactId! };
}
