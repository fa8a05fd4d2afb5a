import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { parseCuffCsv } from '../adapters/csv-cuff.ts';
import { dateOrders } from '../adapters/csv-time.ts';
import type { ParsedReadings } from '../adapters/elements.ts';
import { parseOpenMhealth } from '../adapters/open-mhealth.ts';
import { takenFromApp } from '../contract/apps.ts';
import { problem } from '../contract/system.ts';
import type { AppCredentialRow } from '../store/apps.ts';
import { toObservationView } from '../views/observation.ts';
import { refusals } from './answers.ts';
import { appHeaders, appOf, originOf } from './app-credential.ts';
import { bytesOf, takeBytes } from './bytes.ts';
import type { HttpDeps } from './deps.ts';
import { takeIn, unreadableProblem } from './taking-in.ts';

/** Stores and judges what an app sent. Throws 422 when nothing of it could be read; it is kept all the same. */
export async function takeInFromApp(deps: HttpDeps, app: AppCredentialRow, parsed: ParsedReadings): Promise<void> {
  const isEmpty = parsed.observations.length === 0;
  const { deviceId: source, homeId, patientId } = app;
  await takeIn(deps, { source, homeId: isEmpty ? null : homeId, patientId: isEmpty ? null : patientId, ...pick(parsed) });
  if (isEmpty) throw unreadableProblem(parsed.unreadable);
}

const pick = ({ observations, unreadable, timeless }: ParsedReadings) => ({ observations, unreadable, timeless });

export const refusalsOfApp = {
  ...refusals,
  401: problem.describe('There is no token, or it is not known or was revoked'),
  403: problem.describe('This version of the app is not approved; `detail` says why'),
  422: problem.describe('Nothing of it could be read; it is kept for later'),
} as const;

const cuffQuery = z.object({
  dates: z.enum(dateOrders).optional().describe('How dates such as 03/04/2026 are meant; without it such a file is refused'),
  user: z.string().max(100).optional().describe('Whose readings are meant in a file of several users'),
});

/** Readings that apps bring along for the one patient of their credential. */
export const ingestRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  takeBytes(app);
  const shown = (one: AppCredentialRow, { observations, unreadable }: ParsedReadings) => ({
    observations: observations.map((each) => toObservationView({ ...each, sourceName: one.appName })),
    unreadable: unreadable.map(({ reason }) => reason),
  });

  app.post(
    '/api/ingest/open-mhealth',
    {
      schema: {
        tags: ['apps'],
        description: 'One data point of Open mHealth or IEEE 1752, or an array of up to 1,000. Answered when they are stored and judged.',
        security: [{ app: [] }],
        headers: appHeaders,
        body: z.unknown().describe('Data points: header and body'),
        response: { 201: takenFromApp, ...refusalsOfApp },
      },
    },
    async (request, reply) => {
      const sender = await appOf(deps, request);
      const parsed = parseOpenMhealth(bytesOf(request.body), originOf(sender, request, deps.clock.now()));
      await takeInFromApp(deps, sender, parsed);
      return reply.code(201).send(shown(sender, parsed));
    },
  );

  app.post(
    '/api/ingest/csv',
    {
      schema: {
        tags: ['apps'],
        description: 'The memory of a blood-pressure cuff as CSV, times by the patient’s wall clock. The same file again changes nothing.',
        security: [{ app: [] }],
        headers: appHeaders,
        consumes: ['text/csv'],
        querystring: cuffQuery,
        body: z.unknown().describe('A header that names date, time, SYS, DIA and perhaps PUL, and a line for each reading'),
        response: { 201: takenFromApp, ...refusalsOfApp },
      },
    },
    async (request, reply) => {
      const sender = await appOf(deps, request);
      const { dates = null, user = null } = request.query;
      const parsed = parseCuffCsv(bytesOf(request.body), originOf(sender, request, deps.clock.now()), { dates, user });
      await takeInFromApp(deps, sender, parsed);
      return reply.code(201).send(shown(sender, parsed));
    },
  );
};
