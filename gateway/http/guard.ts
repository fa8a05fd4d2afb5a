import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../rules/model/alert.ts';
import type { Identity, SessionUser } from '../identity/auth.ts';
import { accessOf } from '../identity/permissions.ts';
import { awayProblem, HttpProblem } from './problems.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in; null on routes that ask for nobody. */
    user: SessionUser | null;
  }
}

/** The headers of a request as the Web's `Headers`. */
export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
}

/** Who is signed in, on a route that nobody else gets to. */
export function userOf(request: FastifyRequest): SessionUser {
  if (!request.user) throw new Error(`${request.routeOptions.url} asks for a user and lets others in`);
  return request.user;
}

/** The signed-in person as one who acts on alerts. Everybody who signs in is a professional. */
export function actorOf(user: Pick<SessionUser, 'id' | 'name'>): Actor {
  return { kind: 'user', id: user.id, name: user.name, tier: 'professional' };
}

/**
 * Asks the table of permissions before every request below /api; a route that is not in it does not start.
 * A session counts only for pages of our own origin: a foreign page may send the cookie along, but not from here.
 */
export function guard(app: FastifyInstance, options: { readonly identity: Identity; readonly publicUrl: string }): void {
  app.decorateRequest('user', null);
  app.addHook('onRoute', (route) => {
    const methods = Array.isArray(route.method) ? route.method : [route.method];
    for (const method of methods)
      if (isApi(route.url) && accessOf(method, route.url) === undefined)
        throw new Error(`${method} ${route.url} is not in the table of permissions`);
  });
  app.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url;
    if (route === undefined || !isApi(route)) return;
    const access = accessOf(request.method, route);
    if (access === 'anyone' || access === 'machine' || access === 'app' || access === 'service') return;
    const user = await sessionUser(options.identity, request);
    if (!user) throw new HttpProblem(401, 'Sign in first.');
    if (access === undefined || (access !== 'signed-in' && !access.includes(user.role)))
      throw new HttpProblem(403, `The role ${user.role} may not do this.`);
    if (user.needsSecondFactor && !openWithoutFactor.has(route)) throw new HttpProblem(403, 'Sign in with a second factor first.');
    refuseForeignPage(request, options.publicUrl);
    request.user = user;
  });
}

async function sessionUser(identity: Identity, request: FastifyRequest): Promise<SessionUser | null> {
  if (!request.headers.cookie) return null;
  try {
    return await identity.sessionUser(webHeaders(request));
  } catch (error) {
    throw awayProblem('Sessions cannot be read now. Try again in a few seconds.', error);
  }
}

function refuseForeignPage(request: FastifyRequest, publicUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreign =
    origin === undefined ? site !== undefined && site !== 'same-origin' && site !== 'none' : !isOwnOrigin(origin, host, publicUrl);
  if (foreign) throw new HttpProblem(403, 'This page has another origin than the server it calls.');
}

function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  return origin === new URL(publicUrl).origin || (URL.canParse(origin) && new URL(origin).host === host);
}

const isApi = (url: string) => url === '/api' || url.startsWith('/api/');

/** What somebody who has yet to prove a second factor gets to: what they need to set one up. */
const openWithoutFactor: ReadonlySet<string> = new Set(['/api/me', '/api/my/sign-in', '/api/my/sessions', '/api/my/sessions/:id']);
