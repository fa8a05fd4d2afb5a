import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { linkPath, newPassword, token } from '../contract/sign-in.ts';
import { problem } from '../contract/system.ts';
import { forgottenLetter } from '../identity/account-letters.ts';
import { hashPassword } from '../identity/password.ts';
import { addPasswordReset, usePasswordReset } from '../store/password-resets.ts';
import { setPassword, userByEmail } from '../store/users.ts';
import { write } from '../store/write.ts';
import type { HttpDeps } from './deps.ts';
import { tooMany } from './library-route.ts';
import { HttpProblem } from './problems.ts';
import { refuseWeak, tooWeak } from './weak-passwords.ts';

const attemptsPerMinute = 20;

/** A forgotten password: a link by e-mail, and another password by the link. A second factor is asked for all the same. */
export const forgottenRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock, log } = deps;
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new HttpProblem(429, 'Too many attempts from this address; wait a minute.'),
  });
  const limited = { rateLimit: { max: attemptsPerMinute, timeWindow: '1 minute' } };

  app.post(
    '/api/auth/forgotten',
    {
      config: limited,
      schema: {
        tags: ['sign-in'],
        summary: 'Sends a link to the address, if it is one of ours: the answer does not say so, and does not wait for it',
        security: [],
        body: z.strictObject({ email: z.email() }),
        response: { 202: z.null(), ...tooMany },
      },
    },
    async (request, reply) => {
      send(request.body.email).catch((error: Error) => log.warn({ err: error.name }, 'a link for a forgotten password could not be sent'));
      return reply.code(202).send(null);
    },
  );

  async function send(email: string): Promise<void> {
    const user = await userByEmail(pool, email);
    if (!user) return;
    const by = { at: clock.now(), actor: 'forgotten' };
    const { value: made } = await write(pool, by, (tx) => addPasswordReset(tx, user.id, clock.wallNow()));
    if (made === null) return;
    await deps.postLetter(
      forgottenLetter({ name: user.name, address: user.email }, `${deps.config.publicUrl}${linkPath(user.role, 'reset')}#${made}`),
    );
  }

  app.post(
    '/api/auth/reset',
    {
      config: limited,
      schema: {
        tags: ['sign-in'],
        summary: 'Sets another password, once, and ends all sessions',
        security: [],
        body: z.strictObject({ token, password: newPassword }),
        response: { 204: z.null(), ...tooMany, 404: problem.describe('The link is over, or there is none'), 422: tooWeak },
      },
    },
    async (request, reply) => {
      const passwordHash = await hashPassword(request.body.password);
      const wallAt = clock.wallNow();
      await write(pool, { at: clock.now(), actor: 'forgotten' }, async (tx) => {
        const user = await usePasswordReset(tx, request.body.token, wallAt);
        if (!user) throw new HttpProblem(404, 'This link is over: it was used, or is older than 30 minutes. Ask for another one.');
        await refuseWeak(request.body.password, [user.name, user.email]);
        await setPassword(tx, user.email, { passwordHash, wallAt });
      });
      return reply.code(204).send(null);
    },
  );
};
