import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { basic } from './home.ts';
import { addFamily } from './relations.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
});
afterAll(() => http?.close());

const asked = async () => (await http.ask('installer', 'GET', '/api/my/homes')).json();
const kit = async (home: string) => (await http.ask('installer', 'GET', `/api/homes/${home}/kit`)).statusCode;

it('an installer finds the homes that are theirs to fit, with what was ordered there, until the work is over', async () => {
  const north = await addFamily(http, 'north');
  await addFamily(http, 'south');
  expect(await asked()).toEqual({ homes: [], orders: [] });

  const { end } = await north.relate(http.userIds.installer, 'installer');
  expect(await asked()).toMatchObject({
    homes: [{ id: 'north-home', address: 'north 1' }],
    orders: [
      { id: 'north-order', patientId: 'north', address: 'north 1', items: [{ id: 'north-order.1', name: 'Bed', state: 'ordered' }] },
    ],
  });
  expect([await kit('north-home'), await kit('south-home')]).toEqual([200, 404]);

  const step = await http.ask('installer', 'POST', '/api/equipment-items/north-order.1/steps', { step: 'delivered' });
  expect(step.statusCode).toBe(204);
  const tested = await http.ask('installer', 'POST', '/api/devices/north-button/tests', { worked: true, note: '' });
  expect(tested.statusCode).toBe(204);
  const code = await http.ask('installer', 'POST', '/api/homes/north-home/claim-codes', { patientId: 'north' });
  expect(code.statusCode).toBe(201);

  await end();
  expect(await asked()).toEqual({ homes: [], orders: [] });
  expect(await kit('north-home')).toBe(404);
});

describe('who fits the kit of a home', () => {
  const place = (userId = http.userIds.installer) => `/api/homes/east-home/installers/${userId}`;
  const until = (days: number) => ({ untilAt: new Date(http.clock.now() + days * day).toISOString() });
  const assign = (body: object, url = place()) => http.ask('coordinator', 'PUT', url, body);
  const listed = async () => (await http.ask('coordinator', 'GET', '/api/homes/east-home/installers')).json();
  beforeAll(() => addFamily(http, 'east'));

  it('is said by whoever arranges care, and ends by itself', async () => {
    expect((await http.ask('responder', 'PUT', place(), until(3))).statusCode).toBe(403);
    expect((await assign(until(3))).statusCode).toBe(204);
    expect(await listed()).toMatchObject([{ userId: http.userIds.installer, name: 'A installer', ...until(3) }]);
    expect(await kit('east-home')).toBe(200);
    http.clock.advanceBy(3 * day);
    expect(await listed()).toEqual([]);
    expect(await kit('east-home')).toBe(404);
  });

  it('is said anew after its end, and what was is kept', async () => {
    expect((await assign(until(1))).statusCode).toBe(204);
    expect((await assign(until(2))).statusCode).toBe(204);
    expect(await listed()).toMatchObject([until(2)]);
    const { rows } = await http.database.pool.query(
      `select ended_at is null as open from relation where patient_id = 'east' and kind = 'installer' order by id`,
    );
    expect(rows).toEqual([{ open: false }, { open: true }]);
  });

  it('is ended at once, and that is written down', async () => {
    expect((await http.ask('coordinator', 'DELETE', place())).statusCode).toBe(204);
    expect(await kit('east-home')).toBe(404);
    expect((await http.ask('coordinator', 'DELETE', place())).statusCode).toBe(404);
    const { rows } = await http.database.pool.query(
      `select action, subject from audit where patient_id = 'east' and action like 'relation.%' order by id desc limit 1`,
    );
    expect(rows).toEqual([{ action: 'relation.end', subject: http.userIds.installer }]);
  });

  it.each([
    ['an end that is over', () => assign(until(0)), 422],
    ['an end too far ahead', () => assign(until(93)), 422],
    ['somebody who is no installer', () => assign(until(1), place(http.userIds.coordinator)), 404],
    ['a home that is not there', () => assign(until(1), `/api/homes/nowhere/installers/${http.userIds.installer}`), 404],
  ])('is not said with %s', async (_, ask, status) => {
    expect((await ask()).statusCode).toBe(status);
  });
});

it('a device that is tried is heard when it does what it is for, and a sign of life is told apart from that', async () => {
  const west = await addFamily(http, 'west');
  const place = '/api/devices/west-button/heard';
  const heard = async (since = '') => (await http.ask('coordinator', 'GET', `${place}${since}`)).json();
  const say = async (kind: string, value: unknown) => {
    const headers = basic('west-button', west.secrets.get('west-button')!);
    expect((await http.ask(null, 'POST', '/api/devices/west-button/observations', { kind, value }, { headers })).statusCode).toBe(201);
  };
  http.clock.advanceBy(1);
  const { at, ...nothing } = await heard();
  expect(nothing).toEqual({ eventAt: null, signAt: null });
  const since = `?since=${encodeURIComponent(at)}`;
  http.clock.advanceBy(1_000);
  await say('battery', 80);
  expect(await heard(since)).toMatchObject({ eventAt: null, signAt: expect.any(String) });
  http.clock.advanceBy(1_000);
  await say('sos', true);
  expect(await heard(since)).toMatchObject({ eventAt: new Date(http.clock.now()).toISOString() });
  expect((await http.ask('installer', 'GET', place)).statusCode).toBe(404);

  const tested = async () => (await http.ask('coordinator', 'GET', '/api/homes/west-home/kit')).json().devices[0].lastTest;
  expect(await tested()).toBeNull();
  await http.ask('coordinator', 'POST', '/api/devices/west-button/tests', { worked: true, note: '' });
  expect(await tested()).toEqual({ at: new Date(http.clock.now()).toISOString(), worked: true });
});
