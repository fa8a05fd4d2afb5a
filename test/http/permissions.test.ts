import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessOf, permissions } from '../../gateway/identity/permissions.ts';
import { type HttpFixture, httpFixture, roleNames } from './fixture.ts';

type Method = NonNullable<InjectOptions['method']>;

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
});
afterAll(() => http?.close());

const routes = Object.entries(permissions).map(([key, access]) => {
  const [method, route] = key.split(' ') as [Method, string];
  return { method, route, url: route.replaceAll(/:\w+/g, 'none').replace('*', ''), access };
});
const restricted = routes.filter(({ access }) => access !== 'anyone' && access !== 'machine' && access !== 'app' && access !== 'service');
const elsewhere = ['/api/live'];

describe('every route of the table', () => {
  it.each(routes.filter(({ route }) => !elsewhere.includes(route) && !route.includes('*')))(
    'exists: $method $route',
    ({ method, route }) => {
      expect(http.app.hasRoute({ method: method as 'GET', url: route })).toBe(true);
    },
  );

  it.each(restricted)('refuses whoever is not signed in: $method $route', async ({ method, url }) => {
    const answer = await http.ask(null, method, url);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status: 401, title: 'Unauthorized', instance: url });
  });

  const wrongRoles = restricted.flatMap(({ method, route, url, access }) =>
    roleNames.filter((role) => access !== 'signed-in' && !access.includes(role)).map((role) => ({ role, method, route, url })),
  );
  it.each(wrongRoles)('refuses a $role: $method $route', async ({ role, method, url }) => {
    const answer = await http.ask(role, method, url);
    expect(answer.statusCode).toBe(403);
    expect(answer.json().detail).toBe(`The role ${role} may not do this.`);
  });

  const rightRoles = restricted
    .filter(({ method }) => method === 'GET')
    .flatMap(({ method, route, url, access }) =>
      (access === 'signed-in' ? roleNames : (access as typeof roleNames)).map((role) => ({ role, method, route, url })),
    );
  it.each(rightRoles)('lets a $role read: $method $route', async ({ role, method, url }) => {
    expect([200, 400, 404]).toContain((await http.ask(role, method, url)).statusCode);
  });

  it.each(routes.filter(({ access }) => access === 'machine' || access === 'app' || access === 'service'))(
    'asks a machine for its credential: $method $route',
    async ({ method, url, access }) => {
      const answer = await http.ask('administrator', method, url, method === 'POST' ? {} : undefined);
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toContain(access === 'machine' ? 'Basic' : 'Bearer');
    },
  );
});

describe('what is not in the table', () => {
  it('does not start', async () => {
    const { fastify } = await import('fastify');
    const { guard } = await import('../../gateway/http/guard.ts');
    const app = fastify();
    guard(app, {
      identity: { handle: async () => new Response(), sessionUser: async () => null, signInVouched: async () => [] },
      publicUrl: 'http://localhost',
    });
    expect(() => app.get('/api/secret', async () => 'x')).toThrow(/GET \/api\/secret is not in the table of permissions/);
  });

  it('is open to nobody', () => {
    expect(accessOf('GET', '/api/secret')).toBeUndefined();
    expect(accessOf('GET', '/api/docsx')).toBeUndefined();
    expect(accessOf('PATCH', '/api/me')).toBeUndefined();
  });

  it('treats HEAD as GET', async () => {
    expect((await http.ask(null, 'HEAD', '/api/alerts')).statusCode).toBe(401);
    expect((await http.ask('coordinator', 'HEAD', '/api/alerts')).statusCode).toBe(200);
  });
});

describe('a page of another origin', () => {
  const from = (headers: Record<string, string>) =>
    http.ask('administrator', 'POST', '/api/localities', { kind: 'place', name: 'North' }, { headers: { host: 'gate:8080', ...headers } });

  it.each([
    ['its own origin', { origin: 'http://gate:8080' }, 201],
    ['the public address', { origin: 'http://localhost:8080' }, 201],
    ['no browser', {}, 201],
    ['another origin', { origin: 'http://elsewhere.example' }, 403],
    ['another port of the same host', { origin: 'http://gate:9090' }, 403],
    ['no origin at all', { origin: 'null' }, 403],
    ['another site by fetch metadata', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('writes from %s: %j gives %i', async (_, headers, status) => {
    expect((await from(headers as Record<string, string>)).statusCode).toBe(status);
  });
});
