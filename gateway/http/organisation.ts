import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callbackPath, memoMs } from '../identity/organisation.ts';
import { staff } from '../identity/permissions.ts';
import { vouchedUser } from '../store/organisation-users.ts';
import { write } from '../store/write.ts';
import { refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { webHeaders } from './guard.ts';
import { withCookies } from './library-route.ts';
import { awayProblem, HttpProblem } from './problems.ts';
import { sessionBegan, signInAudit } from './sign-in-audit.ts';

const cookieName = 'hearthline.organisation';
const ways = z.object({ organisation: z.string().nullable().describe('By whose sign-in staff may sign in; null: none is set') });
/** A browser goes there and is sent on; there is nothing to read. */
const sentOn = z.null().describe('To the provider, or back to the page');

/** Staff who sign in by their own organisation. */
export const organisationRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { organisation, clock, log, config } = deps;
  const cookie = (memo: string, seconds: number) =>
    `${cookieName}=${memo}; Path=/api/auth/organisation; Max-Age=${seconds}; HttpOnly; SameSite=Lax${config.publicUrl.startsWith('https:') ? '; Secure' : ''}`;

  app.get('/api/auth/ways', { schema: { tags: ['sign-in'], security: [], response: { 200: ways } } }, async () => ({
    organisation: organisation?.name ?? null,
  }));

  app.get(
    '/api/auth/organisation',
    { schema: { tags: ['sign-in'], security: [], response: { 302: sentOn, ...refusalsOfOne } } },
    async (_request, reply) => {
      if (!organisation) throw new HttpProblem(404, 'No organisation is set by which staff sign in.');
      const begun = await organisation.begin(clock.wallNow()).catch((error: unknown) => {
        throw awayProblem('Your organisation cannot be reached now. Try again in a few seconds.', error);
      });
      return reply.header('set-cookie', cookie(begun.memo, memoMs / 1_000)).redirect(begun.url, 302);
    },
  );

  app.get(
    callbackPath,
    { schema: { tags: ['sign-in'], security: [], response: { 302: sentOn, ...refusalsOfOne } } },
    async (request, reply) => {
      if (!organisation) throw new HttpProblem(404, 'No organisation is set by which staff sign in.');
      const refuse = async (reason: string) => {
        await signInAudit(deps, 'sign-in', 'sign-in.failed', '', { way: 'sso', reason });
        return reply.header('set-cookie', cookie('', 0)).redirect('/?organisation=refused', 302);
      };
      const wallAt = clock.wallNow();
      const memo = new RegExp(`(?:^|; )${cookieName.replace('.', '\\.')}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
      const query = request.url.split('?')[1] ?? '';
      const vouched = await organisation.finish(query, memo, wallAt).catch((error: Error & { code?: string }) => {
        log.warn({ fault: error.code ?? error.name }, 'a sign-in by the organisation did not come about');
        return null;
      });
      if (!vouched) return refuse('not-vouched');
      const by = { at: clock.now(), actor: 'sign-in' };
      const { value: user } = await write(deps.pool, by, (tx) => vouchedUser(tx, vouched, { allowed: staff, wallAt }));
      if (user === 'no-account' || user === 'other-role') return refuse(user);
      const cookies = await deps.identity.signInVouched(user, webHeaders(request));
      await sessionBegan(deps, request, user, 'sso');
      return withCookies(reply, [...cookies, cookie('', 0)]).redirect('/', 302);
    },
  );
};
