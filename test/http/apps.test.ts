import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appCredentialLine, appView } from '../../gateway/contract/apps.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { basic, enrolKathleen } from './home.ts';
import { type Steady, steady } from './steady.ts';

let http: HttpFixture;
let app: Steady;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
  app = await steady(http);
});
afterAll(() => http?.close());

const admin = (url: string, body: object) => http.ask('administrator', 'POST', url, body);
const point = {
  header: { id: 'a', schema_id: { name: 'heart-rate' } },
  body: { heart_rate: { value: 70, unit: 'beats/min' }, effective_time_frame: { date_time: new Date(startAt).toISOString() } },
};
const send = (more?: Readonly<Record<string, string>>) => app.send('/api/ingest/open-mhealth', point, more);
const said = async (answer: ReturnType<typeof send>) => {
  const { statusCode, body } = await answer;
  return [statusCode, statusCode < 300 ? '' : (JSON.parse(body) as { detail: string }).detail];
};

describe('a request of an app', () => {
  it('is taken from an approved version with its own token', async () => {
    expect(await said(send())).toEqual([201, '']);
  });

  it.each([
    ['without a token', { authorization: '' }, 401, 'An app sends its token'],
    ['with a device’s way of signing in', { authorization: 'Basic x' }, 401, 'An app sends its token'],
    ['with a token that is not known', { authorization: 'Bearer dev-1.secret' }, 401, 'This token is not known'],
    ['without a version', { 'hearthline-app-version': '' }, 400, 'headers.hearthline-app-version: must name the version'],
    [
      'of a version that nobody has approved',
      { 'hearthline-app-version': '2.2.0' },
      403,
      'Version 2.2.0 of Steady BP has not been approved.',
    ],
  ])('%s is refused with a reason', async (_, headers, status, detail) => {
    const [code, words] = await said(send(headers as Record<string, string>));
    expect([code, words]).toEqual([status, expect.stringContaining(detail)]);
  });

  it('with the right name and a wrong secret is refused', async () => {
    expect(await said(send({ authorization: `Bearer ${app.deviceId}.wrong` }))).toEqual([401, expect.stringContaining('not known')]);
  });
});

describe('an app’s credential', () => {
  it('opens no other door', async () => {
    const secret = app.token.split('.')[1]!;
    expect(await http.machines.authenticate(app.deviceId, Buffer.from(secret))).toBeNull();
    const other = await http.ask(
      null,
      'POST',
      `/api/devices/${app.deviceId}/observations`,
      { kind: 'ok' },
      { headers: basic(app.deviceId, secret) },
    );
    expect(other.statusCode).toBe(401);
  });

  it('is one for an app and a patient: a second one ends the first, and stays the same source', async () => {
    const made = (await admin('/api/apps/steady/credentials', { patientId: 'kathleen' })).json();
    expect(made.deviceId).toBe(app.deviceId);
    expect(await said(send())).toEqual([401, expect.any(String)]);
    expect(await said(send({ authorization: `Bearer ${made.token}` }))).toEqual([201, '']);
    app = app.with(made.token);
  });

  it('is listed with whose it is, until it is revoked', async () => {
    const list = async () =>
      appCredentialLine.array().parse((await http.ask('administrator', 'GET', '/api/apps/steady/credentials')).json());
    expect(await list()).toMatchObject([{ deviceId: app.deviceId, patientId: 'kathleen', patientName: 'Kathleen Example' }]);
    expect((await list())[0]?.lastHeardAt).not.toBeNull();
    await admin('/api/patients', { id: 'john', homeId: 'long-lane', givenName: 'John', familyName: 'Example' });
    const { deviceId } = (await admin('/api/apps/steady/credentials', { patientId: 'john' })).json();
    expect((await list()).map(({ patientName, lastHeardAt }) => [patientName, lastHeardAt])[0]).toEqual(['John Example', null]);
    await admin(`/api/devices/${deviceId}/revoke`, {});
    expect((await list()).map(({ patientId }) => patientId)).toEqual(['kathleen']);
  });

  it('cannot be taken to another home as a device of another kind', async () => {
    const answer = await admin(`/api/devices/${app.deviceId}/reissue`, { homeId: 'long-lane' });
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ path: 'deviceId' }] });
    expect(await said(send())).toEqual([201, '']);
  });

  it('is kept as a hash', async () => {
    const { rows } = await http.database.pool.query('select d::text as text from device d');
    expect(JSON.stringify(rows)).not.toContain(app.token.split('.')[1]);
  });

  it.each([
    ['steady', 'nobody', 422, 'patientId'],
    ['nothing', 'kathleen', 404, 'appId'],
  ])('is refused for the app %s and the patient %s', async (id, patientId, status, path) => {
    expect((await admin(`/api/apps/${id}/credentials`, { patientId })).json()).toMatchObject({ status, errors: [{ path }] });
  });
});

describe('the register', () => {
  it('says which versions may send, who said so, and why', async () => {
    const seen = appView.array().parse((await http.ask('administrator', 'GET', '/api/apps')).json());
    const decided = {
      version: '2.1.0',
      status: 'approved',
      reason: 'DTAC of 3 January 2026',
      decidedBy: 'A administrator',
    };
    expect(seen).toMatchObject([{ id: 'steady', name: 'Steady BP', maker: 'Steady Ltd', patients: 1, versions: [decided] }]);
  });

  it('refuses a version from the moment that it is withdrawn, with the reason, until it is approved again', async () => {
    const reason = 'It doubles every reading.';
    expect((await admin('/api/apps/steady/withdraw', { version: '2.1.0', reason })).json()).toEqual({ withdrawn: ['2.1.0'] });
    expect(await said(send())).toEqual([403, `Version 2.1.0 of Steady BP was withdrawn: ${reason}`]);
    expect((await admin('/api/apps/steady/withdraw', { reason })).json()).toMatchObject({ status: 404 });
    expect((await admin('/api/apps/steady/approve', { version: '2.1.0', reason: 'Mended.' })).statusCode).toBe(204);
    expect(await said(send())).toEqual([201, '']);
  });

  it.each([
    ['/api/apps', { id: 'steady', name: 'Again' }, 409, 'id'],
    ['/api/apps/nothing/approve', { version: '1', reason: 'x' }, 404, 'appId'],
    ['/api/apps/steady/approve', { version: 'two words', reason: 'x' }, 400, 'version'],
    ['/api/apps/steady/withdraw', { version: '1', reason: 'x' }, 404, 'version'],
  ])('%s %j is %i', async (url, body, status, path) => {
    expect((await admin(url, body)).json()).toMatchObject({ status, errors: [{ path }] });
  });

  it('ends a credential at once when it is revoked, as any device', async () => {
    expect((await admin(`/api/devices/${app.deviceId}/revoke`, {})).statusCode).toBe(204);
    expect(await said(send())).toEqual([401, expect.stringContaining('revoked')]);
  });
});
