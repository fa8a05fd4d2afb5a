import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { localDate } from '../../rules/model/time.ts';
import { foundService, type ServiceQuery, serviceQuery, serviceView, suggestedServices } from '../contract/services.ts';
import { suggestedNeeds } from '../services/needs.ts';
import { forPerson } from '../services/person.ts';
import { searchServices } from '../services/search.ts';
import { alertById } from '../store/alerts.ts';
import { patientById } from '../store/patients.ts';
import { listServices, serviceById } from '../store/services.ts';
import { idInPath, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

/** As many as a person reads after closing an alert. */
const suggested = 5;

/** What there is in the neighbourhood. */
export const serviceRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { pool, clock }) => {
  async function asked(query: ServiceQuery): Promise<ServiceQuery> {
    if (query.patientId === undefined) return query;
    const patient = await patientById(pool, query.patientId, clock.now());
    if (!patient) throw new HttpProblem(404, 'There is no such patient.');
    return forPerson(query, patient, localDate(patient.zone, clock.now()));
  }

  app.get(
    '/api/services',
    {
      schema: {
        tags: ['services'],
        description: 'Groups, clubs and services of the neighbourhood: whom they fit first, then those with room, then those near by.',
        querystring: serviceQuery,
        response: { 200: z.array(foundService), ...refusalsOfOne },
      },
    },
    async ({ query }) => searchServices(await listServices(pool), await asked(query), clock.now()),
  );

  app.get(
    '/api/services/:id',
    { schema: { tags: ['services'], params: idInPath, response: { 200: serviceView, ...refusalsOfOne } } },
    async ({ params }) => {
      const service = await serviceById(pool, params.id);
      if (!service) throw new HttpProblem(404, 'There is no such service.');
      return service;
    },
  );

  app.get(
    '/api/alerts/:id/services',
    {
      schema: {
        tags: ['services'],
        description: 'What might do more than the next alert, after one that was closed without need for anybody at once.',
        params: idInPath,
        response: { 200: suggestedServices, ...refusalsOfOne },
      },
    },
    async ({ params }) => {
      const row = await alertById(pool, params.id);
      if (!row) throw new HttpProblem(404, 'There is no such alert.');
      const { patientId } = row.state;
      const needs = [...suggestedNeeds(row.state)];
      const services = needs.length === 0 ? [] : await listServices(pool);
      const perNeed = await Promise.all(needs.map((need) => asked(serviceQuery.parse({ need, patientId }))));
      const found = perNeed.flatMap((query) => searchServices(services, query, clock.now()));
      const once = [...new Map(found.map((one) => [one.service.id, one])).values()];
      return { needs, found: once.filter(({ capacity }) => capacity !== 'full').slice(0, suggested) };
    },
  );
};
