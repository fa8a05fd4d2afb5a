import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentity, type Identity } from '../../gateway/identity/auth.ts';
import { serverSecret } from '../../gateway/identity/server-secret.ts';
import { voiceKey, webhookKey } from '../../gateway/identity/webhook-key.ts';
import { invitationOf } from '../../gateway/store/invitations.ts';
import { factorsOf } from '../../gateway/store/sessions.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { terminalOn } from './terminal.ts';

const base = 'http://127.0.0.1:8080';
let database: FreshDatabase;
let identity: Identity;
let dataDir: string;
beforeAll(async () => {
  database = await freshDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'hearthline-admin-users-'));
  identity = createIdentity({ pool: database.pool, wallNow: Date.now, secret: 'x'.repeat(40), publicUrl: base });
});
afterAll(async () => {
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const { admin, json } = terminalOn(
  () => database,
  () => ({ HEARTHLINE_DATA_DIR: dataDir }),
);

const add = (email: string) => json(['user', 'add', '--email', email, '--name', 'Eva', '--role', 'coordinator']);
const signIn = (email: string, password: string) =>
  identity.handle(
    new Request(`${base}/api/auth/sign-in/email`, {
      method: 'POST',
      body: JSON.stringify({ email, password }),
      headers: { 'content-type': 'application/json', host: '127.0.0.1:8080', origin: base },
    }),
    '192.0.2.1',
  );
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const isSignedIn = async (cookie: string) => (await identity.sessionUser(new Headers({ cookie }))) !== null;
const row = async (email: string) => (await json(['user', 'list'])).find((one: { email: string }) => one.email === email);

describe('another password', () => {
  it('is printed once; the old one no longer opens, and whoever was signed in no longer is', async () => {
    const { userId, password } = await add('eva@example.org');
    const cookie = cookieOf(await signIn('eva@example.org', password));
    expect(await isSignedIn(cookie)).toBe(true);
    const answer = await json(['user', 'password', 'Eva@Example.org']);
    expect(answer).toEqual({ userId, password: expect.stringMatching(/^[\w-]{20}$/) });
    expect(await isSignedIn(cookie)).toBe(false);
    expect((await signIn('eva@example.org', password)).status).toBe(401);
    expect((await signIn('eva@example.org', answer.password)).status).toBe(200);
    const { rows } = await database.pool.query(`select a::text as row from audit a where action = 'user.password'`);
    expect(rows).toHaveLength(1);
    expect(rows[0].row).not.toContain(answer.password);
  });

  it('can be given, and is not printed then', async () => {
    const { userId } = await add('max@example.org');
    expect(await json(['user', 'password', 'max@example.org', '--password-stdin'], 'a long enough password\n')).toEqual({ userId });
    expect((await signIn('max@example.org', 'a long enough password')).status).toBe(200);
  });
});

describe('somebody who is disabled', () => {
  it('is signed out, cannot sign in, stays in the list, and is let in again by another password', async () => {
    const { userId, password } = await add('ann@example.org');
    const cookie = cookieOf(await signIn('ann@example.org', password));
    expect(await row('ann@example.org')).toMatchObject({ disabled: false });
    expect(await json(['user', 'disable', 'ann@example.org'])).toEqual({ disabled: userId });
    expect(await isSignedIn(cookie)).toBe(false);
    expect((await signIn('ann@example.org', password)).status).toBe(401);
    expect(await row('ann@example.org')).toMatchObject({ id: userId, disabled: true });
    const again = await json(['user', 'password', 'ann@example.org']);
    expect((await signIn('ann@example.org', again.password)).status).toBe(200);
    expect(await row('ann@example.org')).toMatchObject({ disabled: false });
  });

  it.each([
    [['user', 'disable', 'nobody@example.org'], 'email: there is no such user'],
    [['user', 'password', 'nobody@example.org'], 'email: there is no such user'],
    [['user', 'password', 'eva@example.org', '--password', 'short'], 'password: '],
    [['user', 'password', 'eva@example.org', '--password', 'P@ssw0rd2024!!'], 'password: This password is easily guessed'],
    [
      ['user', 'add', '--email', 'zoe@example.org', '--name', 'Zoe Marlow', '--role', 'responder', '--password', 'Zoe.Marlow-1980'],
      'password: This password is easily guessed',
    ],
  ])('%j is refused in one line', async (words, line) => {
    const { code, out, err } = await admin(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(line);
  });

  it('is not disabled twice', async () => {
    await add('bea@example.org');
    await json(['user', 'disable', 'bea@example.org']);
    expect(await admin(['user', 'disable', 'bea@example.org'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('disabled already'),
    });
  });
});

describe('the key for webhooks', () => {
  it('is not made up where no gateway has been', async () => {
    expect(await admin(['webhook-key', 'show'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('HEARTHLINE_SECRET is not set'),
    });
  });

  it('is shown and changed without the secret that it is made from', async () => {
    const secret = serverSecret({ secret: null, dataDir });
    const first = await json(['webhook-key', 'show']);
    expect(first).toEqual({ version: 1, webhookKey: webhookKey(secret, 1), voiceKey: voiceKey(secret, 1) });
    const second = await json(['webhook-key', 'change']);
    expect(second).toEqual({ version: 2, webhookKey: webhookKey(secret, 2), voiceKey: voiceKey(secret, 2) });
    expect(second.webhookKey).not.toBe(first.webhookKey);
    expect((await json(['webhook-key', 'change'])).version).toBe(3);
    expect(await json(['webhook-key', 'show'])).toEqual({ version: 3, webhookKey: webhookKey(secret, 3), voiceKey: voiceKey(secret, 3) });
  });
});

describe('an invitation', () => {
  it('is a link, printed once, that whoever is named can open', async () => {
    const made = await json(['user', 'invite', '--name', 'Ned', '--role', 'responder', '--email', 'ned@example.org']);
    const [page, token] = made.link.split('#');
    expect(page).toBe('http://localhost:8080/invitation');
    const invitation = await invitationOf(database.pool, token, Date.now());
    expect(invitation).toMatchObject({ id: made.id, name: 'Ned', email: 'ned@example.org', role: 'responder' });
  });
});

describe('a lost second factor', () => {
  it('is forgotten, and its owner signed out', async () => {
    const { userId, password } = await add('zoe@example.org');
    const cookie = cookieOf(await signIn('zoe@example.org', password));
    await database.pool.query('update identity_user set two_factor_enabled = true where id = $1', [userId]);
    expect(await json(['user', 'reset-factors', 'zoe@example.org'])).toEqual({ userId });
    expect(await isSignedIn(cookie)).toBe(false);
    expect((await factorsOf(database.pool, userId)).hasApp).toBe(false);
  });
});
