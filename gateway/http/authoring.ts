import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { scenarioSchema } from '../authoring/scenario-schema.ts';
import { summaryOf } from '../authoring/summary.ts';
import { summaryPage, summaryPolicy } from '../authoring/summary-page.ts';
import { contactsOfPatient } from '../store/contacts.ts';
import { patientById } from '../store/patients.ts';
import { scenariosOfPatient } from '../store/scenarios.ts';
import { idInPath, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

/** What people write agreements with, and what they read of them on paper. */
export const authoringRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { pool, clock, templates }) => {
  const schema = scenarioSchema(templates);
  app.get(
    '/api/scenario-schema.json',
    { schema: { tags: ['agreements'], summary: 'JSON Schema of a scenario file', response: { 200: z.record(z.string(), z.unknown()) } } },
    async () => schema,
  );

  app.get(
    '/api/patients/:id/summary',
    { schema: { tags: ['agreements'], summary: 'What is agreed, to print (HTML)', params: idInPath, response: refusalsOfOne } },
    async (request, reply) => {
      const { id } = request.params;
      const now = clock.now();
      const patient = await patientById(pool, id, now);
      if (!patient) throw new HttpProblem(404, 'There is no such patient.');
      const [contacts, scenarios] = await Promise.all([contactsOfPatient(pool, id), scenariosOfPatient(pool, id)]);
      const page = summaryPage(summaryOf(patient, { contacts, scenarios, templates }, now));
      void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': summaryPolicy });
      return reply.type('text/html; charset=utf-8').send(page as never);
    },
  );
};
