import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { agreementTerms } from '../contract/agreement-terms.ts';
import { localityLayers, localityOfPatient } from '../store/locality-layers.ts';
import { patientById } from '../store/patients.ts';
import { agreementsOfPatient } from '../store/scenarios.ts';
import { newAgreementTerms, toAgreementTerms } from '../views/agreement-terms.ts';
import { idInPath, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { oneScenario } from './scenarios.ts';

/** An agreement as something to be written or changed. */
export const scenarioTermsRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/patients/:id/scenario-templates/:template/terms',
    {
      schema: {
        tags: ['agreements'],
        description: 'What a new agreement of this kind begins from: what lies below it and who set that, and the form of it all.',
        params: idInPath.extend({ template: z.string().max(100) }),
        response: { 200: agreementTerms, ...refusalsOfOne },
      },
    },
    async (request) => {
      const { id, template } = request.params;
      const known = deps.templates.get(template);
      if (!known) throw new HttpProblem(404, 'There is no such kind of agreement.');
      if (!(await patientById(deps.pool, id, deps.clock.now()))) throw new HttpProblem(404, 'There is no such patient.');
      const layersOf = await localityLayers(deps.pool, null);
      return newAgreementTerms(known, layersOf(await localityOfPatient(deps.pool, id), template));
    },
  );

  app.get(
    '/api/scenario-templates/:template/terms',
    {
      schema: {
        tags: ['agreements'],
        description: 'The same for whoever is not enrolled yet and will live in this locality.',
        params: z.object({ template: z.string().max(100) }),
        querystring: z.object({ localityId: z.string().max(500).optional() }),
        response: { 200: agreementTerms, ...refusalsOfOne },
      },
    },
    async (request) => {
      const { template } = request.params;
      const known = deps.templates.get(template);
      if (!known) throw new HttpProblem(404, 'There is no such kind of agreement.');
      const layersOf = await localityLayers(deps.pool, null);
      return newAgreementTerms(known, layersOf(request.query.localityId ?? null, template));
    },
  );

  app.get(
    '/api/patients/:id/scenarios/:scenarioId/terms',
    {
      schema: {
        tags: ['agreements'],
        description:
          'What a change begins from: what was agreed with this person, what lies below it and who set that, and the form of it all.',
        params: oneScenario,
        response: { 200: agreementTerms, ...refusalsOfOne },
      },
    },
    async (request) => {
      const { id, scenarioId } = request.params;
      const rows = await agreementsOfPatient(deps.pool, id);
      // The newest first: a draft comes before what it would replace.
      const row = rows.find((one) => one.id === scenarioId && one.status !== 'retired');
      if (!row) throw new HttpProblem(404, 'There is no such agreement in force or on its way there.');
      return toAgreementTerms(row, deps.templates);
    },
  );
};
