import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { auditExport, personRecord } from '../store/person-record.ts';
import { recordLines } from '../subject-access/record-lines.ts';
import { recordPage, recordPagePolicy } from '../subject-access/record-page.ts';
import { idInPath, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const exportInput = z
  .strictObject({ form: z.enum(['lines', 'page']).describe('`lines`: JSON Lines with every row; `page`: HTML to read and to print') })
  .meta({ id: 'ExportInput' });

const files = {
  lines: { type: 'application/x-ndjson; charset=utf-8', name: 'personal-record.jsonl' },
  page: { type: 'text/html; charset=utf-8', name: 'personal-record.html' },
} as const;

/** A copy of all that is stored about one person. It is sent as it is read: nothing of it is kept in a file of ours, and a large history takes no memory. */
export const subjectAccessRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.post(
    '/api/patients/:id/exports',
    {
      schema: {
        tags: ['patients'],
        summary: 'Everything that is stored about this person, as one file',
        params: idInPath,
        body: exportInput,
        response: refusalsOfOne,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { form } = request.body;
      await writing(deps, request, (tx) => auditExport(tx, id, form));
      const record = personRecord(deps.pool, id);
      const now = deps.clock.now();
      const pieces = form === 'lines' ? recordLines(record, id, now) : recordPage(record, now);
      const { type, name } = files[form];
      void reply.headers({
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="${name}"`,
        'content-security-policy': recordPagePolicy,
      });
      return reply.type(type).send(Readable.from(pieces) as never);
    },
  );
};
