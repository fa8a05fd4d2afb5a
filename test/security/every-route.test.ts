import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../gateway/log.ts';
import { type HttpFixture, httpFixture } from '../http/fixture.ts';
import { enrolKathleen, kathleen } from '../http/home.ts';
import { asked, documented, type Route, sampleOf, urlOf } from './routes.ts';

let http: HttpFixture;
const logged: string[] = [];
let routes: readonly Route[];
let resolve: Awaited<ReturnType<typeof documented>>['resolve'];
beforeAll(async () => {
  http = await httpFixture(() => ({ log: createLog('trace', { write: (line: string) => logged.push(line) }) }));
  await enrolKathleen(http);
  ({ routes, resolve } = await documented(http));
  expect(routes.length).toBeGreaterThan(100);
});
afterAll(() => http?.close());

/** Tables that change by being asked: who looked, and when a session was used. */
const living = /^(audit|audit_seal|identity_.*|migration)$/;

async function tables(): Promise<string[]> {
  const { rows } = await http.database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** One hash of all that is stored. */
async function digest(): Promise<string> {
  const parts: string[] = [];
  for (const table of (await tables()).filter((name) => !living.test(name))) {
    const { rows } = await http.database.pool.query(
      `select '${table}' || count(*) || md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as hash from ${table} t`,
    );
    parts.push(rows[0]!.hash);
  }
  return parts.join();
}

/** Some hundred requests one after another; a busy machine takes its time. */
const minutes = { timeout: 240_000 };

/** Who asks is the same to these, with a cookie and without. */
const withoutSession = ['POST /api/auth/forgotten'];

const changing = () => routes.filter(({ method }) => method !== 'GET');
const isOurs = ({ statusCode }: { statusCode: number }) => statusCode >= 500 && statusCode !== 503;

describe('a page of another origin', () => {
  it.each([
    ['names another origin', { origin: 'https://evil.example' }],
    ['hides its origin', { origin: 'null' }],
    ['is told of by the browser', { 'sec-fetch-site': 'cross-site' }],
  ])('changes nothing by any route with somebody’s cookie, when it %s', minutes, async (_, headers) => {
    const before = await digest();
    const passed: string[] = [];
    for (const route of changing()) {
      const body = route.body === null ? {} : sampleOf(route.body, resolve, 'Text');
      for (const role of ['administrator', 'clinician', 'manager'] as const) {
        const answer = await http.ask(role, route.method, urlOf(route), body, { headers });
        if (answer.statusCode < 400 && !withoutSession.includes(`${route.method} ${route.path}`))
          passed.push(`${role} ${route.method} ${route.path}: ${answer.statusCode}`);
      }
    }
    expect(passed).toEqual([]);
    expect(await digest()).toBe(before);
  });

  it('changes nothing by a form, which a browser sends without asking', minutes, async () => {
    const before = await digest();
    const passed: string[] = [];
    for (const route of changing())
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']) {
        const answer = await http.ask('administrator', route.method, urlOf(route), 'name=North&kind=place', {
          headers: { 'content-type': type },
        });
        if (answer.statusCode < 400) passed.push(`${route.method} ${route.path} ${type}: ${answer.statusCode}`);
      }
    expect(passed).toEqual([]);
    expect(await digest()).toBe(before);
  });
});

describe('text that is meant for an interpreter', () => {
  const hostile = `'; drop table patient; -- " or 1=1 \\ \${7*7} {{7*7}} %27 ../../etc/passwd\r\nBcc: a@b <script>document.title='ran'</script>`;

  it('is text in every query and every path: no error of ours, nothing changed', minutes, async () => {
    const before = await digest();
    const faults: string[] = [];
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const free = route.parameters.filter(({ in: place, schema }) => place === 'query' && resolve(schema).type === 'string');
      const urls = free.map(({ name }) => `${urlOf(route)}?${name}=${encodeURIComponent(hostile)}`);
      if (route.path.includes('{')) urls.push(urlOf(route, hostile));
      for (const url of urls) {
        const answer = await asked(http, route, url);
        if (isOurs(answer)) faults.push(`${answer.statusCode} ${url}`);
      }
    }
    expect(faults).toEqual([]);
    expect(await digest()).toBe(before);
  });

  it('is text in every body: no error of ours, and everything is still there', minutes, async () => {
    const faults: string[] = [];
    // In one line as well: names refuse line breaks. What takes long to answer is asked once.
    for (const route of changing().filter(({ body }) => body !== null))
      for (const text of /\/preview$|^\/api\/auth\//.test(route.path)
        ? [hostile]
        : [hostile, hostile.replaceAll(/[\r\n]/g, ' ').slice(0, 60)]) {
        const answer = await asked(http, route, urlOf(route), sampleOf(route.body!, resolve, text));
        if (isOurs(answer)) faults.push(`${answer.statusCode} ${route.method} ${route.path}: ${logged.at(-2)}`);
      }
    expect(faults).toEqual([]);
    const { rows } = await http.database.pool.query(`select given_name from patient where id = 'kathleen'`);
    expect(rows).toEqual([{ given_name: 'Kathleen' }]);
  });
});

describe('fields that nobody asked for', () => {
  const marker = 'assigned-from-outside';
  const names = [
    'id',
    'role',
    'patientId',
    'userId',
    'approvedBy',
    'createdBy',
    'madeBy',
    'setBy',
    'isAdmin',
    'emailVerified',
    'two_factor_enabled',
    'status',
  ];
  const beside = Object.fromEntries(names.map((name) => [name, marker]));

  it('are refused or left out by every route', minutes, async () => {
    const faults: string[] = [];
    for (const route of changing().filter(({ body }) => body !== null)) {
      const declared = Object.keys((resolve(route.body!).properties ?? {}) as object);
      const unasked = Object.fromEntries(Object.entries(beside).filter(([name]) => !declared.includes(name)));
      const answer = await asked(http, route, urlOf(route), { ...(sampleOf(route.body!, resolve, 'Text') as object), ...unasked });
      if (isOurs(answer)) faults.push(`${answer.statusCode} ${route.method} ${route.path}`);
    }
    expect(faults).toEqual([]);
    for (const table of await tables()) {
      const { rows } = await http.database.pool.query(`select t::text as row from ${table} t where t::text like '%${marker}%' limit 1`);
      expect(rows, table).toEqual([]);
    }
  });

  it('stand in no line of the log, and no text or name that was sent to any route does', () => {
    const lines = logged.join('');
    // It did write of what happened.
    expect(lines).toContain('/api/patients/:id');
    for (const sent of [marker, 'drop table patient', 'Kathleen', kathleen.home.address])
      expect(logged.filter((line) => line.includes(sent))).toEqual([]);
  });

  it('cannot reach the prototype of anything', async () => {
    const body = '{"kind": "place", "name": "North", "__proto__": {"role": "administrator"}, "constructor": {"prototype": {"x": 1}}}';
    const answer = await http.ask('administrator', 'POST', '/api/localities', body, { headers: { 'content-type': 'application/json' } });
    expect(answer.statusCode).toBe(400);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('a body that is too much', () => {
  const send = (body: string) =>
    http.ask('administrator', 'POST', '/api/localities', body, { headers: { 'content-type': 'application/json' } });

  it.each([
    ['arrays in arrays', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['objects in objects', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`],
    ['objects in a field', `{"kind":"place","name":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
  ])('is refused: %s', async (_, body) => {
    expect((await send(body)).statusCode).toBe(400);
  });

  it('is refused before it is read where it is larger than a mebibyte', async () => {
    expect((await send(JSON.stringify({ name: 'x'.repeat(1_100_000) }))).statusCode).toBe(413);
  });
});
