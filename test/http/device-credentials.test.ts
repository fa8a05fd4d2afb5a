import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pemSha256 } from '../../gateway/identity/certificate.ts';
import { type Certificate, selfSigned } from '../support/certificates.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearthline-test-'));
let http: HttpFixture;
let certificate: Certificate;

const homeOf = (n: number) => ({
  locality: null,
  home: { id: `h${n}`, address: `${n} Long Lane, Rotherham` },
  patients: [{ id: `p${n}`, givenName: 'Kathleen', familyName: 'Example', scenarios: [] }],
  devices: [{ id: `cuff-${n}`, kind: 'cuff', name: 'Cuff', make: 'Acme', model: 'C2' }],
});

beforeAll(async () => {
  certificate = selfSigned(folder, 'cuff');
  http = await httpFixture();
  for (const n of [1, 2]) expect((await http.ask('administrator', 'POST', '/api/enrolments', homeOf(n))).statusCode).toBe(201);
});
afterAll(async () => {
  await http.close();
  rmSync(folder, { recursive: true, force: true });
});

const give = (id: string, pem: string) => http.ask('administrator', 'PUT', `/api/devices/${id}/certificate`, { certificate: pem });
const knows = (id: string) => http.machines.authenticateCertificate(id, pemSha256(certificate.cert, http.clock.wallNow())!);

describe('a certificate in place of a secret', () => {
  it('is of one device only, and ends when it is taken away', async () => {
    expect((await give('cuff-1', certificate.cert)).statusCode).toBe(204);
    expect(await knows('cuff-1')).toMatchObject({ id: 'cuff-1', homeId: 'h1' });
    const again = await give('cuff-2', certificate.cert);
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ errors: [{ path: 'certificate', message: 'is the certificate of another device' }] });
    expect((await http.ask('administrator', 'DELETE', '/api/devices/cuff-1/certificate')).statusCode).toBe(204);
    expect(await knows('cuff-1')).toBe(null);
  });

  it('must be one', async () => {
    const answer = await give('cuff-1', certificate.key);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      errors: [{ path: 'certificate', message: 'must be a certificate in PEM form that has not ended' }],
    });
    expect((await give('nobody', certificate.cert)).statusCode).toBe(404);
    expect((await http.ask('coordinator', 'PUT', '/api/devices/cuff-1/certificate', {})).statusCode).toBe(403);
  });
});

describe('a device that goes to another home', () => {
  const read = async (patient: string) =>
    (await http.ask('clinician', 'GET', `/api/patients/${patient}/observations?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z`)).json();

  it('is another device there: no data and no rights go with it', async () => {
    const rotated = (await http.ask('administrator', 'POST', '/api/devices/cuff-1/rotate')).json() as { secret: string };
    const basic = (id: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` });
    const measure = (id: string, secret: string, key: string) =>
      http.ask(null, 'POST', `/api/devices/${id}/observations`, { id: key, kind: 'heart-rate', value: 71 }, { headers: basic(id, secret) });
    expect((await measure('cuff-1', rotated.secret, 'before')).statusCode).toBe(201);
    await give('cuff-1', certificate.cert);
    const before = JSON.stringify(await read('p1'));
    expect(before).toContain('heart-rate');

    const moved = await http.ask('administrator', 'POST', '/api/devices/cuff-1/reissue', { homeId: 'h2', patientId: 'p2' });
    expect(moved.statusCode).toBe(201);
    const { deviceId, secret } = moved.json() as { deviceId: string; secret: string };
    expect(deviceId).not.toBe('cuff-1');
    expect((await measure('cuff-1', rotated.secret, 'after')).statusCode).toBe(401);
    expect(await knows('cuff-1')).toBe(null);
    expect(await knows(deviceId)).toBe(null);
    expect(JSON.stringify(await read('p2'))).not.toContain('heart-rate');
    expect((await measure(deviceId, secret, 'before')).statusCode).toBe(201);
    expect(JSON.stringify(await read('p2'))).toContain('heart-rate');
    expect(JSON.stringify(await read('p1'))).toBe(before);
    const listed = (await http.ask('administrator', 'GET', '/api/devices?homeId=h2')).json() as { id: string; make: string }[];
    expect(listed.find(({ id }) => id === deviceId)).toMatchObject({
      kind: 'cuff',
      make: 'Acme',
      model: 'C2',
      patientId: 'p2',
      room: null,
    });
    expect((await give(deviceId, certificate.cert)).statusCode).toBe(204);
  });

  it('goes nowhere when the new home is not there, and stays what it was', async () => {
    const answer = await http.ask('administrator', 'POST', '/api/devices/cuff-2/reissue', { homeId: 'nowhere' });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(http.machines.device('cuff-2')).toMatchObject({ homeId: 'h2' });
  });
});
