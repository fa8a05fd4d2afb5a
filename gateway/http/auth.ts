import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { minute } from '../../rules/model/time.ts';
import { newPassword } from '../contract/sign-in.ts';
import { me } from '../contract/system.ts';
import { lockedLetter } from '../identity/account-letters.ts';
import { newSecret } from '../identity/secret.ts';
import { beginAttempt, forgetFailures } from '../store/lockouts.ts';
import { dropPushSubscriptions } from '../store/push-subscriptions.ts';
import { type UserRow, userByEmail } from '../store/users.ts';
import { write } from '../store/write.ts';
import { refusals } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf, webHeaders } from './guard.ts';
import { askLibrary, sendAnswer, tooMany } from './library-route.ts';
import { HttpProblem } from './problems.ts';
import { sessionBegan, signInAudit } from './sign-in-audit.ts';
import { refuseWeak, tooWeak } from './weak-passwords.ts';

const signInInput = z.object({ email: z.string().max(320), password: z.string().max(1000), rememberMe: z.boolean().optional() });
const newPasswordInput = z.object({
  currentPassword: z.string(),
  newPassword,
  revokeOtherSessions: z.boolean().optional(),
});
const signedIn = z.looseObject({ user: z.looseObject({ id: z.string(), name: z.string(), email: z.string() }) });
const nextStep = z.object({
  twoFactorRedirect: z.literal(true).describe('The password is right, and a code is asked for: no session yet'),
  twoFactorMethods: z.array(z.string()),
});
const session = signedIn.nullable().describe('null: nobody is signed in');

/** Signing in and out by password, and who is signed in. */
export const authRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock, log } = deps;
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new HttpProblem(429, 'Too many attempts from this address; wait a minute.'),
  });

  // All else that the sign-in library offers stays closed.
  app.post(
    '/api/auth/sign-in/email',
    {
      schema: {
        tags: ['sign-in'],
        summary: 'Sets the session cookie; or, for whoever has an authenticator app, asks for its code',
        body: signInInput,
        response: { 200: z.union([signedIn, nextStep]), ...tooMany },
      },
    },
    async (request, reply) => {
      const user = await userByEmail(pool, request.body.email);
      const attempt = user && (await beginAttempt(pool, user.id, clock.wallNow()));
      // An account that is shut answers as to a wrong password, in the same time.
      if (user && !attempt) request.body.password = newSecret().secret;
      const answer = await askLibrary(deps, request);
      if (answer instanceof HttpProblem) {
        if (answer.status === 401) await signInAudit(deps, 'sign-in', 'sign-in.failed', user?.id ?? '');
        if (user && attempt?.locksForMs && answer.status === 401) tellOwner(user, attempt.locksForMs);
      } else if (user) {
        await forgetFailures(pool, user.id);
        if (!('twoFactorRedirect' in answer.body)) await sessionBegan(deps, request, user.id, 'password');
      }
      return sendAnswer(reply, answer);
    },
  );

  function tellOwner({ name, email }: UserRow, lockedMs: number): void {
    deps.postLetter(lockedLetter({ name, address: email }, Math.round(lockedMs / minute))).catch(() => {
      log.warn('the owner of an account could not be told by e-mail that it is shut');
    });
  }

  app.post(
    '/api/auth/sign-out',
    { schema: { tags: ['sign-in'], response: { 200: z.object({ success: z.boolean() }), ...refusals } } },
    async (request, reply) => sendAnswer(reply, await askLibrary(deps, request)),
  );
  app.post(
    '/api/auth/change-password',
    {
      // To judge a password takes a moment of the whole gateway.
      config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: { tags: ['sign-in'], body: newPasswordInput, response: { 200: signedIn, ...tooMany, 422: tooWeak } },
    },
    async (request, reply) => {
      const owner = await deps.identity.sessionUser(webHeaders(request));
      if (owner) await refuseWeak(request.body.newPassword, [owner.name, owner.email], 'newPassword');
      const answer = await askLibrary(deps, request);
      if (!(answer instanceof HttpProblem)) {
        const { user } = signedIn.parse(answer.body);
        const actor = `user:${user.id}`;
        await signInAudit(deps, actor, 'user.password', user.id);
        // The library has begun this session anew as well: the app of this browser asks for its notices again at its next start.
        if (request.body.revokeOtherSessions) await write(pool, { at: clock.now(), actor }, (tx) => dropPushSubscriptions(tx, user.id));
      }
      return sendAnswer(reply, answer);
    },
  );
  app.get('/api/auth/get-session', { schema: { tags: ['sign-in'], response: { 200: session, ...refusals } } }, async (request, reply) =>
    sendAnswer(reply, await askLibrary(deps, request)),
  );

  app.get('/api/me', { schema: { tags: ['people'], response: { 200: me, ...refusals } } }, async (request) => userOf(request));
};
