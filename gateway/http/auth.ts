import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { me, problem } from '../contract/system.ts';
import { refusals } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf, webHeaders } from './guard.ts';
import { awayProblem, HttpProblem } from './problems.ts';

const signInInput = z.object({ email: z.string(), password: z.string(), rememberMe: z.boolean().optional() });
const newPasswordInput = z.object({
  currentPassword: z.string(),
  newPassword: z.string().describe('12 to 128 characters'),
  revokeOtherSessions: z.boolean().optional(),
});
const signedIn = z.looseObject({ user: z.looseObject({ id: z.string(), name: z.string(), email: z.string() }) });
const session = signedIn.nullable().describe('null: nobody is signed in');
const tooMany = { ...refusals, 429: problem.describe('Too many attempts from this address; try again after Retry-After') };

/** Signing in and out, and who is signed in. */
export const authRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { identity, config, log }) => {
  const ask = async (request: FastifyRequest, reply: FastifyReply) => {
    const answer = await identity.handle(webRequest(request, config.publicUrl), request.ip);
    if (answer.status >= 500) {
      log.error({ route: request.routeOptions.url, status: answer.status }, 'signing in is not possible');
      throw awayProblem('Signing in is not possible now. Try again in a few seconds.');
    }
    if (answer.status >= 400) throw await asProblem(answer);
    for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
    for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
    return reply.code(answer.status).send(Buffer.from(await answer.arrayBuffer()));
  };

  // All else that the sign-in library offers stays closed.
  app.post(
    '/api/auth/sign-in/email',
    { schema: { tags: ['sign-in'], summary: 'Sets the session cookie', body: signInInput, response: { 200: signedIn, ...tooMany } } },
    ask,
  );
  app.post(
    '/api/auth/sign-out',
    { schema: { tags: ['sign-in'], response: { 200: z.object({ success: z.boolean() }), ...refusals } } },
    ask,
  );
  app.post(
    '/api/auth/change-password',
    { schema: { tags: ['sign-in'], body: newPasswordInput, response: { 200: signedIn, ...tooMany } } },
    ask,
  );
  app.get('/api/auth/get-session', { schema: { tags: ['sign-in'], response: { 200: session, ...refusals } } }, ask);

  app.get('/api/me', { schema: { tags: ['people'], response: { 200: me, ...refusals } } }, async (request) => userOf(request));
};

function webRequest(request: FastifyRequest, publicUrl: string): Request {
  const body = request.method === 'POST' ? JSON.stringify(request.body ?? {}) : null;
  const headers = webHeaders(request);
  headers.delete('content-length');
  if (body !== null) headers.set('content-type', 'application/json');
  return new Request(new URL(request.url, publicUrl), { method: request.method, headers, body });
}

async function asProblem(answer: Response): Promise<HttpProblem> {
  const said = (await answer.json().catch(() => null)) as { message?: unknown } | null;
  const retryAfter = answer.headers.get('x-retry-after');
  const detail = answer.status === 429 ? 'Too many attempts from this address; wait a minute.' : said?.message;
  return new HttpProblem(answer.status, typeof detail === 'string' ? detail : 'This was refused.', {
    headers: retryAfter ? { 'retry-after': retryAfter } : {},
  });
}
