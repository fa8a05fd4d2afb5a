import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type ChannelKind, channelKinds, teamKinds } from '../../rules/model/patient.ts';
import { turnsBetween } from '../../rules/model/rota.ts';
import { isoInstant } from '../contract/messages.ts';
import { onCallInput, teamInput } from '../contract/people.ts';
import { teamChange, teamSetUp } from '../contract/rotas.ts';
import { lookAheadMs } from '../rota-check.ts';
import { loadRotas } from '../store/rotas.ts';
import { addOnCall, addTeam, changeTeam, endTeam, listTeams, openTeam, removeOnCall, servedAlone } from '../store/teams.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { idInPath, made, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const kindsBestFirst = z.array(z.enum(channelKinds)).describe('Best first');
const teamView = z
  .object({
    id: z.string(),
    kind: z.enum(teamKinds),
    name: z.string(),
    localityId: z.string().nullable(),
    channelKinds: kindsBestFirst,
    onCall: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        channelKinds: kindsBestFirst,
        fromAt: isoInstant,
        untilAt: isoInstant.nullable(),
        now: z.boolean(),
        byRota: z.boolean().describe('A turn of the rota, cut to the coming two weeks; not an entry that can be deleted'),
      }),
    ),
  })
  .meta({ id: 'TeamView' });
const oneOnCall = idInPath.extend({ onCallId: z.string().max(200) });

/** Teams and who is on call, now and later. */
export const teamRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/teams', { schema: { tags: ['set-up'], response: { 200: z.array(teamView), ...refusals } } }, async () => {
    const now = deps.clock.now();
    const kinds = (channels: readonly { readonly kind: ChannelKind }[]) => channels.map(({ kind }) => kind);
    const rotas = await loadRotas(deps.pool);
    return (await listTeams(deps.pool, now)).map(({ channels, onCall, ...team }) => {
      const rota = rotas.get(team.id);
      const turns = rota ? turnsBetween(rota, now, now + lookAheadMs) : [];
      const byRota = turns.flatMap(({ personId, fromAt, toAt }) => {
        const person = rota?.people.find(({ id }) => id === personId);
        return person ? { ...person, fromAt, untilAt: toAt, byRota: true } : [];
      });
      return {
        ...team,
        channelKinds: kinds(channels),
        onCall: [...onCall.map((one) => ({ ...one, byRota: false })), ...byRota].map((one) => ({
          id: one.id,
          name: one.name,
          channelKinds: kinds(one.channels),
          fromAt: iso(one.fromAt),
          untilAt: isoOrNull(one.untilAt),
          now: one.fromAt <= now,
          byRota: one.byRota,
        })),
      };
    });
  });

  app.post(
    '/api/teams',
    { schema: { tags: ['set-up'], body: teamInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) => reply.code(201).send({ id: await writing(deps, request, (tx) => addTeam(tx, request.body)) }),
  );

  app.get(
    '/api/teams/:id',
    { schema: { tags: ['set-up'], params: idInPath, response: { 200: teamSetUp, ...refusalsOfOne } } },
    async (request) => {
      const team = await openTeam(deps.pool, request.params.id);
      if (!team) throw new HttpProblem(404, 'There is no such team.');
      return teamSetUp.parse({ ...team, servedAlone: await servedAlone(deps.pool, team) });
    },
  );

  app.put(
    '/api/teams/:id',
    {
      schema: {
        tags: ['set-up'],
        description: 'Another name, place or shared channels. A place that leaves somebody without a coordination centre is refused.',
        params: idInPath,
        body: teamChange,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => changeTeam(tx, request.params.id, request.body));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/teams/:id',
    {
      schema: {
        tags: ['set-up'],
        description:
          'The team works no more; what it did stays. Refused while crews belong to it, or where it is the only coordination centre.',
        params: idInPath,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => endTeam(tx, request.params.id));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/teams/:id/on-call',
    { schema: { tags: ['set-up'], params: idInPath, body: onCallInput, response: { 201: made, ...refusalsOfWrite } } },
    async (request, reply) =>
      reply.code(201).send({ id: await writing(deps, request, (tx) => addOnCall(tx, request.params.id, request.body)) }),
  );

  app.delete(
    '/api/teams/:id/on-call/:onCallId',
    { schema: { tags: ['set-up'], params: oneOnCall, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => removeOnCall(tx, request.params.id, request.params.onCallId));
      return reply.code(204).send(null);
    },
  );
};
