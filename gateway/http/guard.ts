import type { FastifyInstance, FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Actor } from '../../rules/model/alert.ts';
import type { Clock } from '../clock.ts';
import type { Identity, SessionUser } from '../identity/auth.ts';
import { type Access, accessOf, reachOf, rolesOf } from '../identity/permissions.ts';
import { isWithinReach, type Subject } from '../store/reach.ts';
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

/** The signed-in person as one who acts on alerts, on the routes of staff: patients and families act as themselves (http/my). */
export function actorOf(user: Pick<SessionUser, 'id' | 'name'>): Actor {
  return { kind: 'user', id: user.id, name: user.name, tier: 'professional' };
}

export interface GuardOptions {
  readonly identity: Identity;
  readonly publicUrl: string;
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Asks the table of permissions before every request below /api; a route that is not in it does not start. Whom somebody is not related to
 * as the table wants is for them the same as nobody: 404.
 * A session counts only for pages of our own origin: a foreign page may send the cookie along, but not from here.
 */
export function guard(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest('user', null);
  app.addHook('onRoute', (route) => {
    const methods = Array.isArray(route.method) ? route.method : [route.method];
    for (const method of methods) if (isApi(route.url)) refuseUnsettled(method, route.url);
  });
  app.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url;
    if (route === undefined || !isApi(route)) return;
    const access = accessOf(request.method, route);
    if (access === 'anyone' || access === 'machine' || access === 'app' || access === 'service') return;
    const user = await sessionUser(options.identity, request);
    if (!user) throw new HttpProblem(401, 'Sign in first.');
    if (access === undefined || (access !== 'signed-in' && !rolesOf(access).includes(user.role)))
      throw new HttpProblem(403, `The role ${user.role} may not do this.`);
    if (user.needsSecondFactor && !openWithoutFactor.has(route)) throw new HttpProblem(403, 'Sign in with a second factor first.');
    refuseForeignPage(request, options.publicUrl);
    await refuseUnrelated(options, access, user, request);
    request.user = user;
  });
}

function refuseUnsettled(method: string, route: string): void {
  const access = accessOf(method, route);
  if (access === undefined) throw new Error(`${method} ${route} is not in the table of permissions`);
  if (rolesOf(access).some((role) => reachOf(access, role) !== null) && subjectOf(route) === null)
    throw new Error(`${method} ${route} asks how somebody is related, and its path does not say to whom`);
}

/** What the id after the name of a resource is an id of; `/api/my/people/:id` is a person as `/api/patients/:id` is. */
const subjectOfResource: Readonly<Record<string, Subject>> = {
  people: 'person',
  patients: 'person',
  homes: 'home',
  devices: 'device',
  alerts: 'alert',
  'equipment-items': 'thing on loan',
};

/** What the first id of a route is an id of; null: it has none there, or one of nothing that belongs to a person. */
export function subjectOf(route: string): Subject | null {
  const resource = /^\/api\/(?:my\/)?([^/]+)\/:id(?:\/|$)/.exec(route)?.[1];
  return resource === undefined ? null : (subjectOfResource[resource] ?? null);
}

async function refuseUnrelated({ pool, clock }: GuardOptions, access: Access, user: SessionUser, request: FastifyRequest): Promise<void> {
  const reach = reachOf(access, user.role);
  if (reach === null) return;
  const subject = subjectOf(request.routeOptions.url!)!;
  const { id } = request.params as { id: string };
  if (!(await isWithinReach(pool, { userId: user.id, at: clock.now() }, reach, subject, id)))
    throw new HttpProblem(404, `There is no such ${subject}, or not for you.`);
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
