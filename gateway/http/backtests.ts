import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { day } from '../../rules/model/time.ts';
import { Busy } from '../backtest/worker-pool.ts';
import { backtestInput, backtestResult } from '../contract/backtests.ts';
import { explanation } from '../contract/explanations.ts';
import { isoInstant } from '../contract/messages.ts';
import { write } from '../store/write.ts';
import { idInPath, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writer } from './writing.ts';

const longestMs = 400 * day;

/** What agreements would have done, and why one did not: asked of what is stored, in a thread beside the judge. */
export const backtestRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  /** One backtest a person at a time. */
  const asking = new Set<string>();

  app.post(
    '/api/backtests',
    {
      schema: {
        tags: ['agreements'],
        description: 'What agreements would have done over stored history or a file. Nothing is changed and nobody is told. One at a time.',
        body: backtestInput,
        response: { 200: backtestResult, ...refusalsOfWrite },
      },
    },
    async (request) => {
      const { patientId, from, to, scenarios, people, file } = request.body;
      const [fromAt, toAt] = [Date.parse(from), Date.parse(to)];
      if (fromAt >= toAt) throw new HttpProblem(422, 'to: must be after from');
      if (toAt - fromAt > longestMs) throw new HttpProblem(422, 'to: must be at most 400 days after from');
      const { id } = userOf(request);
      if (asking.has(id)) throw new HttpProblem(409, 'Your last backtest is still under way.');
      asking.add(id);
      try {
        const result = await orBusy(() => deps.backtests.ask({ type: 'backtest', input: request.body }));
        const detail = { from, to, people, tried: scenarios?.length ?? 0, file: file?.format ?? null };
        await write(deps.pool, writer(deps, request), (tx) => tx.audit('backtest', patientId, detail));
        return result;
      } finally {
        asking.delete(id);
      }
    },
  );

  app.get(
    '/api/patients/:id/explain',
    {
      schema: {
        tags: ['agreements'],
        description: 'Why an agreement raised no alert at an instant of the last 90 days.',
        params: idInPath,
        querystring: z.object({ scenario: z.string().max(200), at: isoInstant }),
        response: { 200: explanation, ...refusalsOfOne },
      },
    },
    async (request) => {
      const { scenario: scenarioId, at } = request.query;
      const query = { patientId: request.params.id, scenarioId, at: Date.parse(at), now: deps.clock.now() };
      return await orBusy(() => deps.backtests.ask({ type: 'explain', query }));
    },
  );
};

/** What was asked of the history; a problem that says when to come again where too many ask. */
export async function orBusy<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Busy) throw new HttpProblem(503, error.message, { headers: { 'retry-after': '60' }, cause: error });
    throw error;
  }
}
