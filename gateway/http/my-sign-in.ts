import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sessionView, signInView } from '../contract/sign-in.ts';
import { sessionEndsAt } from '../identity/session-life.ts';
import { endSession, endSessions, factorsOf, sessionsOf } from '../store/sessions.ts';
import { iso } from '../views/instant.ts';
import { idInPath, refusals, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { writing } from './writing.ts';

/** How somebody signs in and where they are signed in, for themselves. */
export const mySignInRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get('/api/my/sign-in', { schema: { tags: ['sign-in'], response: { 200: signInView, ...refusals } } }, async (request) => {
    const { hasPassword, hasApp, passkeys } = await factorsOf(deps.pool, userOf(request).id);
    return {
      hasPassword,
      hasApp,
      passkeys: passkeys.map((one) => ({ ...one, createdAt: one.createdAt === null ? null : iso(one.createdAt) })),
    };
  });

  app.get('/api/my/sessions', { schema: { tags: ['sign-in'], response: { 200: z.array(sessionView), ...refusals } } }, async (request) => {
    const { id: userId, sessionId, role } = userOf(request);
    return (await sessionsOf(deps.pool, userId, deps.clock.wallNow())).map(({ idleEndsAt, ...row }) => ({
      ...row,
      isThis: row.id === sessionId,
      startedAt: iso(row.startedAt),
      usedAt: iso(row.usedAt),
      endsAt: iso(sessionEndsAt(role, { startedAt: row.startedAt, idleEndsAt })),
    }));
  });

  app.delete(
    '/api/my/sessions/:id',
    { schema: { tags: ['sign-in'], params: idInPath, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => endSession(tx, userOf(request).id, request.params.id));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/my/sessions',
    { schema: { tags: ['sign-in'], summary: 'All but the one that asks', response: { 204: z.null(), ...refusals } } },
    async (request, reply) => {
      const { id, sessionId } = userOf(request);
      await writing(deps, request, (tx) => endSessions(tx, id, sessionId));
      return reply.code(204).send(null);
    },
  );
};
