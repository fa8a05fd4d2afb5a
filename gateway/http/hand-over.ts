import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type HandOver, handOversBetween } from '../../rules/model/rota.ts';
import type { Instant } from '../../rules/model/time.ts';
import { handOverView } from '../contract/rotas.ts';
import { lookAheadMs } from '../rota-check.ts';
import { alertsByStatus } from '../store/alerts.ts';
import { lastWords, patientsServed, peopleAway } from '../store/hand-over.ts';
import { listReferrals } from '../store/referrals.ts';
import { loadRotas } from '../store/rotas.ts';
import { listTasks } from '../store/tasks.ts';
import { findTeam } from '../store/teams.ts';
import { toAlertSummary } from '../views/alert.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { idInPath, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { actorOf, userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { silentKitNow } from './silent-kit.ts';

const mostAlerts = 5_000;
const mostTasks = 1_000;
/** It has a list of its own. */
const referralKind = 'referral';

/** The next hand-over of a team, with names; null: nobody leaves or comes within the days that are looked at, or it has no rota. Throws 404. */
export async function nextHandOver(
  { pool, clock }: Pick<HttpDeps, 'pool' | 'clock'>,
  teamId: string,
): Promise<(HandOver & { readonly named: (ids: readonly string[]) => string[] }) | null> {
  if (!(await findTeam(pool, teamId))) throw new HttpProblem(404, 'There is no such team.');
  const now = clock.now();
  const rota = (await loadRotas(pool)).get(teamId);
  const next = rota && handOversBetween(rota, now, now + lookAheadMs)[0];
  if (!next) return null;
  const nameOf = (id: string) => rota.people.find((person) => person.id === id)?.name ?? id;
  return { ...next, named: (ids) => ids.map(nameOf) };
}

/** What those who leave at the end of their shift hand to those who come: every alert of the team's patients that is not closed, and what else is to come. */
export const handOverRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    '/api/teams/:id/hand-over',
    { schema: { tags: ['alerts'], params: idInPath, response: { 200: handOverView, ...refusalsOfOne } } },
    async (request) => {
      const { id } = request.params;
      const next = await nextHandOver(deps, id);
      const now = clock.now();
      const served = await patientsServed(pool, id);
      const rows = (await alertsByStatus(pool, ['open', 'cleared'], mostAlerts)).filter(({ state }) => served.has(state.patientId));
      const words = await lastWords(
        pool,
        rows.map(({ state }) => state.id),
      );
      const actor = actorOf(userOf(request));
      return {
        at: isoOrNull(next?.at ?? null),
        leaving: next?.named(next.leaving) ?? [],
        coming: next?.named(next.coming) ?? [],
        alerts: rows.map((row) => {
          const said = words.get(row.state.id);
          const ownerId = row.state.owner?.actor.id;
          return {
            alert: toAlertSummary(row.state, row, now, actor),
            promised: said?.actor ? { by: said.actor.name, at: iso(said.at), text: said.text } : null,
            endsWithTurn: ownerId !== undefined && (next?.leaving.includes(ownerId) ?? false),
          };
        }),
        ...(await theRest(id, served, now)),
      };
    },
  );

  /** What is still to come beside the alerts, of the team and of the people it serves. */
  async function theRest(teamId: string, served: ReadonlySet<string>, now: Instant) {
    const [tasks, kit, away, referrals] = await Promise.all([
      listTasks(pool, { doneToo: false, limit: mostTasks }),
      silentKitNow(deps),
      peopleAway(pool, [...served], now),
      listReferrals(pool, {}, false),
    ]);
    return {
      followUps: tasks
        .filter(
          ({ kind, patientId, teamId: of }) => kind !== referralKind && (of === teamId || (patientId !== null && served.has(patientId))),
        )
        .toSorted((a, b) => (a.untilAt ?? Number.POSITIVE_INFINITY) - (b.untilAt ?? Number.POSITIVE_INFINITY) || a.createdAt - b.createdAt)
        .map(({ id, text, patientId, patientName, owner, untilAt }) => ({
          ...{ id, text, patientId, patientName, owner, dueAt: isoOrNull(untilAt) },
          overdue: untilAt !== null && untilAt <= now,
        })),
      silentKit: kit
        .filter(({ patients }) => patients.some(({ id }) => served.has(id)))
        .map(({ device, address, patients, dueAt, overdue, owner, interimPlan }) => ({
          ...{ deviceName: device.name, address, dueAt, overdue, owner, interimPlan },
          patients: patients.map(({ name }) => name),
        })),
      away: away.map((one) => ({ ...one, untilAt: isoOrNull(one.untilAt) })),
      referrals: referrals
        .filter(({ patientId }) => served.has(patientId))
        .map(({ id, patientId, patientName, serviceName, step, dueAt }) => ({
          ...{ id, patientId, patientName, serviceName, step, dueAt },
          overdue: Date.parse(dueAt) <= now,
        })),
    };
  }
};
