import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { day } from '../../rules/model/time.ts';
import { type BacktestInput, backtestResult } from '../contract/backtests.ts';
import { scenarioInput } from '../contract/people.ts';
import { versionsOfScenario } from '../store/scenarios.ts';
import { refusalsOfWrite } from './answers.ts';
import { orBusy } from './backtests.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { oneScenario } from './scenarios.ts';

/** Long enough for a month's habits, short enough to be answered while somebody waits. */
const previewDays = 28;

const terms = scenarioInput.pick({ params: true, plan: true, severity: true });
const previewInput = z
  .union([z.strictObject({ version: z.number().int().min(1).describe('A version that is stored: a draft, or an older one') }), terms])
  .meta({ id: 'PreviewInput' });

/** What another version of an agreement would have meant: asked before it is put into force. */
export const scenarioPreviewRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.post(
    '/api/patients/:id/scenarios/:scenarioId/preview',
    {
      schema: {
        tags: ['agreements'],
        description: `What other terms, or a stored version, would have done over the last ${previewDays} days, and what is in force did. Nothing is changed and nobody is told.`,
        params: oneScenario,
        body: previewInput,
        response: { 200: backtestResult.omit({ file: true }), ...refusalsOfWrite },
      },
    },
    async (request) => {
      const { id: patientId, scenarioId } = request.params;
      const versions = await versionsOfScenario(deps.pool, patientId, scenarioId);
      const newest = versions[0];
      if (!newest) throw new HttpProblem(404, 'There is no such agreement.');
      const inForce = versions.some(({ status }) => status === 'active');
      const proposal =
        'version' in request.body
          ? { scenarioId, version: request.body.version }
          : { ...request.body, template: newest.template, replaces: inForce ? scenarioId : null };
      const now = deps.clock.now();
      const [from, to] = [now - previewDays * day, now].map((at) => new Date(at).toISOString()) as [string, string];
      const input: BacktestInput = { patientId, from, to, scenarios: [proposal], people: 'nobody', answerAfterMinutes: 10, file: null };
      const { report, current, difference } = await orBusy(() => deps.backtests.ask({ type: 'backtest', input }));
      return { report, current, difference };
    },
  );
};
