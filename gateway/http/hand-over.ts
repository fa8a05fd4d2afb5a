import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { handOversBetween } from '../../rules/model/rota.ts';
import { handOverView } from '../contract/rotas.ts';
import { lookAheadMs } from '../rota-check.ts';
import { alertsByStatus } from '../store/alerts.ts';
import { lastWords, patientsServed } from '../store/hand-over.ts';
import { loadRotas } from '../store/rotas.ts';
import { findTeam } from '../store/teams.ts';
import { toAlertSummary } from '../views/alert.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { idInPath, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { actorOf, userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';

const mostAlerts = 5_000;

/** What those who leave at the end of their shift hand to those who come: every alert of the team's patients that is not closed. */
export const handOverRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    '/api/teams/:id/hand-over',
    { schema: { tags: ['alerts'], params: idInPath, response: { 200: handOverView, ...refusalsOfOne } } },
    async (request) => {
      const { id } = request.params;
      const team = await findTeam(pool, id);
      if (!team) throw new HttpProblem(404, 'There is no such team.');
      const now = clock.now();
      const rota = (await loadRotas(pool)).get(id);
      const next = rota && handOversBetween(rota, now, now + lookAheadMs)[0];
      const named = (ids: readonly string[] = []) =>
        ids.map((personId) => rota?.people.find((person) => person.id === personId)?.name ?? personId);
      const served = await patientsServed(pool, id);
      const rows = (await alertsByStatus(pool, ['open', 'cleared'], mostAlerts)).filter(({ state }) => served.has(state.patientId));
      const words = await lastWords(
        pool,
        rows.map(({ state }) => state.id),
      );
      const actor = actorOf(userOf(request));
      return {
        at: isoOrNull(next?.at ?? null),
        leaving: named(next?.leaving),
        coming: named(next?.coming),
        alerts: rows.map((row) => {
          const said = words.get(row.state.id);
          const ownerId = row.state.owner?.actor.id;
          return {
            alert: toAlertSummary(row.state, row, now, actor),
            promised: said?.actor ? { by: said.actor.name, at: iso(said.at), text: said.text } : null,
            endsWithTurn: ownerId !== undefined && (next?.leaving.includes(ownerId) ?? false),
          };
        }),
      };
    },
  );
};
