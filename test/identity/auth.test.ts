import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdentity, type Identity } from '../../gateway/identity/auth.ts';
import { hashPassword } from '../../gateway/identity/password.ts';
import { addUser } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { hour, minute } from '../../rules/model/time.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const base = 'http://127.0.0.1:8080';
const password = 'correct horse battery staple';
const at = Date.UTC(2026, 0, 5);
let database: FreshDatabase;
let identity: Identity;

beforeAll(async () => {
  database = await freshDatabase();
  identity = createIdentity({ pool: database.pool, wallNow: Date.now, secret: 'x'.repeat(40), publicUrl: base });
  const passwordHash = await hashPassword(password);
  await write(database.pool, { at, actor: 'test' }, (tx) =>
    addUser(tx, { name: 'Amin', email: 'Amin@Example.org', role: 'coordinator', passwordHash, wallAt: at }),
  );
});
afterAll(() => database?.drop());
beforeEach(() => database.pool.query('delete from identity_session'));

function post(path: string, body: unknown, headers: Record<string, string> = {}, from = '192.0.2.1'): Promise<Response> {
  const request = new Request(`${base}/api/auth/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', host: '127.0.0.1:8080', origin: base, ...headers },
  });
  return identity.handle(request, from);
}

const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const signIn = async () => cookieOf(await post('sign-in/email', { email: 'amin@example.org', password }));

describe('signing in', () => {
  it('gives a session that says who it is', async () => {
    const response = await post('sign-in/email', { email: 'amin@example.org', password });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Lax/i);
    const user = await identity.sessionUser(new Headers({ cookie: cookieOf(response) }));
    expect(user).toMatchObject({ name: 'Amin', email: 'amin@example.org', role: 'coordinator' });
  });

  it.each([
    ['a wrong password', { email: 'amin@example.org', password: `${password}!` }],
    ['a person who does not exist', { email: 'nobody@example.org', password }],
  ])('refuses %s in the same words', async (_, body) => {
    const response = await post('sign-in/email', body);
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await response.json()).toMatchObject({ code: 'INVALID_EMAIL_OR_PASSWORD' });
  });

  it('refuses a page of another origin', async () => {
    const cookie = await signIn();
    const response = await post('sign-out', {}, { cookie, origin: 'http://elsewhere.example' });
    expect(response.status).toBe(403);
    expect(await identity.sessionUser(new Headers({ cookie }))).not.toBeNull();
  });

  it('lets nobody sign up', async () => {
    const response = await post('sign-up/email', { email: 'new@example.org', name: 'New', password, role: 'administrator' });
    expect(response.status).toBe(400);
    const { rows } = await database.pool.query('select from identity_user');
    expect(rows).toHaveLength(1);
  });

  it('does not let a user change their role', async () => {
    const cookie = await signIn();
    await post('update-user', { role: 'administrator' }, { cookie });
    const { rows } = await database.pool.query('select role from identity_user');
    expect(rows).toEqual([{ role: 'coordinator' }]);
  });

  it('ends at sign-out at once', async () => {
    const cookie = await signIn();
    expect((await post('sign-out', {}, { cookie })).status).toBe(200);
    expect(await identity.sessionUser(new Headers({ cookie }))).toBeNull();
  });

  it('ends when it was not used for twelve hours, and each use moves that end', async () => {
    const cookie = await signIn();
    const asked = () => identity.sessionUser(new Headers({ cookie }));
    await database.pool.query(`update identity_session set expires_at = $1`, [new Date(Date.now() + minute)]);
    expect(await asked()).toMatchObject({ name: 'Amin' });
    const { rows } = await database.pool.query<{ endsAt: number }>('select expires_at as "endsAt" from identity_session');
    expect(rows[0]!.endsAt - Date.now()).toBeGreaterThan(11 * hour);
    await database.pool.query(`update identity_session set expires_at = $1`, [new Date(Date.now() - 1)]);
    expect(await asked()).toBeNull();
  });

  it('ends after a day however much it is used, at the library too', async () => {
    const begun = (before: number) => database.pool.query(`update identity_session set created_at = $1`, [new Date(Date.now() - before)]);
    const asked = (cookie: string) => identity.sessionUser(new Headers({ cookie }));
    const cookie = await signIn();
    await begun(24 * hour - minute);
    expect(await asked(cookie)).not.toBeNull();
    await begun(24 * hour);
    expect(await asked(cookie)).toBeNull();
    const other = await signIn();
    await begun(24 * hour);
    const change = { currentPassword: password, newPassword: 'another long password' };
    expect((await post('change-password', change, { cookie: other })).status).toBe(401);
    expect((await database.pool.query('select from identity_session')).rowCount).toBe(0);
  });

  it('does not take a session whose signature is not ours', async () => {
    const forged = (await signIn()).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(await identity.sessionUser(new Headers({ cookie: forged }))).toBeNull();
  });

  it('limits attempts from one address, and from that one only', async () => {
    const attempt = (from: string, extra = {}) =>
      post('sign-in/email', { email: 'x@example.org', password: 'wrong wrong wrong' }, extra, from);
    const answers: number[] = [];
    for (let i = 0; i < 21; i++) answers.push((await attempt('192.0.2.9', { 'hearthline-client-address': `192.0.2.${100 + i}` })).status);
    expect(answers.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(answers[20]).toBe(429);
    expect((await attempt('192.0.2.10')).status).toBe(401);
  });
});
