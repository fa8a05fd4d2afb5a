import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpFixture, httpFixture } from './fixture.ts';
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
