import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpFixture, httpFixture, password } from './fixture.ts';

let http: HttpFixture;
let isAway = false;
beforeAll(async () => {
  http = await httpFixture((deps) => ({
    identity: {
      ...deps.identity,
      handle: (request, address) =>
        isAway ? Promise.resolve(new Response('{}', { status: 500 })) : deps.identity.handle(request, address),
      sessionUser: (headers) => (isAway ? Promise.reject(new Error('no database')) : deps.identity.sessionUser(headers)),
    },
  }));
});
afterAll(() => http?.close());

const signIn = (email: string, words: string, remoteAddress = '192.0.2.1') =>
  http.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password: words }, remoteAddress });

describe('signing in over HTTP', () => {
  it('gives a cookie that the page cannot read, and takes it back', async () => {
    const answer = await signIn('coordinator@example.org', password);
    const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
    expect(answer.headers['set-cookie']).toMatch(/^hearthline\.session_token=.*HttpOnly/);
    expect((await http.app.inject({ url: '/api/me', headers: { cookie } })).json()).toMatchObject({ role: 'coordinator' });
    const origin = 'http://localhost:8080';
    await http.app.inject({ method: 'POST', url: '/api/auth/sign-out', payload: {}, headers: { cookie, origin } });
    expect((await http.app.inject({ url: '/api/me', headers: { cookie } })).statusCode).toBe(401);
  });

  it('is refused with a problem', async () => {
    const answer = await signIn('coordinator@example.org', 'wrong words here');
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status: 401, title: 'Unauthorized', detail: expect.stringContaining('password') });
  });

  it('is slowed down for one address, which is told when to come again', async () => {
    const answers = [];
    for (let i = 0; i < 21; i++) answers.push(await signIn('x@example.org', 'wrong words here', '192.0.2.7'));
    const last = answers.at(-1)!;
    expect(last.json()).toMatchObject({ status: 429, detail: 'Too many attempts from this address; wait a minute.' });
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await signIn('coordinator@example.org', password, '192.0.2.8')).statusCode).toBe(200);
  });

  it('changes a password, and the old one no longer opens', async () => {
    const [cookie = ''] = String((await signIn('manager@example.org', password)).headers['set-cookie']).split(';');
    const payload = { currentPassword: password, newPassword: 'another long password' };
    const headers = { cookie, origin: 'http://localhost:8080' };
    const change = (body: object) => http.app.inject({ method: 'POST', url: '/api/auth/change-password', payload: body, headers });
    const known = await change({ ...payload, newPassword: 'manager-2026!' });
    expect([known.statusCode, known.json().errors[0].path]).toEqual([422, 'newPassword']);
    expect((await change(payload)).statusCode).toBe(200);
    expect((await signIn('manager@example.org', password)).statusCode).toBe(401);
    expect((await signIn('manager@example.org', 'another long password')).statusCode).toBe(200);
  });

  it('is a 503 while sessions cannot be read, never a refusal', async () => {
    const [cookie = ''] = String((await signIn('coordinator@example.org', password)).headers['set-cookie']).split(';');
    isAway = true;
    const answers = [await signIn('coordinator@example.org', password), await http.app.inject({ url: '/api/me', headers: { cookie } })];
    isAway = false;
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers['retry-after']])).toEqual([
      [503, '5'],
      [503, '5'],
    ]);
  });
});
