import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentity } from '../../gateway/identity/auth.ts';
import { codeOf } from '../support/authenticator-app.ts';
import { BrowserJar } from './browser-jar.ts';
import { type HttpFixture, httpFixture, password } from './fixture.ts';

let http: HttpFixture;
let addresses = 0;
beforeAll(async () => {
  http = await httpFixture(({ pool }) => ({
    identity: createIdentity({
      pool,
      wallNow: Date.now,
      secret: 'x'.repeat(40),
      publicUrl: 'http://localhost:8080',
      requireSecondFactor: true,
    }),
  }));
});
afterAll(() => http?.close());

const browser = () => new BrowserJar(http.app, `198.51.100.${++addresses}`);
const audited = async (action: string) =>
  (await http.database.pool.query('select actor, subject, detail from audit where action = $1', [action])).rows;

/** Signs in by password and sets an authenticator app up. */
async function withApp(email: string) {
  const jar = browser();
  await jar.signIn(email, password);
  const { totpURI, backupCodes } = (await jar.ask('POST', '/api/auth/two-factor/enable', { password })).json();
  await jar.ask('POST', '/api/auth/two-factor/verify-totp', { code: codeOf(totpURI, Date.now()) });
  return { jar, totpURI: totpURI as string, backupCodes: backupCodes as string[] };
}

describe('staff without a second factor', () => {
  it('get to what sets one up, and to nothing else', async () => {
    const jar = browser();
    await jar.signIn('coordinator@example.org', password);
    expect((await jar.ask('GET', '/api/me')).json()).toMatchObject({ role: 'coordinator', needsSecondFactor: true });
    for (const url of ['/api/alerts', '/api/patients', '/api/users'])
      expect((await jar.ask('GET', url)).json()).toMatchObject({ status: 403, detail: 'Sign in with a second factor first.' });
    expect((await jar.ask('GET', '/api/my/sign-in')).json()).toEqual({ hasPassword: true, hasApp: false, passkeys: [] });
  });

  it('are let in with the first code of their app, in another session than before', async () => {
    const jar = browser();
    await jar.signIn('coordinator@example.org', password);
    const before = new Map(jar.cookies);
    const asked = await jar.ask('POST', '/api/auth/two-factor/enable', { password });
    const { totpURI, qrSvg, backupCodes } = asked.json();
    expect([totpURI, qrSvg, backupCodes.length]).toEqual([
      expect.stringContaining('otpauth://totp/Hearthline:coordinator'),
      expect.stringContaining('<svg'),
      10,
    ]);
    expect((await jar.ask('GET', '/api/alerts')).statusCode).toBe(403);
    expect((await jar.ask('POST', '/api/auth/two-factor/verify-totp', { code: codeOf(totpURI, Date.now()) })).statusCode).toBe(200);
    expect((await jar.ask('GET', '/api/alerts')).statusCode).toBe(200);
    const old = browser();
    for (const [name, value] of before) old.cookies.set(name, value);
    expect(await old.isSignedIn()).toBe(false);
    expect(await audited('user.factor-add')).toEqual([
      { actor: `user:${http.userIds.coordinator}`, subject: http.userIds.coordinator, detail: { way: 'second-factor' } },
    ]);
  });

  it('do not hold up people who do not work for the service', async () => {
    const jar = browser();
    await jar.signIn('patient@example.org', password);
    expect((await jar.ask('GET', '/api/me')).json()).toMatchObject({ needsSecondFactor: false });
  });
});

describe('signing in with an app', () => {
  it('takes a code after the password: without it there is no session', async () => {
    const { totpURI } = await withApp('clinician@example.org');
    const jar = browser();
    const first = await jar.signIn('clinician@example.org', password);
    expect(first.json()).toEqual({ twoFactorRedirect: true, twoFactorMethods: ['totp'] });
    expect(await jar.isSignedIn()).toBe(false);
    expect((await jar.ask('POST', '/api/auth/two-factor/verify-totp', { code: '000000' })).statusCode).toBe(401);
    expect(await jar.isSignedIn()).toBe(false);
    const second = await jar.ask('POST', '/api/auth/two-factor/verify-totp', { code: codeOf(totpURI, Date.now()) });
    expect([second.statusCode, await jar.isSignedIn()]).toEqual([200, true]);
    expect(second.body).not.toContain('token');
    expect((await jar.ask('GET', '/api/my/sessions')).json()).toContainEqual(
      expect.objectContaining({ isThis: true, way: 'second-factor' }),
    );
  });

  it('takes each code on paper once', async () => {
    const { backupCodes } = await withApp('responder@example.org');
    const enter = async () => {
      const jar = browser();
      await jar.signIn('responder@example.org', password);
      return (await jar.ask('POST', '/api/auth/two-factor/verify-backup-code', { code: backupCodes[0]! })).statusCode;
    };
    expect([await enter(), await enter()]).toEqual([200, 401]);
  });

  it('is shut after many wrong codes, over all attempts to sign in', async () => {
    const { totpURI } = await withApp('manager@example.org');
    const enter = async (code: string) => {
      const jar = browser();
      await jar.signIn('manager@example.org', password);
      return (await jar.ask('POST', '/api/auth/two-factor/verify-totp', { code })).statusCode;
    };
    for (let i = 0; i < 10; i++) expect(await enter('000000')).toBe(401);
    expect(await enter(codeOf(totpURI, Date.now()))).toBe(429);
  });

  it('keeps what the app knows encrypted', async () => {
    const { rows } = await http.database.pool.query('select t::text as row from identity_two_factor t');
    const { totpURI, backupCodes } = await withApp('installer@example.org');
    const all = (await http.database.pool.query('select t::text as row from identity_two_factor t')).rows.map(({ row }) => row).join();
    expect(rows.length).toBeGreaterThan(0);
    for (const secret of [new URL(totpURI).searchParams.get('secret')!, ...backupCodes]) expect(all).not.toContain(secret);
  });

  it('asks for the password before anything is changed', async () => {
    const { jar } = await withApp('contact@example.org');
    for (const path of ['disable', 'generate-backup-codes'])
      expect((await jar.ask('POST', `/api/auth/two-factor/${path}`, { password: 'not the right one' })).statusCode).toBe(400);
    expect((await jar.ask('POST', '/api/auth/two-factor/disable', { password })).statusCode).toBe(200);
    expect((await jar.ask('GET', '/api/my/sign-in')).json()).toMatchObject({ hasApp: false });
  });
});

describe('a lost second factor', () => {
  it('is forgotten by an administrator, who is written down; sessions end', async () => {
    const admin = await withApp('administrator@example.org');
    const { jar } = await withApp('agency-carer@example.org');
    const url = `/api/users/${http.userIds['agency-carer']}/reset-second-factor`;
    expect((await jar.ask('POST', url, {})).statusCode).toBe(403);
    expect((await admin.jar.ask('POST', url, {})).statusCode).toBe(204);
    expect(await jar.isSignedIn()).toBe(false);
    const anew = await browser().signIn('agency-carer@example.org', password);
    expect(anew.json()).not.toHaveProperty('twoFactorRedirect');
    expect(await audited('user.factors-reset')).toEqual([
      { actor: `user:${http.userIds.administrator}`, subject: http.userIds['agency-carer'], detail: {} },
    ]);
  });
});
