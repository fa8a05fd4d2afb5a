import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { day } from '../../rules/model/time.ts';
import { isoInstant } from '../contract/messages.ts';
import { patientTimeline, type TimelineLine } from '../store/patient-timeline.ts';
import { patientById } from '../store/patients.ts';
import { csvLine } from '../views/csv.ts';
import { iso } from '../views/instant.ts';
import { idInPath, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

const longestMs = 400 * day;
const stretch = z
  .object({ from: isoInstant, to: isoInstant })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'must be after from' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= longestMs, { path: ['to'], message: 'at most 400 days' });

type Pages = AsyncIterable<readonly TimelineLine[]>;

async function* asCsv(pages: Pages): AsyncGenerator<string> {
  yield csvLine(['at', 'kind', 'what', 'subject', 'by', 'text']);
  for await (const lines of pages)
    yield lines.map((one) => csvLine([iso(one.at), one.kind, one.what, one.subject, one.by, one.text])).join('');
}

async function* asJson(pages: Pages): AsyncGenerator<string> {
  let before = '[\n';
  for await (const lines of pages)
    for (const one of lines) {
      yield `${before}${JSON.stringify({ ...one, at: iso(one.at) })}`;
      before = ',\n';
    }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

const forms = {
  csv: { type: 'text/csv; charset=utf-8', write: asCsv },
  json: { type: 'application/json; charset=utf-8', write: asJson },
} as const;

/** Everything that happened around one person, to be looked at elsewhere. It is sent as it is read, and asked for like any look at them. */
export const patientTimelineRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { pool, clock }) => {
  for (const [form, { type, write }] of Object.entries(forms))
    app.get(
      `/api/patients/:id/timeline.${form}`,
      {
        schema: {
          tags: ['patients'],
          summary: `What happened from \`from\` to \`to\`, in order, as ${form.toUpperCase()}; what people wrote to one another is left out`,
          params: idInPath,
          querystring: stretch,
          response: refusalsOfOne,
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!(await patientById(pool, id, clock.now()))) throw new HttpProblem(404, 'There is no such patient.');
        const pages = patientTimeline(pool, id, Date.parse(request.query.from), Date.parse(request.query.to));
        void reply.headers({ 'cache-control': 'no-store', 'content-disposition': `attachment; filename="timeline.${form}"` });
        return reply.type(type).send(Readable.from(write(pages)) as never);
      },
    );
};
