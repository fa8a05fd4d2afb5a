import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDirectory } from '../../gateway/store/patient-context.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
let secrets: Map<string, string>;
beforeAll(async () => {
  http = await httpFixture();
  secrets = await enrolKathleen(http);
});
afterAll(() => http?.close());

describe('teams and rotas', () => {
  it('reach everybody they serve, and nobody else', async () => {
    const centre = (
      await http.ask('administrator', 'POST', '/api/teams', {
        id: 'ccc',
        kind: 'coordination',
        name: 'Centre',
        channels: [{ kind: 'console' }],
      })
    ).json();
    expect(centre).toEqual({ id: 'ccc' });
    const south = (await http.ask('administrator', 'POST', '/api/localities', { kind: 'locality', name: 'South' })).json();
    await http.ask('administrator', 'POST', '/api/teams', { id: 'south', kind: 'rapid-response', name: 'South', localityId: south.id });
    expect(http.pipeline.context('kathleen')?.teamIds).toEqual(['ccc']);
  });

  it('have people on call from one instant to another', async () => {
    const url = '/api/teams/ccc/on-call';
    const bea = { name: 'Bea', channels: [{ kind: 'email', address: 'b@example.org' }], untilAt: '2026-01-12T18:00:00Z' };
    const { id } = (await http.ask('manager', 'POST', url, bea)).json();
    const [team] = (await http.ask('coordinator', 'GET', '/api/teams')).json();
    expect(team).toMatchObject({ id: 'ccc', channelKinds: ['console'], onCall: [{ id, name: 'Bea', now: true, channelKinds: ['email'] }] });
    expect((await http.ask('manager', 'POST', url, { ...bea, fromAt: '2026-01-12T19:00:00Z' })).json()).toMatchObject({
      status: 422,
      errors: [{ path: 'untilAt' }],
    });
    expect((await http.ask('manager', 'DELETE', `${url}/${id}`)).statusCode).toBe(204);
    expect((await loadDirectory(http.database.pool)).teams[0]?.onCall).toEqual([]);
  });
});

describe('devices', () => {
  it('get a new secret, and the old one ends', async () => {
    const made = (await http.ask('administrator', 'POST', '/api/devices/fridge/rotate')).json();
    expect(await http.machines.authenticate('fridge', Buffer.from(secrets.get('fridge')!))).toBeNull();
    expect(await http.machines.authenticate('fridge', Buffer.from(made.secret))).toMatchObject({ id: 'fridge' });
  });

  it('are revoked once, and nothing is expected of them', async () => {
    const device = { homeId: 'long-lane', kind: 'plug', name: 'Kettle', heartbeatSeconds: 600 };
    const { deviceId, secret } = (await http.ask('administrator', 'POST', '/api/devices', device)).json();
    expect(http.pipeline.context('kathleen')?.devices.map(({ id }) => id)).toContain(deviceId);
    expect((await http.ask('administrator', 'POST', `/api/devices/${deviceId}/revoke`)).statusCode).toBe(204);
    expect(await http.machines.authenticate(deviceId, Buffer.from(secret))).toBeNull();
    expect(http.pipeline.context('kathleen')?.devices.map(({ id }) => id)).not.toContain(deviceId);
    expect((await http.ask('administrator', 'POST', `/api/devices/${deviceId}/revoke`)).statusCode).toBe(404);
    const listed = (await http.ask('administrator', 'GET', '/api/devices?homeId=long-lane')).json();
    expect(listed.find(({ id }: { id: string }) => id === deviceId).revokedAt).not.toBeNull();
  });

  it('do not belong to a patient of another home', async () => {
    const answer = await http.ask('administrator', 'POST', '/api/homes', { address: '3 Long Lane' });
    const device = { homeId: answer.json().id, patientId: 'kathleen', kind: 'bed', name: 'Bed' };
    expect((await http.ask('administrator', 'POST', '/api/devices', device)).json()).toMatchObject({
      status: 422,
      errors: [{ path: 'patientId' }],
    });
    expect((await http.ask('administrator', 'POST', '/api/devices', { ...device, homeId: 'none', patientId: null })).json()).toMatchObject({
      status: 422,
      errors: [{ path: 'homeId', message: 'there is no such home' }],
    });
  });
});

describe('integrations', () => {
  it('are told in words what a wide filter opens', async () => {
    const body = { id: 'node-red', name: 'Flows', publish: [], subscribe: ['#'] };
    const answer = (await http.ask('administrator', 'POST', '/api/integrations', body)).json();
    expect(answer.opens).toEqual([expect.stringMatching(/^`#` lets it see .*every home/)]);
    expect(await http.machines.authenticate('node-red', Buffer.from(answer.secret))).toMatchObject({ type: 'integration' });
    expect((await http.ask('administrator', 'POST', '/api/integrations/node-red/revoke')).statusCode).toBe(204);
    expect(await http.machines.authenticate('node-red', Buffer.from(answer.secret))).toBeNull();
  });

  it('and devices do not share an id', async () => {
    const integration = { id: 'fridge', name: 'Flows', publish: [], subscribe: [] };
    expect((await http.ask('administrator', 'POST', '/api/integrations', integration)).json()).toMatchObject({
      status: 409,
      errors: [{ path: 'id' }],
    });
    const device = { id: 'node-red', homeId: 'long-lane', kind: 'plug', name: 'Kettle' };
    expect((await http.ask('administrator', 'POST', '/api/devices', device)).json()).toMatchObject({
      status: 409,
      errors: [{ path: 'id' }],
    });
  });
});

describe('users', () => {
  const eva = { email: 'Eva@Example.org', name: 'Eva', role: 'responder', password: 'a long enough password' };

  it('are made by an administrator and sign in', async () => {
    const { id } = (await http.ask('administrator', 'POST', '/api/users', eva)).json();
    const signIn = { email: 'eva@example.org', password: eva.password };
    const answer = await http.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: signIn });
    const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
    const me = await http.app.inject({ url: '/api/me', headers: { cookie } });
    expect(me.json()).toEqual({ id, needsSecondFactor: false, name: 'Eva', email: 'eva@example.org', role: 'responder' });
    expect((await http.ask('coordinator', 'GET', '/api/users')).json()).toContainEqual({ id, name: 'Eva', role: 'responder' });
  });

  it('do not get a password that is known', async () => {
    const answer = await http.ask('administrator', 'POST', '/api/users', { ...eva, email: 'eve@example.org', password: 'P@ssw0rd2024!!' });
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ path: 'password' }] });
  });

  it('have one account an address', async () => {
    const answer = await http.ask('administrator', 'POST', '/api/users', { ...eva, email: 'EVA@example.org' });
    expect(answer.json()).toMatchObject({ status: 409, errors: [{ path: 'email' }] });
  });

  it('cannot reach the rest of the sign-in library', async () => {
    for (const path of ['sign-up/email', 'update-user', 'list-sessions', 'delete-user', 'request-password-reset'])
      expect((await http.ask('coordinator', 'POST', `/api/auth/${path}`, {})).statusCode).toBe(404);
  });
});
