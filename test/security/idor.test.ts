import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../gateway/contract/relations.ts';
import { type HttpFixture, httpFixture } from '../http/fixture.ts';
import { documented, type Route, sampleOf } from './routes.ts';
import { addHousehold, type Household, type Relative, relatives, text } from './two-families.ts';

/* Two families. Whoever belongs to the north asks for everything of the south by its right id, and is told that it is not there. */
let http: HttpFixture;
let north: Household;
let south: Household;
let routes: readonly Route[];
let resolve: Awaited<ReturnType<typeof documented>>['resolve'];
beforeAll(async () => {
  http = await httpFixture();
  north = await addHousehold(http, 'north');
  south = await addHousehold(http, 'south');
  ({ routes, resolve } = await documented(http));
  // Signing in is written down; from here on nothing is.
  for (const who of staff) await http.ask(who, 'GET', '/api/me');
});
afterAll(() => http?.close());

const staff = roles.filter((role) => !(role in relatives));

/** Ids of what belongs to no family and has no child that does, and names that are no ids: a purpose, a kind of agreement, a number of a version. */
const ofNobody: Readonly<Record<string, string>> = {
  'integrations/id': 'none',
  'localities/id': 'none',
  'patient-imports/id': 'none',
  'enrolment-drafts/id': 'none',
  'wards/id': 'none',
  'installers/userId': 'none',
  'monthly/month': '2026-01',
  'shift-patterns/id': 'none',
  'service-sources/source': 'none',
  'overrides/overrideId': 'none',
  'consents/purpose': 'be-told',
  'scenario-templates/template': 'sos',
  'versions/version': '1',
};

/** The ids in a path, each as the name before it and its own. */
const idsIn = (path: string) => [...path.matchAll(/([\w-]+)\/\{(\w+)\}/g)].map(([, before, own]) => `${before}/${own}`);

/** The path with ids of a family; from the second on of `children`. */
function urlOf(path: string, family: Household, children = family): string {
  let n = 0;
  return path.replaceAll(/([\w-]+)\/\{(\w+)\}/g, (_, before, own) => {
    const key = `${before}/${own}`;
    const id = (n === 0 ? family : children).ids[key] ?? ofNobody[key];
    n += 1;
    return `${before}/${id}`;
  });
}

const namesOfIds: Readonly<Record<string, string>> = {
  patientId: 'patients/id',
  homeId: 'homes/id',
  deviceId: 'devices/id',
  hubId: 'devices/id',
  contactId: 'contacts/contactId',
  userId: 'users/id',
};

/** What a sample must say for the ids beside it to be read. */
const goingWith: Readonly<Record<string, object>> = { 'POST /api/equipment-items/{id}/steps': { step: 'installed' } };

/** A body that the route reads, in which ids are those of a family; what it leaves open says who sent it. */
function bodyOf(route: Route, family: Household): unknown {
  if (route.body === null) return route.method === 'GET' ? undefined : {};
  const sample = sampleOf(route.body, resolve, text) as object;
  return withIds({ ...sample, ...goingWith[`${route.method} ${route.path}`] }, family);
}

function withIds(value: unknown, family: Household): unknown {
  if (Array.isArray(value)) return value.map((one) => withIds(one, family));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name in namesOfIds ? family.ids[namesOfIds[name]!] : withIds(inner, family)]),
  );
}

/** Tables that change by being asked at all: when a session was used, how often was tried; and the chain over the audit. */
const living = ['audit_seal', 'identity_session', 'identity_rate_limit', 'migration'];

/** A hash of each table. */
async function digest(): Promise<Record<string, string>> {
  const { pool } = http.database;
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const hashes: [string, string][] = [];
  for (const { name } of rows.filter((row) => !living.includes(row.name))) {
    const { rows: found } = await pool.query(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as hash from ${name} t`,
    );
    hashes.push([name, found[0].hash]);
  }
  return Object.fromEntries(hashes);
}

/** Asks each, and says which were not refused as they must be, or told something of the south. */
async function notRefused(
  list: readonly Route[],
  ask: (route: Route) => Promise<LightMyRequestResponse>,
  refusals: readonly number[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of list) {
    const answer = await ask(route);
    const told = answer.headers['content-type']?.toString().includes('problem+json') ? answer.json().detail : answer.body;
    if (!refusals.includes(answer.statusCode) || tellsOfSouth(told))
      wrong.push(`${route.method} ${route.path}: ${answer.statusCode} ${told.slice(0, 150)}`);
  }
  return wrong;
}
const tellsOfSouth = (told: string) => told.includes('south');

const withId = () => routes.filter(({ path }) => idsIn(path).length > 0);
const withChild = () => routes.filter(({ path }) => idsIn(path).filter((key) => !(key in ofNobody)).length > 1);

describe('every id in the API', () => {
  it('has an example in two families', () => {
    const keys = [...new Set(withId().flatMap(({ path }) => idsIn(path)))];
    expect(keys.length).toBeGreaterThan(20);
    const missing = keys.filter((key) => !(key in ofNobody) && !(key in north.ids && key in south.ids));
    expect(missing, 'give addHousehold (test/security/two-families.ts) an example, or say in ofNobody why there is none').toEqual([]);
    for (const key of Object.keys(north.ids)) expect([key, north.ids[key] === south.ids[key]]).toEqual([key, false]);
  });

  it.each(Object.keys(relatives) as Relative[])('of the south is nothing to a %s of the north', async (who) => {
    const before = await digest();
    const ask = (route: Route) =>
      http.ask(null, route.method, urlOf(route.path, south), bodyOf(route, south), { headers: north.signedIn[who] });
    expect(await notRefused(withId(), ask, [401, 403, 404])).toEqual([]);
    expect(await digest()).toEqual(before);
  });

  it.each(['device', 'app'] as const)('of the south is nothing to a %s of the north', async (what) => {
    const before = await digest();
    const ask = (route: Route) =>
      http.ask(null, route.method, urlOf(route.path, south), bodyOf(route, south), { headers: north.signedIn[what] });
    expect(await notRefused(withId(), ask, [401, 403, 404])).toEqual([]);
    expect(await digest()).toEqual(before);
  });

  it.each(Object.keys(relatives) as Relative[])('of the south is nothing to a %s below a path of the north', async (who) => {
    const before = await digest();
    const ask = (route: Route) =>
      http.ask(null, route.method, urlOf(route.path, north, south), bodyOf(route, south), { headers: north.signedIn[who] });
    expect(await notRefused(withChild(), ask, [403, 404])).toEqual([]);
    expect(await digest()).toEqual(before);
  });

  it.each(staff)('of the south is nothing to a %s below a path of the north', async (who) => {
    const before = await digest();
    const ask = (route: Route) => http.ask(who, route.method, urlOf(route.path, north, south), bodyOf(route, north));
    expect(await notRefused(withChild(), ask, [400, 403, 404, 409, 422])).toEqual([]);
    expect(await digest()).toEqual(before);
  });

  it.each(Object.keys(relatives) as Relative[])('of the south is nothing in what a %s of the north sends', async (who) => {
    const named = routes.filter((route) => {
      const sent = JSON.stringify(bodyOf(route, south) ?? '');
      return Object.values(south.ids).some((id) => sent.includes(`"${id}"`));
    });
    expect(named.length).toBeGreaterThan(5);
    const before = await digest();
    const ask = (route: Route) =>
      http.ask(null, route.method, urlOf(route.path, north), bodyOf(route, south), { headers: north.signedIn[who] });
    expect(await notRefused(named, ask, [400, 401, 403, 404, 409, 422])).toEqual([]);
    expect(await digest()).toEqual(before);
  });
});

describe('what is read without an id, or with one’s own', () => {
  it.each(Object.keys(relatives) as Relative[])('tells a %s of the north nothing of the south', async (who) => {
    const told: string[] = [];
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const answer = await http.ask(null, 'GET', urlOf(route.path, north), undefined, { headers: north.signedIn[who] });
      if (tellsOfSouth(answer.body)) told.push(`${route.path}: ${answer.body.slice(0, 150)}`);
    }
    expect(told).toEqual([]);
  });
});
