import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthView } from '../../gateway/contract/system.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';

let http: HttpFixture;
/** Set: the API finds no database. */
let isAway = false;
let isStalled = false;
const nowhere = new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/none' });

beforeAll(async () => {
  http = await httpFixture((deps) => ({
    pool: {
      query: (...args: Parameters<pg.Pool['query']>) => (isAway ? nowhere : deps.pool).query(...args),
      connect: () => (isAway ? nowhere : deps.pool).connect(),
    } as pg.Pool,
    describeFilter() {
      throw new Error('inner words');
    },
    isStalled: () => isStalled,
  }));
});
afterAll(async () => {
  await http?.close();
  await nowhere.end();
});

describe('errors', () => {
  it.each([
    ['a shape that is wrong, naming each field', 'POST', '/api/homes', { address: '', size: 3 }, 400, ['address', 'body']],
    ['JSON that is none', 'POST', '/api/homes', '{"address":', 400, undefined],
    ['a query that is wrong', 'GET', '/api/homes?limit=0', undefined, 400, ['limit']],
    ['text that PostgreSQL has no letters for', 'POST', '/api/homes', { address: 'a\u0000b' }, 400, ['address']],
    ['a reference that leads nowhere', 'POST', '/api/homes', { address: 'x', localityId: 'none' }, 422, ['localityId']],
    ['a path that does not exist', 'GET', '/api/nothing', undefined, 404, undefined],
    ['a method that does not exist', 'DELETE', '/api/homes', undefined, 404, undefined],
    ['a body that is too large', 'POST', '/api/homes', { address: 'x'.repeat(1_100_000) }, 413, undefined],
    ['a media type that nobody reads', 'POST', '/api/homes', '<home/>', 415, undefined],
  ] as const)('are problems for %s', async (_, method, url, body, status, paths) => {
    const type = status === 415 ? 'application/xml' : 'application/json';
    const answer = await http.ask('administrator', method, url, body, { headers: body === undefined ? {} : { 'content-type': type } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status, title: expect.any(String), detail: expect.any(String), instance: url.split('?')[0] });
    expect(answer.json().errors?.map((error: { path: string }) => error.path)).toEqual(paths);
  });

  it('of ours say nothing about the inside, and are logged', async () => {
    const integration = { name: 'Flows', publish: [], subscribe: ['#'] };
    const answer = await http.ask('administrator', 'POST', '/api/integrations', integration);
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('inner words');
    expect(http.logged.at(-2)).toContain('inner words');
  });
});

describe('while the database is away', () => {
  it('a request is told to come again, and nothing about why', async () => {
    await http.ask('administrator', 'GET', '/api/homes');
    isAway = true;
    const answer = await http.ask('administrator', 'GET', '/api/homes');
    isAway = false;
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.body).not.toContain('ECONNREFUSED');
  });

  it('our health says so', async () => {
    isAway = true;
    const answer = await http.app.inject('/api/health');
    isAway = false;
    expect(answer.statusCode).toBe(503);
    expect(healthView.parse(answer.json())).toMatchObject({ status: 'degraded', database: 'down' });
  });
});

describe('our health', () => {
  it('is good when readings are stored and judged', async () => {
    http.connected.add('a');
    const answer = await http.app.inject('/api/health');
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { status: 'ok', database: 'up', mqttClients: 1, waitingReadings: 0, orphanAlerts: 0, overdueDeadlines: 0 },
    ]);
  });

  it('is not when readings wait, whatever the database says', async () => {
    isStalled = true;
    const answer = await http.app.inject('/api/health');
    isStalled = false;
    expect([answer.statusCode, answer.json().database]).toEqual([503, 'up']);
  });
});

describe('the clock', () => {
  it('of the homes is open to all', async () => {
    const answer = await http.app.inject('/api/clock');
    expect(answer.json()).toEqual({
      now: new Date(startAt).toISOString(),
      speed: 1,
      demo: false,
      training: false,
      careCentreNumber: '+441632960000',
    });
  });
});

describe('the access log', () => {
  it('names the route, and neither what was asked for nor who asked', async () => {
    await http.ask('coordinator', 'GET', '/api/patients?q=Kathleen');
    const line = http.logged.at(-1)!;
    expect(JSON.parse(line)).toMatchObject({ method: 'GET', route: '/api/patients', status: 200, msg: 'request' });
    expect(line).not.toMatch(/Kathleen|coordinator|cookie/);
  });
});

describe('figures', () => {
  it('are read by an integration with its own credential', async () => {
    const made = (await http.ask('administrator', 'POST', '/api/integrations', { name: 'Prometheus', publish: [], subscribe: [] })).json();
    const authorization = `Basic ${Buffer.from(`${made.username}:${made.secret}`).toString('base64')}`;
    const answer = await http.app.inject({ url: '/api/metrics', headers: { authorization } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.body).toContain('# TYPE hearthline_');
  });
});
