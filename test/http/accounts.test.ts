import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccountView } from '../../gateway/contract/accounts.ts';
import type { Role } from '../../gateway/contract/relations.ts';
import { type HttpFixture, httpFixture, password } from './fixture.ts';
import { addFamily } from './relations.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  const family = await addFamily(http, 'north');
  await family.relate(http.userIds.contact, 'contact');
});
afterAll(() => http?.close());

const accounts = async (role: Role, query = ''): Promise<AccountView[]> => (await http.ask(role, 'GET', `/api/accounts${query}`)).json();
const accountOf = async (role: Role, by: Role = 'administrator') => (await accounts(by)).find(({ id }) => id === http.userIds[role])!;
const change = (by: Role, what: 'disable' | 'enable' | 'reset-second-factor', whose: Role) =>
  http.ask(by, 'POST', `/api/users/${http.userIds[whose]}/${what}`);
const signIn = async (role: Role, secret = password) =>
  (
    await http.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: { email: `${role}@example.org`, password: secret },
      remoteAddress: '192.0.2.9',
    })
  ).statusCode;

describe('people who sign in', () => {
  it('are listed with how they sign in, since when, and for whom', async () => {
    const before = await accountOf('responder');
    expect(before).toMatchObject({ name: 'A responder', disabled: false, hasApp: false, passkeys: 0, lastSignedInAt: null, people: [] });
    expect(await signIn('responder')).toBe(200);
    expect((await accountOf('responder')).lastSignedInAt).toBe(new Date(http.clock.now()).toISOString());
    expect((await accountOf('contact')).people).toEqual([{ patientId: 'north', name: 'north Example', kind: 'contact' }]);
  });

  it('are found by part of a name or an address, by role and by whether they may sign in', async () => {
    const names = async (query: string) => (await accounts('manager', query)).map(({ name }) => name);
    expect(await names('?q=A%20CLIN')).toEqual(['A clinician']);
    expect(await names('?q=clinician%40example')).toEqual(['A clinician']);
    expect(await names('?role=manager')).toEqual(['A manager']);
    expect(await names('?disabled=true')).toEqual([]);
    expect((await names('?disabled=false')).length).toBe(Object.keys(http.userIds).length);
  });

  it.each([
    ['administrator', 'clinician', true],
    ['administrator', 'administrator', false],
    ['manager', 'contact', true],
    ['manager', 'patient', true],
    ['manager', 'coordinator', false],
    ['manager', 'administrator', false],
    ['manager', 'installer', false],
    ['manager', 'manager', false],
  ] as const)('a %s changes the account of a %s: %s', async (by, whose, may) => {
    expect((await accountOf(whose, by)).mayChange).toBe(may);
    const answer = await change(by, 'reset-second-factor', whose);
    expect(answer.statusCode).toBe(may ? 204 : by === whose ? 409 : 403);
    expect((await change(by, 'disable', whose)).statusCode).toBe(may ? 204 : by === whose ? 409 : 403);
    if (may) expect((await change(by, 'enable', whose)).statusCode).toBe(200);
  });
});

describe('somebody who is disabled', () => {
  it('is signed out at once, gets no more notices, and signs in again only with a new password', async () => {
    const { pool } = http.database;
    const told = new Set<string>();
    const listener = await pool.connect();
    listener.on('notification', ({ payload }) => told.add(payload!));
    await listener.query('listen hearthline_change');
    await pool.query(
      `insert into push_subscription (endpoint, user_id, p256dh, auth, created_at) values ('https://push.example.org/1', $1, 'x', 'y', now())`,
      [http.userIds.champion],
    );
    expect((await http.ask('champion', 'GET', '/api/me')).statusCode).toBe(200);
    expect((await change('manager', 'disable', 'champion')).statusCode).toBe(204);
    // Open pages are asked again who they are (gateway/change-listener.ts).
    await vi.waitFor(() => expect(told).toContain('sessions'), { timeout: 15_000 });
    listener.release(true);
    expect((await http.ask('champion', 'GET', '/api/me')).statusCode).toBe(401);
    expect(await signIn('champion')).toBe(401);
    expect((await accountOf('champion')).disabled).toBe(true);
    expect((await pool.query('select from push_subscription')).rowCount).toBe(0);
    expect((await change('manager', 'disable', 'champion')).statusCode).toBe(409);

    const letters = http.letters.length;
    expect((await change('manager', 'enable', 'champion')).json()).toEqual({ mailed: 'sent' });
    expect((await change('manager', 'enable', 'champion')).json().detail).toBe('id: can sign in already');
    expect(await signIn('champion')).toBe(401);
    const letter = http.letters[letters]!;
    expect(letter.to.address).toBe('champion@example.org');
    const token = letter.link!.url.split('#')[1];
    const chosen = 'another staple altogether';
    expect((await http.ask(null, 'POST', '/api/auth/reset', { token, password: chosen })).statusCode).toBe(204);
    expect(await signIn('champion', chosen)).toBe(200);
    const { rows } = await pool.query(`select action from audit where subject = $1 and action like 'user.%' order by id`, [
      http.userIds.champion,
    ]);
    expect(rows.map(({ action }) => action)).toEqual(['user.add', 'user.disable', 'user.enable', 'user.forgotten', 'user.password']);
  });
});
