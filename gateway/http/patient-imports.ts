import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { patientImportLine, patientImportReport } from '../contract/patient-imports.ts';
import { readRows, UnreadableImport } from '../people-import/read-rows.ts';
import { takeInPeople } from '../people-import/take-in.ts';
import { importById, listImports } from '../store/patient-imports.ts';
import type { Changed } from '../store/write.ts';
import { refusedAsCsv, toImportLine, toImportReport } from '../views/patient-import.ts';
import { idInPath, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import { bytesOf, takeBytes } from './bytes.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { inForce, writer } from './writing.ts';

/** Some ten thousand people. */
const largestFile = 20 * 1_048_576;

/** Files of people: checked, taken in, and what became of them. */
export const patientImportRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  takeBytes(app);
  const { pool, templates } = deps;

  async function reportOf(id: string) {
    const row = await importById(pool, id);
    if (!row) throw new HttpProblem(404, 'There is no such import.');
    return row;
  }

  app.post(
    '/api/patient-imports',
    {
      bodyLimit: largestFile,
      schema: {
        tags: ['set-up'],
        description:
          'A file of people as CSV, see docs/imports.md. Who is enrolled already stays as they are; agreements of packs become drafts. Answers when all of it is done, and goes on when nobody waits for the answer.',
        consumes: ['text/csv'],
        querystring: z.object({
          checkOnly: z.stringbool().default(false).describe('Nothing is taken in'),
          fileName: z.string().max(200).default(''),
        }),
        body: z.unknown().describe('The file'),
        response: { 201: patientImportReport, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { checkOnly: checkedOnly, fileName } = request.query;
      const rows = await readRows(bytesOf(request.body).toString('utf8')).catch((error: unknown) => {
        throw error instanceof UnreadableImport ? new HttpProblem(422, `The file ${error.message}`) : error;
      });
      const by = () => writer(deps, request);
      const parts = { pool, templates, by, byName: userOf(request).name, inForce: (changed: Changed) => inForce(deps, changed) };
      const id = await takeInPeople(parts, rows, { fileName, checkedOnly });
      return reply.code(201).send(toImportReport(await reportOf(id)));
    },
  );

  app.get('/api/patient-imports', { schema: { tags: ['set-up'], response: { 200: z.array(patientImportLine), ...refusals } } }, async () =>
    (await listImports(pool)).map(toImportLine),
  );

  app.get(
    '/api/patient-imports/:id',
    { schema: { tags: ['set-up'], params: idInPath, response: { 200: patientImportReport, ...refusalsOfOne } } },
    async (request) => toImportReport(await reportOf(request.params.id)),
  );

  app.get(
    '/api/patient-imports/:id/refused',
    {
      schema: {
        tags: ['set-up'],
        summary: 'The refused rows (CSV): number, column, fault',
        params: idInPath,
        response: refusalsOfOne,
      },
    },
    async (request, reply) => {
      const row = await reportOf(request.params.id);
      const headers = { 'cache-control': 'no-store', 'content-disposition': `attachment; filename="refused-${row.id}.csv"` };
      return reply
        .headers(headers)
        .type('text/csv; charset=utf-8')
        .send(refusedAsCsv(row) as never);
    },
  );
};
