import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentity } from '../../gateway/identity/auth.ts';
import { type HttpFixture, httpFixture, password } from '../http/fixture.ts';
import { enrolKathleen } from '../http/home.ts';

const pageDir = mkdtempSync(join(tmpdir(), 'hearthline-built-'));
const publicUrl = 'https://care.example.org';
let http: HttpFixture;
beforeAll(async () => {
  mkdirSync(join(pageDir, 'assets'));
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>Page</title>');
  writeFileSync(join(pageDir, 'assets', 'a-1f.js'), '1');
  http = await httpFixture((deps) => ({
    identity: createIdentity({ pool: deps.pool, wallNow: Date.now, secret: 'x'.repeat(40), publicUrl }),
    config: { ...deps.config, pageDir, publicUrl },
  }));
  await enrolKathleen(http);
});
afterAll(async () => {
  await http?.close();
  rmSync(pageDir, { recursive: true, force: true });
});

const signIn = (headers: Record<string, string> = {}) =>
  http.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email: 'coordinator@example.org', password },
    headers: { origin: publicUrl, ...headers },
    remoteAddress: '192.0.2.7',
  });
const cookiesOf = (answer: Awaited<ReturnType<typeof signIn>>) => [answer.headers['set-cookie'] ?? []].flat();
const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>) => cookiesOf(answer)[0]!.split(';')[0]!;

describe('every kind of answer', () => {
  const kinds: readonly (readonly [string, () => ReturnType<HttpFixture['ask']>])[] = [
    ['a page', () => http.ask(null, 'GET', '/')],
    ['a file of the page', () => http.ask(null, 'GET', '/assets/a-1f.js')],
    ['data', () => http.ask('coordinator', 'GET', '/api/patients/kathleen')],
    ['a refusal', () => http.ask(null, 'GET', '/api/patients/kathleen')],
    ['what is not there', () => http.ask(null, 'GET', '/api/nothing')],
    [
      'a body that cannot be read',
      () => http.ask('administrator', 'POST', '/api/homes', '{', { headers: { 'content-type': 'application/json' } }),
    ],
    ['a sign-in', () => signIn()],
    ['a sign-in that is refused', () => signIn({ origin: 'https://evil.example' })],
    ['a page to print', () => http.ask('coordinator', 'GET', '/api/patients/kathleen/summary')],
    ['a copy of a record', () => http.ask('manager', 'POST', '/api/patients/kathleen/exports', { form: 'page' })],
    ['a device’s answer', () => http.ask(null, 'POST', '/api/devices/watch/observations', {})],
  ];

  it.each(kinds)('is read as what it is, framed by nobody, tells nobody where it was opened, and only over TLS: %s', async (_, ask) => {
    const { headers } = await ask();
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/default-src '(self|none)'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age=31536000'),
    });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each(kinds.filter(([kind]) => kind !== 'a page' && kind !== 'a file of the page'))(
    'is kept by no browser and no proxy: %s',
    async (_, ask) => {
      expect((await ask()).headers['cache-control']).toBe('no-store');
    },
  );
});

describe('a session', () => {
  it('is a cookie that no script reads, that goes over TLS only and not with requests of other sites', async () => {
    const cookies = cookiesOf(await signIn());
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/^__Host-hearthline\..*HttpOnly.*Secure.*SameSite=(Lax|Strict)/i);
  });

  it('is a cookie of this host and no other: browsers refuse one of its name with a domain, for a part of the host, or without TLS', async () => {
    for (const cookie of cookiesOf(await signIn())) expect(cookie).toMatch(/^__Host-(?!.*Domain=).*Path=\/(;|$)/i);
  });

  it('is never one that the browser brought along: a token given before signing in opens nothing after', async () => {
    const first = await signIn();
    const brought = cookieOf(first);
    const invented = `${brought.split('=')[0]}=chosen-by-somebody-else.c2lnbmF0dXJl`;
    for (const cookie of [brought, invented]) {
      const next = await signIn({ cookie });
      expect(next.statusCode).toBe(200);
      expect(cookieOf(next)).not.toBe(cookie);
    }
    const answer = await http.app.inject({ url: '/api/me', headers: { cookie: invented } });
    expect(answer.statusCode).toBe(401);
  });

  it('opens nothing with one letter changed', async () => {
    const cookie = cookieOf(await signIn());
    const me = (value: string) => http.app.inject({ url: '/api/me', headers: { cookie: value } });
    expect((await me(cookie)).statusCode).toBe(200);
    const at = cookie.indexOf('=') + 3;
    const changed = `${cookie.slice(0, at)}${cookie[at] === 'a' ? 'b' : 'a'}${cookie.slice(at + 1)}`;
    expect((await me(changed)).statusCode).toBe(401);
  });

  it('ends everywhere when it is signed out', async () => {
    const cookie = cookieOf(await signIn());
    const out = await http.app.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { cookie, origin: publicUrl }, payload: {} });
    expect(out.statusCode).toBe(200);
    expect((await http.app.inject({ url: '/api/me', headers: { cookie } })).statusCode).toBe(401);
  });
});

describe('an address', () => {
  it('has so many sign-ins a minute and is then told to wait, right password or wrong', async () => {
    const from = (attempt: string) =>
      http.app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email: 'manager@example.org', password: attempt },
        headers: { origin: publicUrl },
        remoteAddress: '192.0.2.99',
      });
    const codes: number[] = [];
    for (let i = 0; i < 25 && codes.at(-1) !== 429; i++) codes.push((await from('wrong password of mine')).statusCode);
    expect(codes.at(-1)).toBe(429);
    expect((await from(password)).statusCode).toBe(429);
  });

  it.each([
    ['/api/auth/invitation', { token: 'guessed' }],
    ['/api/auth/invitation/accept', { token: 'guessed' }],
    ['/api/auth/forgotten', { email: 'nobody@example.org' }],
    ['/api/auth/reset', { token: 'guessed', password: 'short' }],
  ])('has so many tries a minute at %s, whatever it brings, and others have theirs', async (url, payload) => {
    const from = (remoteAddress: string) =>
      http.app.inject({ method: 'POST', url, payload, headers: { origin: publicUrl }, remoteAddress });
    const codes: number[] = [];
    for (let i = 0; i < 21; i++) codes.push((await from('192.0.2.55')).statusCode);
    expect(codes.indexOf(429)).toBe(20);
    const refused = await from('192.0.2.55');
    expect(refused.headers).toMatchObject({ 'retry-after': expect.any(String), 'content-type': 'application/problem+json' });
    expect((await from('192.0.2.56')).statusCode).toBe(codes[0]);
  });
});

describe('somebody who is signed in', () => {
  const perMinute = { staff: 5, others: 3 };
  let few: HttpFixture;
  beforeAll(async () => {
    few = await httpFixture((deps) => ({ config: { ...deps.config, requestsPerMinute: perMinute } }));
  });
  afterAll(() => few?.close());

  it.each([
    ['coordinator', perMinute.staff],
    ['contact', perMinute.others],
  ] as const)('has so many requests a minute as a %s: %i, from wherever', async (role, most) => {
    const ask = (n: number) => few.ask(role, 'GET', '/api/me', undefined, { remoteAddress: `192.0.2.${n}` });
    const codes: number[] = [];
    for (let i = 0; i <= most; i++) codes.push((await ask(i)).statusCode);
    expect(codes).toEqual([...Array.from({ length: most }, () => 200), 429]);
    expect((await ask(1)).headers['retry-after']).toBe('60');
    expect((await few.ask('clinician', 'GET', '/api/me')).statusCode).toBe(200);
    few.clock.advanceBy(60_000);
    expect((await ask(1)).statusCode).toBe(200);
  });
});
