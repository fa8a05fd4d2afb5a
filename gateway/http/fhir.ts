import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Observation, observationKinds } from '../../rules/model/observation.ts';
import { parseFhirBundle, parseFhirObservation } from '../adapters/fhir.ts';
import { appHeaders, appOf, originOf } from './app-credential.ts';
import { bytesOf, takeBytes } from './bytes.ts';
import type { HttpDeps } from './deps.ts';
import { fhirType, operationOutcome, outcomeOf, sendOutcome } from './fhir-outcome.ts';
import { takeInFromApp } from './ingest.ts';
import { handleErrors } from './problems.ts';
import { splitReason } from './taking-in.ts';

const bundleResponse = z
  .object({
    resourceType: z.literal('Bundle'),
    type: z.enum(['batch-response', 'transaction-response']),
    entry: z.array(z.object({ response: z.object({ status: z.string(), outcome: operationOutcome.optional() }) })),
  })
  .meta({ id: 'BundleResponse' });

const refused = operationOutcome.describe('What is wrong, and where');
const refusals = {
  400: refused,
  401: refused,
  403: refused,
  422: refused.describe('Nothing of it could be read; it is kept for later'),
  503: refused,
};

/** What was stored, in our unit and as it was sent. */
function inWords({ kind, value, detail }: Observation): string {
  const { label, unit } = observationKinds[kind];
  const { original, statistic } = detail ?? {};
  const said = typeof value === 'object' ? `${value.systolicMmHg}/${value.diastolicMmHg}` : String(value);
  const sent = original ? ` (sent as ${original.comparator ?? ''}${original.value} ${original.unit})` : '';
  return `${label} ${said}${unit === null ? '' : ` ${unit}`}${sent}${statistic ? `, ${statistic}: kept and not judged` : ''}`;
}

/** FHIR R4: Observations of the one patient of an app's credential. Answers, also the errors, are FHIR's own. */
export const fhirRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  takeBytes(app);
  handleErrors(app, deps.log, sendOutcome);

  app.post(
    '/api/fhir/Observation',
    {
      schema: {
        tags: ['apps'],
        description: 'One Observation. Answered when it is stored and judged.',
        security: [{ app: [] }],
        consumes: [fhirType],
        produces: [fhirType],
        headers: appHeaders,
        body: z.unknown().describe('Observation'),
        response: { 201: operationOutcome, ...refusals },
      },
    },
    async (request, reply) => {
      const sender = await appOf(deps, request);
      const parsed = parseFhirObservation(bytesOf(request.body), originOf(sender, request, deps.clock.now()));
      await takeInFromApp(deps, sender, parsed);
      const issue = parsed.observations.map((one) => ({
        severity: 'information' as const,
        code: 'informational',
        diagnostics: inWords(one),
      }));
      return reply.code(201).type(fhirType).send({ resourceType: 'OperationOutcome', issue });
    },
  );

  app.post(
    '/api/fhir',
    {
      schema: {
        tags: ['apps'],
        description:
          'A Bundle of up to 1,000 Observations. Each entry stands alone, also in a transaction: what can be read is stored and judged, the rest is kept with its reason. 422 only when nothing could be read.',
        security: [{ app: [] }],
        consumes: [fhirType],
        produces: [fhirType],
        headers: appHeaders,
        body: z.unknown().describe('Bundle'),
        response: { 200: bundleResponse, ...refusals },
      },
    },
    async (request, reply) => {
      const sender = await appOf(deps, request);
      const { parsed, type, entries } = parseFhirBundle(bytesOf(request.body), originOf(sender, request, deps.clock.now()));
      await takeInFromApp(deps, sender, parsed);
      const entry = entries.map((reason) => ({
        response:
          reason === null
            ? { status: '201 Created' }
            : { status: '422 Unprocessable Entity', outcome: outcomeOf(422, [splitReason(reason)]) },
      }));
      return reply.type(fhirType).send({ resourceType: 'Bundle', type, entry });
    },
  );
};
