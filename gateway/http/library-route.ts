import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../contract/system.ts';
import { refusals } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { webHeaders } from './guard.ts';
import { awayProblem, HttpProblem } from './problems.ts';

export const tooMany = { ...refusals, 429: problem.describe('Too many attempts from this address; try again after Retry-After') };

/** What the sign-in library said, with its body read: it holds the session's token, which no page needs. */
export interface LibraryAnswer {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
}

type AskingDeps = Pick<HttpDeps, 'identity' | 'config' | 'log'>;

/** Hands a request on to the sign-in library. Its refusals are answers; throws where signing in is not possible now. */
export async function askLibrary({ identity, config, log }: AskingDeps, request: FastifyRequest): Promise<LibraryAnswer | HttpProblem> {
  const answer = await identity.handle(webRequest(request, config.publicUrl), request.ip);
  if (answer.status >= 500) {
    log.error({ route: request.routeOptions.url, status: answer.status }, 'signing in is not possible');
    throw awayProblem('Signing in is not possible now. Try again in a few seconds.');
  }
  if (answer.status >= 400) return asProblem(answer);
  const said = (await answer.json()) as Record<string, unknown> | null;
  const { token: _, ...body } = said ?? {};
  return { status: answer.status, cookies: answer.headers.getSetCookie(), body };
}

/** Answers as the library did. Throws its refusals. */
export function sendAnswer(reply: FastifyReply, answer: LibraryAnswer | HttpProblem): FastifyReply {
  if (answer instanceof HttpProblem) throw answer;
  return withCookies(reply, answer.cookies).code(answer.status).header('cache-control', 'no-store').send(answer.body);
}

export function withCookies(reply: FastifyReply, cookies: readonly string[]): FastifyReply {
  for (const cookie of cookies) reply.header('set-cookie', cookie);
  return reply;
}

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
  const detail = retryAfter ? 'Too many attempts from this address; wait a minute.' : said?.message;
  return new HttpProblem(answer.status, typeof detail === 'string' ? detail : 'This was refused.', {
    headers: retryAfter ? { 'retry-after': retryAfter } : {},
  });
}
