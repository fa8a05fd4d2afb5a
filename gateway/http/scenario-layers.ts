import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { severities } from '../../rules/model/alert.ts';
import { agreedValue } from '../contract/agreements.ts';
import { isoInstant } from '../contract/messages.ts';
import { localityLayerInput } from '../contract/people.ts';
import { changeLocalityLayer } from '../locality-layers.ts';
import { layersOfLocality, localityLayers } from '../store/locality-layers.ts';
import { valuesOfPlaces } from '../views/agreement.ts';
import { planInWords } from '../views/agreement-words.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { idInPath, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const layerView = z
  .object({
    template: z.string(),
    version: z.number().int(),
    params: z.record(z.string(), z.unknown()),
    plan: z.string().nullable().describe('In words; null: as the place around it has it'),
    severity: z.enum(severities).nullable(),
    approvedBy: z.string(),
    activeFromAt: isoInstant,
    endedAt: isoInstant.nullable().describe('null: in force'),
    values: z
      .array(agreedValue)
      .describe('In force: what it and the places around it say, in words, with who set it; empty once it has ended'),
  })
  .meta({ id: 'LocalityLayerView' });
const changed = z.object({
  template: z.string(),
  version: z.number().int(),
  reached: z.number().int().describe('Agreements in force that it reaches'),
});

/** What a place, locality or practice says for everybody who lives there. A version is never changed; a new one supersedes it. */
export const scenarioLayerRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/localities/:id/scenario-layers',
    { schema: { tags: ['agreements'], params: idInPath, response: { 200: z.array(layerView), ...refusalsOfOne } } },
    async (request) => {
      const { id } = request.params;
      const [rows, layersOf] = await Promise.all([layersOfLocality(deps.pool, id), localityLayers(deps.pool, null)]);
      return rows.map(({ plan, activeFromAt, endedAt, ...row }) => ({
        ...row,
        plan: plan && planInWords(plan),
        activeFromAt: iso(activeFromAt),
        endedAt: isoOrNull(endedAt),
        values: endedAt === null ? valuesOfPlaces(row.template, layersOf(id, row.template), deps.templates) : [],
      }));
    },
  );

  app.put(
    '/api/localities/:id/scenario-layers',
    { schema: { tags: ['agreements'], params: idInPath, body: localityLayerInput, response: { 200: changed, ...refusalsOfWrite } } },
    async (request) => await writing(deps, request, (tx) => changeLocalityLayer(tx, request.params.id, request.body, deps.templates)),
  );
};
