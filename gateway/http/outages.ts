import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { hubOutSince } from '../../rules/alerts/hub-outage.ts';
import { type OutageAnswer, outageAnswer, outageCommand } from '../contract/outages.ts';
import { type AlertRow, alertsById } from '../store/alerts.ts';
import { refusals } from './answers.ts';
import { refuseWhatLacks } from './closing-lacks.ts';
import type { HttpDeps } from './deps.ts';
import { actorOf, userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';

type Fate = 'done' | 'overtaken' | { readonly refused: string };

/** Of what nobody expected: the others are answered, and whoever asked hears which is not. */
const wentWrong = 'Something went wrong on our side; it has been logged. Try again.';

/** Why this alert is answered by itself; null: it is one of an outage. A home that is not seen again yet is closed by nobody in passing. */
function apart(row: AlertRow | undefined, command: z.output<typeof outageCommand>['command']): string | null {
  if (!row) return 'There is no such alert.';
  if (hubOutSince(row.state) === null) return 'It is not about a hub that is out of reach: answer it by itself.';
  if (command.type === 'close' && row.state.status === 'open') return 'The hub is still out of reach: close it by itself.';
  return row.state.severity === 'high' ? 'It is high: answer it by itself.' : null;
}

/** An outage of hubs is one incident, however many homes it reaches: taken once, and closed once. */
export const outageRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.post(
    '/api/outages/commands',
    {
      schema: {
        tags: ['alerts'],
        description: 'Each alert is decided by itself, by the version that was seen of it; the answer says what became of which.',
        body: outageCommand,
        response: { 200: outageAnswer, ...refusals },
      },
    },
    async (request) => {
      const { alerts, command } = request.body;
      const actor = actorOf(userOf(request));
      const rows = new Map(
        (
          await alertsById(
            deps.pool,
            alerts.map(({ id }) => id),
          )
        ).map((row) => [row.state.id, row]),
      );

      const decide = async (id: string, version: number): Promise<Fate> => {
        const refused = apart(rows.get(id), command);
        if (refused !== null) return { refused };
        if (command.type === 'close') await refuseWhatLacks(deps, id, command.outcome);
        const outcome = await deps.alerts.command(id, { ...command, actor }, version);
        if (outcome.ok) return 'done';
        // An alert that is not found any more was closed meanwhile.
        return outcome.reason === 'refused' ? { refused: outcome.detail } : 'overtaken';
      };

      const seen = new Map(alerts.map(({ id, version }) => [id, version]));
      const answer: OutageAnswer = { done: [], overtaken: [], refused: [] };
      await Promise.all(
        [...seen].map(async ([id, version]) => {
          const fate = await decide(id, version).catch((error: unknown): Fate => {
            if (error instanceof HttpProblem) return { refused: error.message };
            deps.log.error({ err: error, alertId: id }, 'an alert of an outage was not answered');
            return { refused: wentWrong };
          });
          if (typeof fate === 'string') answer[fate].push(id);
          else answer.refused.push({ id, detail: fate.refused });
        }),
      );
      return answer;
    },
  );
};
