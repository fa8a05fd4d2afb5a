import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { planPage, planPagePolicy } from '../authoring/care-plan-page.ts';
import { carePlanApproval, carePlanComparison, carePlanDraftInput, carePlanVersion, carePlanView } from '../contract/care-plan.ts';
import { givenId } from '../contract/ids.ts';
import { actionsDone, markAction } from '../store/care-plan-actions.ts';
import { approveCarePlan, carePlanNow, carePlansOf, dropCarePlanDraft, saveCarePlanDraft } from '../store/care-plans.ts';
import { patientById } from '../store/patients.ts';
import { isReviewOverdue, planChanges, toCarePlanVersion } from '../views/care-plan.ts';
import { iso } from '../views/instant.ts';
import { idInPath, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import { carePlanFor, planNames } from './care-plan-shown.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const plan = '/api/patients/:id/plan';
const tags = ['plan of care'];
const versionInPath = idInPath.extend({ version: z.coerce.number().int().min(1) });
const actionInPath = idInPath.extend({ actionId: givenId });

/** The plan of care of a person: written as a draft, approved by a clinician, kept in every version. */
export const carePlanRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  async function patientOf(id: string) {
    const patient = await patientById(pool, id, clock.now());
    if (!patient) throw new HttpProblem(404, 'There is no such patient.');
    return patient;
  }

  app.get(
    plan,
    {
      schema: {
        tags,
        summary: 'The plan in force and the draft',
        params: idInPath,
        response: { 200: carePlanView, ...refusalsOfOne },
      },
    },
    async (request) => {
      const { id, zone } = await patientOf(request.params.id);
      const [{ active, draft }, done, names] = await Promise.all([carePlanNow(pool, id), actionsDone(pool, id), planNames(pool, id)]);
      return {
        active: active && toCarePlanVersion(active, names),
        draft: draft && toCarePlanVersion(draft, names),
        reviewOverdue: active !== null && isReviewOverdue(active, zone, clock.now()),
        done: done.map(({ actionId, at, by }) => ({ actionId, at: iso(at), by })),
      };
    },
  );

  app.put(
    `${plan}/draft`,
    { schema: { tags, params: idInPath, body: carePlanDraftInput, response: { 204: z.null(), ...refusalsOfWrite } } },
    async (request, reply) => {
      const { name } = userOf(request);
      await writing(deps, request, (tx) => saveCarePlanDraft(tx, request.params.id, request.body, name));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    `${plan}/draft`,
    { schema: { tags, params: idInPath, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => dropCarePlanDraft(tx, request.params.id));
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${plan}/approve`,
    {
      schema: {
        tags,
        summary: 'Puts the draft into force in the name of whoever is signed in',
        params: idInPath,
        body: carePlanApproval,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { name } = userOf(request);
      await writing(deps, request, (tx) => approveCarePlan(tx, request.params.id, request.body, name));
      return reply.code(204).send(null);
    },
  );

  for (const method of ['PUT', 'DELETE'] as const)
    app.route({
      method,
      url: `${plan}/actions/:actionId/done`,
      schema: {
        tags,
        summary: method === 'PUT' ? 'An action of the plan in force is done' : 'It is not done after all',
        params: actionInPath,
        response: { 204: z.null(), ...refusalsOfOne },
      },
      handler: async (request, reply) => {
        const { id, actionId } = request.params;
        await writing(deps, request, (tx) => markAction(tx, id, actionId, method === 'PUT'));
        return reply.code(204).send(null);
      },
    });

  app.get(
    `${plan}/versions`,
    {
      schema: {
        tags,
        summary: 'Every version, newest first',
        params: idInPath,
        response: { 200: z.array(carePlanVersion), ...refusalsOfOne },
      },
    },
    async (request) => {
      const { id } = await patientOf(request.params.id);
      const [versions, names] = await Promise.all([carePlansOf(pool, id), planNames(pool, id)]);
      return versions.map((one) => toCarePlanVersion(one, names));
    },
  );

  app.get(
    `${plan}/versions/:version`,
    {
      schema: {
        tags,
        summary: 'One version, and what it says otherwise than another',
        params: versionInPath,
        querystring: z.object({ since: z.coerce.number().int().min(1).optional().describe('Left out: the version before') }),
        response: { 200: carePlanComparison, ...refusalsOfOne },
      },
    },
    async (request) => {
      const { id, version } = request.params;
      const versions = await carePlansOf(pool, id);
      const wanted = versions.find((one) => one.version === version);
      if (!wanted) throw new HttpProblem(404, 'There is no such version.');
      const { since } = request.query;
      const former = versions.find((one) => (since === undefined ? one.version < version : one.version === since)) ?? null;
      if (since !== undefined && !former) throw new HttpProblem(404, 'There is no such version to compare with.');
      const names = await planNames(pool, id);
      return {
        plan: toCarePlanVersion(wanted, names),
        since: former?.version ?? null,
        changes: former ? planChanges(former, wanted, names.contacts) : [],
      };
    },
  );

  app.get(
    `${plan}/print`,
    { schema: { tags, summary: 'The plan in force, to print (HTML)', params: idInPath, response: refusalsOfOne } },
    async (request, reply) => {
      const patient = await patientOf(request.params.id);
      const shown = await carePlanFor(pool, patient, { kind: 'staff' }, { at: clock.now() });
      if (!shown) throw new HttpProblem(404, 'There is no plan of care yet.');
      void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': planPagePolicy });
      return reply.type('text/html; charset=utf-8').send(planPage(patient, shown, patient.zone) as never);
    },
  );
};
