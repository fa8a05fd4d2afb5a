import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { disableUser } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { at, password, people, TestGateway } from './gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start(at('06:00'));
});
afterAll(() => gateway?.close());

const email = people.find(({ role }) => role === 'responder')!.email;

async function ask(method: string, path: string, cookie: string, body?: object) {
  const { publicUrl } = gateway.app;
  const headers = { cookie, origin: publicUrl, ...(body && { 'content-type': 'application/json' }) };
  return fetch(publicUrl + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

/** Somebody who is signed in, with the live feeds of the console and of rapid response open. */
async function watching() {
  const answer = await ask('POST', '/api/auth/sign-in/email', '', { email, password });
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
  const { publicUrl } = gateway.app;
  const sockets = ['/api/live', '/api/response/live'].map(
    (path) => new WebSocket(publicUrl.replace('http', 'ws') + path, { headers: { cookie, origin: publicUrl } }),
  );
  const closed = Promise.all(sockets.map((socket) => once(socket, 'close').then(([code]) => code as number)));
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
  return { cookie, sockets, closed };
}
const leave = (sockets: readonly WebSocket[]) => {
  for (const socket of sockets) socket.terminate();
};

// Care time and the heartbeats of the feed stand still here: what closes, closes because it was told to.
describe('the live feeds of a session', () => {
  it.each([
    ['its owner signs out', (cookie: string) => ask('POST', '/api/auth/sign-out', cookie, {})],
    [
      'the password is changed elsewhere',
      async () => {
        const { cookie, sockets } = await watching();
        const passwords = { currentPassword: password, newPassword: password, revokeOtherSessions: true };
        await ask('POST', '/api/auth/change-password', cookie, passwords);
        leave(sockets);
      },
    ],
    [
      'it is ended from elsewhere, and that of the one who ends it stays open',
      async () => {
        const other = await watching();
        expect((await ask('DELETE', '/api/my/sessions', other.cookie)).status).toBe(204);
        expect(other.sockets.map(({ readyState }) => readyState)).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
        leave(other.sockets);
      },
    ],
    [
      'the user is disabled by the admin command',
      () => write(gateway.database.pool, { at: gateway.clock.now(), actor: 'admin' }, (tx) => disableUser(tx, email)),
    ],
  ])('close when %s', async (_, end) => {
    const { cookie, closed } = await watching();
    await end(cookie);
    expect(await closed).toEqual([4401, 4401]);
  });
});
