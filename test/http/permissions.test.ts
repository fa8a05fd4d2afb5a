import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { purposes, type RelationKind } from '../../gateway/contract/relations.ts';
import { subjectOf } from '../../gateway/http/guard.ts';
import { accessOf, permissions, reachOf, rolesOf } from '../../gateway/identity/permissions.ts';
import type { Reach } from '../../gateway/store/reach.ts';
import type { Role } from '../../gateway/store/users.ts';
import { type HttpFixture, httpFixture, roleNames } from './fixture.ts';
import { addFamily, type Family } from './relations.ts';

type Method = NonNullable<InjectOptions['method']>;

/** How somebody in a role that is not of the staff stands to a person. */
const relationOf: Partial<Record<Role, RelationKind>> = {
  patient: 'self',
  contact: 'contact',
  'agency-carer': 'agency',
  champion: 'champion',
  installer: 'installer',
};
/** What each of them reaches while the relation lasts; contacts and champions with consent to every purpose. */
const reachedBy: Record<RelationKind, readonly Reach[]> = {
  self: ['self', 'care', 'any', ...purposes],
  contact: ['any', ...purposes],
  agency: ['agency', 'care', 'any', 'see-status'],
  champion: ['any', 'see-attainment'],
  installer: ['installer', 'any'],
};

let http: HttpFixture;
/** Related to everybody in `relationOf`; to nobody of them; no more, or without consent any more. */
let families: Record<'own' | 'others' | 'ended', Family>;
beforeAll(async () => {
  http = await httpFixture();
  families = { own: await addFamily(http, 'own'), others: await addFamily(http, 'others'), ended: await addFamily(http, 'ended') };
  for (const [role, kind] of Object.entries(relationOf)) {
    await families.own.relate(http.userIds[role as Role], kind);
    const { end } = await families.ended.relate(http.userIds[role as Role], kind);
    await end();
  }
});
afterAll(() => http?.close());

const routes = Object.entries(permissions).map(([key, access]) => {
  const [method, route] = key.split(' ') as [Method, string];
  return { method, route, url: route.replaceAll(/:\w+/g, 'none').replace('*', ''), access };
});
const asksNobody = ['anyone', 'machine', 'app', 'service'];
const restricted = routes.filter(({ access }) => !asksNobody.includes(access as string));
const elsewhere = ['/api/live', '/api/my/live', '/api/response/live'];

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
    roleNames.filter((role) => access !== 'signed-in' && !rolesOf(access).includes(role)).map((role) => ({ role, method, route, url })),
  );
  it.each(wrongRoles)('refuses a $role: $method $route', async ({ role, method, url }) => {
    const answer = await http.ask(role, method, url);
    expect(answer.statusCode).toBe(403);
    expect(answer.json().detail).toBe(`The role ${role} may not do this.`);
  });

  const rightRoles = restricted
    .filter(({ method, route }) => method === 'GET' && !elsewhere.includes(route))
    .flatMap(({ method, route, url, access }) =>
      roleNames
        .filter((role) => access === 'signed-in' || (rolesOf(access).includes(role) && reachOf(access, role) === null))
        .map((role) => ({ role, method, route, url })),
    );
  it.each(rightRoles)('lets a $role read: $method $route', async ({ role, method, url }) => {
    const answer = await http.ask(role, method, url);
    // A route may refuse what is asked for in its own words.
    expect([200, 400, 403, 404]).toContain(answer.statusCode);
    if (answer.statusCode === 403) expect(answer.json().detail).not.toBe(`The role ${role} may not do this.`);
  });

  it.each(routes.filter(({ access }) => access === 'machine' || access === 'app' || access === 'service'))(
    'asks a machine for its credential: $method $route',
    async ({ method, url, access }) => {
      const answer = await http.ask('administrator', method, url, method === 'POST' ? {} : undefined);
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(
        access === 'machine' ? /^Basic / : access === 'app' ? /^Bearer/ : /^(Bearer|Hearthline-Signature)/,
      );
    },
  );
});

describe('every route that asks how somebody is related', () => {
  const related = restricted.flatMap(({ method, route, access }) =>
    roleNames.flatMap((role) => {
      const reach = reachOf(access, role);
      return reach === null ? [] : [{ method, route, role, reach, subject: subjectOf(route)! }];
    }),
  );
  const idOf = (whose: keyof typeof families | 'nobody', subject: (typeof related)[number]['subject']) =>
    whose === 'nobody' ? 'none' : families[whose].ids[subject];
  const ask = ({ role, method, route }: (typeof related)[number], id: string) =>
    // A body of the wrong type is refused by the route itself, so that nothing is changed.
    http.ask(role, method, route.replace(':id', id).replaceAll(/:\w+/g, 'none'), method === 'GET' ? undefined : []);

  it.each(related)('a $role who is not, or no more: $method $route', async (cell) => {
    for (const whose of ['others', 'ended', 'nobody'] as const) {
      const answer = await ask(cell, idOf(whose, cell.subject));
      expect([whose, answer.statusCode, answer.json().detail]).toEqual([whose, 404, `There is no such ${cell.subject}, or not for you.`]);
    }
  });

  it.each(related)('a $role who is: $method $route ($reach)', async (cell) => {
    const answer = await ask(cell, idOf('own', cell.subject));
    const isLetIn = reachedBy[relationOf[cell.role]!].includes(cell.reach);
    expect([401, 403, 500]).not.toContain(answer.statusCode);
    expect(answer.body.includes(`There is no such ${cell.subject}, or not for you.`)).toBe(!isLetIn);
    if (isLetIn && cell.method === 'GET' && !/:id\/.*:/.test(cell.route)) expect([200, 400]).toContain(answer.statusCode);
  });
});

describe('what is not in the table', () => {
  const bareGuard = async () => {
    const { fastify } = await import('fastify');
    const { guard } = await import('../../gateway/http/guard.ts');
    const app = fastify();
    const identity = { handle: async () => new Response(), sessionUser: async () => null, signInVouched: async () => [] };
    guard(app, { identity, publicUrl: 'http://localhost', pool: http.database.pool, clock: http.clock });
    return app;
  };

  it('does not start', async () => {
    const app = await bareGuard();
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

describe('an id', () => {
  it.each([
    ['/api/my/people/:id', 'person'],
    ['/api/my/people/:id/goals/:goalId', 'person'],
    ['/api/patients/:id', 'person'],
    ['/api/my/alerts/:id/commands', 'alert'],
    ['/api/homes/:id/kit', 'home'],
    ['/api/devices/:id/tests', 'device'],
    ['/api/equipment-items/:id/steps', 'thing on loan'],
    ['/api/my/people', null],
    ['/api/my/people/:idx', null],
    ['/api/teams/:id', null],
    ['/api/x/people/:id', null],
  ])('of %s is of: %s', (route, subject) => {
    expect(subjectOf(route)).toBe(subject);
  });

  it('that no database can hold is nobody’s', async () => {
    expect((await http.ask('installer', 'GET', '/api/homes/%00/kit')).statusCode).toBe(404);
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
