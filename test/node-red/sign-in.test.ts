import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentity } from '../../gateway/identity/auth.ts';
import { type EditorSignIn, gatewaySignIn } from '../../gateway/node-red/sign-in.ts';
import { endSessions } from '../../gateway/store/sessions.ts';
import { write } from '../../gateway/store/write.ts';
import { BrowserJar } from '../http/browser-jar.ts';
import { type HttpFixture, httpFixture, password } from '../http/fixture.ts';
import { codeOf } from '../support/authenticator-app.ts';

/* The editor of flows has one field for all that somebody signs in with. */
let http: HttpFixture;
let editor: EditorSignIn;
let totpURI: string;
const email = 'administrator@example.org';
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
  const jar = new BrowserJar(http.app, '198.51.100.230');
  await jar.signIn(email, password);
  ({ totpURI } = (await jar.ask('POST', '/api/auth/two-factor/enable', { password })).json());
  await jar.ask('POST', '/api/auth/two-factor/verify-totp', { code: codeOf(totpURI, Date.now()) });
  const url = await http.app.listen({ host: '127.0.0.1', port: 0 });
  editor = gatewaySignIn(url, { info: () => undefined, warn: () => undefined });
});
afterAll(() => http?.close());

describe('an administrator with an authenticator app', () => {
  it('signs in to the editor with the code behind the password, and with neither alone', async () => {
    expect(await editor.authenticate(email, password)).toBeNull();
    expect(await editor.authenticate(email, `${password} 000000`)).toBeNull();
    expect(await editor.authenticate(email, codeOf(totpURI, Date.now()))).toBeNull();
    expect(await editor.users(email)).toBeNull();
    expect(await editor.authenticate(email, `${password} ${codeOf(totpURI, Date.now())}`)).toEqual({ username: email, permissions: '*' });
  });

  it('is out of the editor at once when their sessions are ended', async () => {
    expect(await editor.users(email)).toEqual({ username: email, permissions: '*' });
    await write(http.database.pool, { at: http.clock.now(), actor: 'test' }, (tx) => endSessions(tx, http.userIds.administrator));
    expect(await editor.users(email)).toBeNull();
  });
});

it('whoever needs an app and has none does not edit flows', async () => {
  expect(await editor.authenticate('manager@example.org', password)).toBeNull();
});
