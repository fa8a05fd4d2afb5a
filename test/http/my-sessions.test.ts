import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushSubscriptionsOf } from '../../gateway/store/push-subscriptions.ts';
import { BrowserJar } from './browser-jar.ts';
import { type HttpFixture, httpFixture, password } from './fixture.ts';

let http: HttpFixture;
let addresses = 0;
beforeAll(async () => {
  http = await httpFixture();
});
afterAll(() => http?.close());

async function signedIn(email: string) {
  const jar = new BrowserJar(http.app, `203.0.113.${++addresses}`);
  await jar.signIn(email, password);
  return jar;
}
interface Listed {
  readonly id: string;
  readonly isThis: boolean;
  readonly address: string;
}
const sessions = async (jar: BrowserJar) => (await jar.ask('GET', '/api/my/sessions')).json<Listed[]>();

describe('my sessions', () => {
  it('are listed with where they came from, and which one asks', async () => {
    const [first, second] = [await signedIn('coordinator@example.org'), await signedIn('coordinator@example.org')];
    const listed = await sessions(second);
    expect(listed.filter(({ isThis }) => isThis)).toEqual([
      expect.objectContaining({ address: `203.0.113.${addresses}`, way: 'password' }),
    ]);
    expect(listed).toHaveLength(2);
    expect(JSON.stringify(listed)).not.toContain(decodeURIComponent([...first.cookies.values()][0]!).split('.')[0]);
  });

  it('are ended one by one, or all but this one', async () => {
    const [here, there, elsewhere] = [
      await signedIn('clinician@example.org'),
      await signedIn('clinician@example.org'),
      await signedIn('clinician@example.org'),
    ];
    const { id } = (await sessions(there)).find(({ isThis }) => isThis)!;
    expect((await here.ask('DELETE', `/api/my/sessions/${id}`)).statusCode).toBe(204);
    expect([await here.isSignedIn(), await there.isSignedIn(), await elsewhere.isSignedIn()]).toEqual([true, false, true]);
    expect((await here.ask('DELETE', '/api/my/sessions')).statusCode).toBe(204);
    expect([await here.isSignedIn(), await elsewhere.isSignedIn()]).toEqual([true, false]);
  });

  it('are nobody else’s to end', async () => {
    const [mine, theirs] = [await signedIn('manager@example.org'), await signedIn('responder@example.org')];
    const { id } = (await sessions(theirs))[0]!;
    expect((await mine.ask('DELETE', `/api/my/sessions/${id}`)).statusCode).toBe(404);
    expect(await theirs.isSignedIn()).toBe(true);
  });
});

describe('notices of the app', () => {
  it('end with the session in which a browser began to take them, and stay on the others', async () => {
    const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') };
    const at = (name: string) => `https://push.example.org/${name}`;
    const taking = async (name: string) => {
      const jar = await signedIn('contact@example.org');
      expect((await jar.ask('POST', '/api/my/push-subscriptions', { endpoint: at(name), keys })).statusCode).toBe(204);
      return jar;
    };
    const left = async () =>
      (await pushSubscriptionsOf(http.database.pool, http.userIds.contact)).map(({ endpoint }) => endpoint).toSorted();
    const [here, there] = [await taking('here'), await taking('there'), await taking('elsewhere')];
    const { id } = (await sessions(there)).find(({ isThis }) => isThis)!;
    expect((await here.ask('DELETE', `/api/my/sessions/${id}`)).statusCode).toBe(204);
    expect(await left()).toEqual([at('elsewhere'), at('here')]);
    expect((await here.ask('DELETE', '/api/my/sessions')).statusCode).toBe(204);
    expect(await left()).toEqual([at('here')]);
    const passwords = { currentPassword: password, newPassword: 'another long password', revokeOtherSessions: true };
    expect((await here.ask('POST', '/api/auth/change-password', passwords)).statusCode).toBe(200);
    expect(await left()).toEqual([]);
  });
});

describe('signing in', () => {
  it('begins another session, and ends the one that the browser brought along', async () => {
    const jar = await signedIn('administrator@example.org');
    const old = new BrowserJar(http.app, '203.0.113.250');
    for (const [name, value] of jar.cookies) old.cookies.set(name, value);
    await jar.signIn('administrator@example.org', password);
    expect([...jar.cookies.values()]).not.toEqual([...old.cookies.values()]);
    expect([await jar.isSignedIn(), await old.isSignedIn()]).toEqual([true, false]);
  });

  it('does not take a session that somebody else chose', async () => {
    const jar = new BrowserJar(http.app, '203.0.113.251');
    jar.cookies.set('hearthline.session_token', 'chosen-by-somebody.c2lnbmF0dXJl');
    await jar.signIn('installer@example.org', password);
    expect(jar.cookies.get('hearthline.session_token')).not.toContain('chosen');
    expect(await jar.isSignedIn()).toBe(true);
  });
});
