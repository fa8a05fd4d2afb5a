import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { me } from '../contract/system.ts';
import { refusals } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf, webHeaders } from './guard.ts';
import { awayProblem, HttpProblem } from './problems.ts';

/** What of the sign-in library can be reached; all else it offers stays closed. */
const open = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'POST /api/auth/change-password',
  'GET /api/auth/get-session',
]);

/** Signing in and out, and who is signed in. */
export const authRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { identity, config, log }) => {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    async handler(request, reply) {
      const path = request.url.split('?', 1)[0]!;
      if (!open.has(`${request.method} ${path}`)) throw new HttpProblem(404, 'There is nothing here.');
      const answer = await identity.handle(webRequest(request, config.publicUrl), request.ip);
      if (answer.status >= 500) {
        log.error({ route: path, status: answer.status }, 'signing in is not possible');
        throw awayProblem('Signing in is not possible now. Try again in a few seconds.');
      }
      if (answer.status >= 400) throw await asProblem(answer);
      for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
      for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
      return reply.code(answer.status).send(Buffer.from(await answer.arrayBuffer()));
    },
  });

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
