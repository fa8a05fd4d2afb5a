import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callbackPath, createOrganisation } from '../../gateway/identity/organisation.ts';
import { client, type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { BrowserJar } from './browser-jar.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';

const publicUrl = 'http://localhost:8080';
let provider: IdentityProvider;
let http: HttpFixture;
let addresses = 0;
beforeAll(async () => {
  provider = await startIdentityProvider(`${publicUrl}${callbackPath}`);
  const organisation = createOrganisation({
    ...client,
    issuer: provider.issuer,
    name: 'Example Trust',
    roleClaim: 'groups',
    roles: { 'care-team': 'coordinator', gps: 'clinician', relatives: 'contact' },
    secret: 'x'.repeat(40),
    publicUrl,
  });
  http = await httpFixture(() => ({ organisation }));
});
afterAll(async () => {
  await http?.close();
  await provider?.close();
});
beforeEach(() => {
  provider.people.set('carla', { email: 'Coordinator@example.org', email_verified: true, groups: ['care-team', 'lunch-club'] });
});

const browser = () => new BrowserJar(http.app, `203.0.113.${++addresses}`);
const refused = '/?organisation=refused';
/** From the button to the provider; gives where the browser is sent. `change` alters what it brings there. */
async function begin(jar: BrowserJar, change: (url: URL) => void = () => undefined): Promise<string> {
  const url = new URL(String((await jar.ask('GET', '/api/auth/organisation')).headers.location));
  change(url);
  return url.href;
}
const comeBack = async (jar: BrowserJar, { pathname, search }: URL) => (await jar.ask('GET', pathname + search)).headers.location;
async function signIn(login: string, jar = browser()) {
  return { jar, at: await comeBack(jar, await provider.visit(await begin(jar), login)) };
}
const reasons = async () =>
  (
    await http.database.pool.query<{ reason: string }>(
      `select detail ->> 'reason' as reason from audit where action = 'sign-in.failed' order by id`,
    )
  ).rows.map(({ reason }) => reason);

describe('signing in by the organisation', () => {
  it('is offered by its name', async () => {
    expect((await browser().ask('GET', '/api/auth/ways')).json()).toEqual({ organisation: 'Example Trust' });
  });

  it('asks the provider with PKCE, state and nonce', async () => {
    const { searchParams } = new URL(await begin(browser()));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^.{43}$/),
      state: expect.stringMatching(/^.{43}$/),
      nonce: expect.stringMatching(/^.{43}$/),
      redirect_uri: `${publicUrl}${callbackPath}`,
    });
  });

  it('lets in whoever has an account by the verified address, as two factors, and knows them by their id there from then on', async () => {
    const { jar, at } = await signIn('carla');
    expect(at).toBe('/');
    expect((await jar.ask('GET', '/api/me')).json()).toMatchObject({ id: http.userIds.coordinator, role: 'coordinator' });
    expect((await jar.ask('GET', '/api/my/sessions')).json()).toEqual([expect.objectContaining({ isThis: true, way: 'sso' })]);
    provider.people.set('carla', { groups: 'care-team' });
    expect((await (await signIn('carla')).jar.ask('GET', '/api/me')).json()).toMatchObject({ id: http.userIds.coordinator });
  });

  it('begins another session each time, and ends the one that was there', async () => {
    const { jar } = await signIn('carla');
    const old = browser();
    for (const [name, value] of jar.cookies) old.cookies.set(name, value);
    await signIn('carla', jar);
    expect([await jar.isSignedIn(), await old.isSignedIn()]).toEqual([true, false]);
  });

  it('makes the account of somebody who was invited, with the role of the invitation and no password', async () => {
    await http.ask('administrator', 'POST', '/api/invitations', { name: 'Gita', email: 'gita@example.org', role: 'clinician' });
    provider.people.set('gita', { email: 'gita@example.org', email_verified: true, groups: ['gps'] });
    const { jar } = await signIn('gita');
    expect((await jar.ask('GET', '/api/me')).json()).toMatchObject({ name: 'Gita', role: 'clinician' });
    expect((await jar.ask('GET', '/api/my/sign-in')).json()).toMatchObject({ hasPassword: false });
  });
});

describe('nobody is let in', () => {
  it.each([
    ['whom nobody here has invited', { email: 'stranger@example.org', email_verified: true, groups: ['care-team'] }, 'no-account'],
    ['whose address is not verified there', { email: 'clinician@example.org', email_verified: false, groups: ['gps'] }, 'no-account'],
    ['of whom no address is told', { groups: ['gps'] }, 'no-account'],
    ['whose role the organisation does not name', { email: 'clinician@example.org', email_verified: true }, 'other-role'],
    ['whom the organisation names otherwise', { email: 'manager@example.org', email_verified: true, groups: ['gps'] }, 'other-role'],
    ['who does not work for the service', { email: 'contact@example.org', email_verified: true, groups: ['relatives'] }, 'other-role'],
  ])('%s', async (_, claims, reason) => {
    const login = `somebody-${addresses}`;
    provider.people.set(login, claims);
    const { jar, at } = await signIn(login);
    expect([at, await jar.isSignedIn(), (await reasons()).at(-1)]).toEqual([refused, false, reason]);
    const { rows } = await http.database.pool.query('select from identity_account where account_id = $1', [login]);
    expect(rows).toEqual([]);
  });

  it.each([
    ['state', (url: URL) => url.searchParams.set('state', 'another')],
    ['nonce', (url: URL) => url.searchParams.set('nonce', 'another')],
    ['code challenge', (url: URL) => url.searchParams.set('code_challenge', 'A'.repeat(43))],
  ])('with another %s than we asked with', async (_, change) => {
    const jar = browser();
    const back = await provider.visit(await begin(jar, change), 'carla');
    expect([await comeBack(jar, back), await jar.isSignedIn()]).toEqual([refused, false]);
  });

  it('with what another browser began', async () => {
    const back = await provider.visit(await begin(browser()), 'carla');
    const victim = browser();
    expect([await comeBack(victim, back), await victim.isSignedIn()]).toEqual([refused, false]);
    await begin(victim);
    expect([await comeBack(victim, back), await victim.isSignedIn()]).toEqual([refused, false]);
  });

  it('with a code that was used, or whose time is over', async () => {
    const jar = browser();
    const memo = await begin(jar);
    const cookies = new Map(jar.cookies);
    const back = await provider.visit(memo, 'carla');
    expect(await comeBack(jar, back)).toBe('/');
    const again = browser();
    for (const [name, value] of cookies) again.cookies.set(name, value);
    expect(await comeBack(again, back)).toBe(refused);
    const late = browser();
    const over = await provider.visit(await begin(late), 'carla');
    await provider.expire(over);
    expect(await comeBack(late, over)).toBe(refused);
  });

  it('who took longer than ten minutes, to the millisecond', async () => {
    const jar = browser();
    const back = await provider.visit(await begin(jar), 'carla');
    http.clock.advanceBy(600_000);
    expect(await comeBack(jar, back)).toBe(refused);
    const other = browser();
    const soon = await provider.visit(await begin(other), 'carla');
    http.clock.advanceBy(599_999);
    expect(await comeBack(other, soon)).toBe('/');
  });

  it('who was disabled here, though the organisation goes on vouching for them', async () => {
    const { jar } = await signIn('carla');
    await http.database.pool.query('delete from identity_account where user_id = $1', [http.userIds.coordinator]);
    provider.people.set('carla', { email: 'coordinator@example.org', email_verified: true, groups: ['care-team'] });
    expect((await signIn('carla', jar)).at).toBe(refused);
  });
});
