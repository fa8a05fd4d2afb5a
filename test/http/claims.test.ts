import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimCodeLine, claimCodeView } from '../../gateway/contract/apps.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';
import { steady } from './steady.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
  await steady(http);
});
afterAll(() => http?.close());

const minute = 60_000;
const codeFor = async (body: object = {}, home = 'long-lane') =>
  claimCodeView.parse((await http.ask('coordinator', 'POST', `/api/homes/${home}/claim-codes`, body)).json());
let address = 0;
/** Each from an address of its own, unless one is named. */
const claim = (body: object, remoteAddress = `10.0.0.${++address}`) => http.ask(null, 'POST', '/api/claims', body, { remoteAddress });
const hub = { model: 'Zigbee hub', make: 'Acme' };
const app = { app: 'steady', version: '2.1.0' };

describe('a claim code', () => {
  it('is short, easy to read aloud, and comes as a QR code of where to post it', async () => {
    const { code, expiresAt, url, qrSvg } = await codeFor();
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    expect(expiresAt).toBe(new Date(startAt + 30 * minute).toISOString());
    expect(url).toBe(`http://localhost:8080/api/claims#${code}`);
    expect(qrSvg).toMatch(/^<svg .+<path .+<\/svg>\s*$/s);
    const { rows } = await http.database.pool.query('select c::text as text from claim_code c');
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it('pairs a hub, however it is typed: it signs in with what it is given, and belongs to the home', async () => {
    const { code } = await codeFor();
    const answer = await claim({ code: ` ${code.toLowerCase().replace('-', ' ')}`, ...hub });
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([201, 'no-store']);
    const { username, secret } = answer.json();
    expect(await http.machines.authenticate(username, Buffer.from(secret))).toMatchObject({
      kind: 'hub',
      homeId: 'long-lane',
      name: 'Zigbee hub',
    });
    const { devices } = (await http.ask('coordinator', 'GET', '/api/patients/kathleen')).json();
    expect(devices).toContainEqual(expect.objectContaining({ id: username, make: 'Acme', model: 'Zigbee hub' }));
  });

  it('pairs an approved app with the only person of the home', async () => {
    const { code } = await codeFor();
    const answer = await claim({ code, ...app });
    expect(answer.statusCode).toBe(201);
    const headers = { authorization: `Bearer ${answer.json().token}`, 'hearthline-app-version': '2.1.0', 'content-type': 'text/csv' };
    const sent = await http.ask(null, 'POST', '/api/ingest/csv', undefined, {
      payload: 'Date,Time,SYS,DIA\n2026-01-11,07:45,132,81\n',
      headers,
    });
    expect(sent.statusCode).toBe(201);
    const { rows } = await http.database.pool.query('select patient_id from observation');
    expect(rows).toEqual([{ patient_id: 'kathleen' }]);
  });

  it('works once', async () => {
    const { code } = await codeFor();
    const both = await Promise.all([claim({ code, ...hub }), claim({ code, ...hub })]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    expect((await claim({ code, ...hub })).json()).toMatchObject({ status: 409, detail: 'code: has been used; ask for a new one' });
  });

  it('is good until it expires, and not a moment longer', async () => {
    const [early, late] = [await codeFor({ minutes: 5 }), await codeFor({ minutes: 5 })];
    http.clock.advanceBy(5 * minute - 1);
    expect((await claim({ code: early.code, ...hub })).statusCode).toBe(201);
    http.clock.advanceBy(1);
    expect((await claim({ code: late.code, ...hub })).json()).toMatchObject({
      status: 422,
      detail: 'code: has expired; ask for a new one',
    });
  });

  it('is deleted when it has been over for thirty days, with the next code that is made; what it was used for stays in the audit', async () => {
    const before = await codeFor({ minutes: 5 });
    const paired = await claim({ code: before.code, ...hub });
    const again = async () => {
      await codeFor();
      return (await claim({ code: before.code, ...hub })).statusCode;
    };
    http.clock.advanceBy(5 * minute + 30 * 24 * 60 * minute);
    expect(await again()).toBe(409);
    http.clock.advanceBy(1);
    expect(await again()).toBe(404);
    const { rows } = await http.database.pool.query("select subject from audit where action = 'claim-code.use' order by id desc limit 1");
    expect(rows).toEqual([{ subject: paired.json<{ deviceId: string }>().deviceId }]);
  });

  it('is listed with what became of it, and can be withdrawn while it waits', async () => {
    const list = async () => claimCodeLine.array().parse((await http.ask('coordinator', 'GET', '/api/homes/long-lane/claim-codes')).json());
    const withdraw = (id: string, home = 'long-lane') => http.ask('coordinator', 'DELETE', `/api/homes/${home}/claim-codes/${id}`);
    const [used, kept] = [await codeFor({ minutes: 5 }), await codeFor({ patientId: 'kathleen', minutes: 5 })];
    const { deviceId } = (await claim({ code: used.code, ...hub })).json();
    const of = (id: string) => async () => (await list()).find((line) => line.id === id);
    expect(await of(used.id)()).toMatchObject({ state: 'claimed', madeBy: 'A coordinator', claimedBy: { deviceId, name: 'Zigbee hub' } });
    expect(await of(kept.id)()).toMatchObject({ state: 'waiting', patientName: 'Kathleen Example', secondsLeft: 300, claimedBy: null });
    expect((await withdraw(used.id)).json()).toMatchObject({ status: 409, detail: expect.stringContaining('has been used') });
    expect([(await withdraw(kept.id, 'elsewhere')).statusCode, (await withdraw('x')).statusCode]).toEqual([404, 404]);
    expect((await withdraw(kept.id)).statusCode).toBe(204);
    expect((await of(kept.id)())?.state).toBe('withdrawn');
    expect((await claim({ code: kept.code, ...app })).json()).toMatchObject({
      status: 422,
      detail: 'code: has been withdrawn; ask for a new one',
    });
    const late = await codeFor({ minutes: 1 });
    http.clock.advanceBy(minute);
    expect(await of(late.id)()).toMatchObject({ state: 'expired', secondsLeft: 0 });
    http.clock.advanceBy(8 * 24 * 60 * minute);
    expect(await list()).toEqual([]);
  });

  it('stays good when an app is refused', async () => {
    const { code } = await codeFor();
    const later = await claim({ code, ...app, version: '3.0.0' });
    expect(later.json()).toMatchObject({ status: 403, detail: 'Version 3.0.0 of Steady BP has not been approved.' });
    expect((await claim({ code, ...app, app: 'other' })).json()).toMatchObject({
      status: 403,
      detail: 'The app "other" is not registered here.',
    });
    expect((await claim({ code, ...app })).statusCode).toBe(201);
  });

  it('for an app names whose it is where several live', async () => {
    await http.ask('administrator', 'POST', '/api/patients', { id: 'john', homeId: 'long-lane', givenName: 'John', familyName: 'Example' });
    expect((await claim({ code: (await codeFor()).code, ...app })).json()).toMatchObject({ status: 422, errors: [{ path: 'code' }] });
    const { code } = await codeFor({ patientId: 'john' });
    const { deviceId } = (await claim({ code, ...app })).json();
    const { rows } = await http.database.pool.query('select patient_id from device where id = $1', [deviceId]);
    expect(rows).toEqual([{ patient_id: 'john' }]);
  });

  it.each([
    ['of a home that is not there', '/api/homes/nothing/claim-codes', {}, 404],
    ['for somebody who is not there', '/api/homes/long-lane/claim-codes', { patientId: 'nobody' }, 422],
    ['for longer than a day', '/api/homes/long-lane/claim-codes', { minutes: 1_441 }, 400],
  ])('%s is refused', async (_, url, body, status) => {
    expect((await http.ask('coordinator', 'POST', url, body)).statusCode).toBe(status);
  });

  it('cannot be guessed: an address has 20 tries a minute', async () => {
    const { code } = await codeFor();
    const guess = (code: string) => claim({ code, ...hub }, '10.9.9.9');
    for (let n = 0; n < 20; n++)
      expect((await guess(`AAAA-AA${String(n).padStart(2, '0')}`)).json()).toMatchObject({ status: 404, detail: 'code: is not known' });
    const refused = await guess(code);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect([refused.json(), refused.headers]).toMatchObject([{ status: 429 }, { 'retry-after': expect.any(String) }]);
    expect((await claim({ code, ...hub })).statusCode).toBe(201);
  });
});
