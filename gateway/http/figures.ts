import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { day } from '../../rules/model/time.ts';
import { figuresView } from '../contract/figures.ts';
import { isoInstant } from '../contract/messages.ts';
import { askFigures } from '../figures/ask.ts';
import { monthOf } from '../figures/month.ts';
import { reportCsv } from '../figures/report-csv.ts';
import { reportPdf } from '../figures/report-pdf.ts';
import { refusals, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';

const mostDays = 366;
const tags = ['figures'];
const figuresQuery = z
  .object({
    from: isoInstant,
    to: isoInstant.describe('What lies after now is left out'),
    localityId: z.string().max(500).optional().describe('A place and all places in it; left out: everybody'),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'must be after from' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= mostDays * day, { path: ['to'], message: `at most ${mostDays} days` });
const monthInPath = z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month as YYYY-MM') });

/** How the work did, counted from what is stored. An administrator gets what tells nothing of people's care. */
export const figuresRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock, templates } = deps;

  app.get(
    '/api/figures',
    { schema: { tags, summary: 'Figures of a stretch of time', querystring: figuresQuery, response: { 200: figuresView, ...refusals } } },
    (request) => {
      const { from, to, localityId = null } = request.query;
      const clinical = userOf(request).role !== 'administrator';
      return askFigures(pool, templates, { fromAt: Date.parse(from), toAt: Date.parse(to), localityId, at: clock.now(), clinical });
    },
  );

  /** The figures of a calendar month, everybody and everything; one that is not over is reported up to now. */
  async function figuresOfMonth(month: string) {
    const at = clock.now();
    const { fromAt, toAt } = monthOf(month);
    if (fromAt >= at) throw new HttpProblem(422, 'month: that month has not begun');
    return askFigures(pool, templates, { fromAt, toAt, localityId: null, at, clinical: true });
  }

  app.get(
    '/api/figures/monthly/:month.csv',
    {
      schema: {
        tags,
        summary: 'The report of a calendar month, as a table; nobody is named in it',
        params: monthInPath,
        response: refusalsOfWrite,
      },
    },
    async (request, reply) => {
      const { month } = request.params;
      const report = reportCsv(month, await figuresOfMonth(month));
      void reply.headers({ 'cache-control': 'no-store', 'content-disposition': `attachment; filename="figures-${month}.csv"` });
      return reply.type('text/csv; charset=utf-8').send(report as never);
    },
  );

  app.get(
    '/api/figures/monthly/:month.pdf',
    {
      schema: {
        tags,
        summary: 'The report of a calendar month, to be read and printed; nobody is named in it',
        params: monthInPath,
        response: refusalsOfWrite,
      },
    },
    async (request, reply) => {
      const { month } = request.params;
      const report = await reportPdf(month, await figuresOfMonth(month), clock.now());
      void reply.headers({ 'cache-control': 'no-store', 'content-disposition': `attachment; filename="figures-${month}.pdf"` });
      return reply.type('application/pdf').send(report as never);
    },
  );
};
