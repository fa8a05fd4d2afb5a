import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roles } from '../../gateway/contract/relations.ts';
import type { Identity } from '../../gateway/identity/auth.ts';
import { admission } from '../../gateway/live-admission.ts';
import { followers } from '../../gateway/my-live.ts';
import type { Role } from '../../gateway/store/users.ts';
import { type HttpFixture, httpFixture, password } from './fixture.ts';
import { addFamily } from './relations.ts';

let http: HttpFixture;
let identity: Identity;
beforeAll(async () => {
  http = await httpFixture((deps) => {
    identity = deps.identity;
    return {};
  });
  const north = await addFamily(http, 'north');
  const south = await addFamily(http, 'south');
  for (const [role, kind] of [
    ['patient', 'self'],
    ['contact', 'contact'],
    ['agency-carer', 'agency'],
    ['champion', 'champion'],
    ['installer', 'installer'],
  ] as const) {
    await north.relate(http.userIds[role], kind);
    const { end } = await south.relate(http.userIds[role], kind);
    await end();
  }
});
afterAll(() => http?.close());

async function requestOf(role: Role): Promise<FastifyRequest> {
  const payload = { email: `${role}@example.org`, password };
  const answer = await http.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload,
    remoteAddress: `10.254.0.${roles.indexOf(role)}`,
  });
  return { headers: { cookie: String(answer.headers['set-cookie']).split(';')[0]! } } as FastifyRequest;
}
const nobody = { headers: {} } as FastifyRequest;

it('the live feed of the console is for those who may read the worklist', async () => {
  const admit = admission(identity);
  const admitted = await Promise.all(roles.map(async (role) => [role, await admit(await requestOf(role))]));
  expect(Object.fromEntries(admitted)).toEqual({
    patient: 'forbidden',
    contact: 'forbidden',
    'agency-carer': 'forbidden',
    coordinator: 'welcome',
    responder: 'welcome',
    clinician: 'welcome',
    champion: 'forbidden',
    installer: 'forbidden',
    manager: 'welcome',
    administrator: 'forbidden',
  });
  expect(await admit(nobody)).toBe('signed-out');
});

it('the live feed of the app follows whom somebody may see something of, now', async () => {
  const follower = followers({ identity, pool: http.database.pool, clock: http.clock });
  const followed = await Promise.all(roles.map(async (role) => [role, await follower(await requestOf(role))]));
  const north = new Set(['north']);
  expect(Object.fromEntries(followed)).toEqual({
    patient: north,
    contact: north,
    'agency-carer': north,
    coordinator: 'forbidden',
    responder: 'forbidden',
    clinician: 'forbidden',
    champion: north,
    installer: 'forbidden',
    manager: 'forbidden',
    administrator: 'forbidden',
  });
  expect(await follower(nobody)).toBe('signed-out');
});
