import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EquipmentOrder, equipmentOrder } from '../../gateway/contract/loans.ts';
import { day, hour } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
});
afterAll(() => http?.close());

const order = (body: object) => http.ask('coordinator', 'POST', '/api/equipment-orders', { patientId: 'kathleen', ...body });
const step = (item: string, body: object) => http.ask('responder', 'POST', `/api/equipment-items/${item}/steps`, body);
const list = async (query = ''): Promise<EquipmentOrder[]> =>
  equipmentOrder.array().parse((await http.ask('responder', 'GET', `/api/equipment-orders${query}`)).json());
const iso = (at: number) => new Date(at).toISOString();

describe('equipment on loan', () => {
  it('is ordered with a clock of its urgency, those with the nearest first', async () => {
    expect((await order({ id: 'frame', items: [{ name: 'Walking frame' }] })).json()).toEqual({ id: 'frame' });
    expect(
      (
        await order({
          id: 'home',
          urgency: 'discharge',
          note: 'Home at four.',
          items: [{ name: 'Bed', serviceMonths: 6 }, { name: 'Commode' }],
        })
      ).statusCode,
    ).toBe(201);
    const [first, second] = await list();
    expect(first).toMatchObject({
      ...{ id: 'home', patientName: 'Kathleen Example', address: '1 Long Lane', urgency: 'discharge', note: 'Home at four.' },
      ...{ orderedAt: iso(startAt), orderedBy: 'A coordinator', dueAt: '2026-01-13T00:00:00.000Z', late: false, waiting: true },
      items: [
        { id: 'home.1', name: 'Bed', state: 'ordered', late: false, serviceMonths: 6, steps: ['delivered', 'cancelled'] },
        { id: 'home.2', name: 'Commode', events: [{ step: 'ordered', by: 'A coordinator', at: iso(startAt) }] },
      ],
    });
    // A Monday: the Monday after.
    expect(second).toMatchObject({ id: 'frame', dueAt: '2026-01-20T00:00:00.000Z' });
  });

  it('is delivered in time or not, and says so for good', async () => {
    http.clock.advanceBy(hour);
    expect((await step('home.1', { step: 'delivered', at: iso(startAt + hour / 2), note: 'Left with Mary.' })).statusCode).toBe(204);
    http.clock.advanceTo(startAt + day);
    expect((await step('home.2', { step: 'delivered' })).statusCode).toBe(204);
    const home = (await list()).find(({ id }) => id === 'home');
    expect(home).toMatchObject({ late: true, waiting: false, items: [{ late: false }, { late: true, deliveredAt: iso(startAt + day) }] });
    expect(home?.items[0]?.events.at(-1)).toEqual({
      step: 'delivered',
      by: 'A responder',
      at: iso(startAt + hour / 2),
      note: 'Left with Mary.',
    });
    expect((await list()).map(({ id }) => id)).toEqual(['frame', 'home']);
  });

  it('is installed as a device, serviced when that is due, and fetched again', async () => {
    const bed = async () => (await list('?all=true')).find(({ id }) => id === 'home')?.items[0];
    expect((await step('home.1', { step: 'installed', deviceId: 'fridge' })).statusCode).toBe(204);
    expect(await bed()).toMatchObject({ state: 'installed', deviceId: 'fridge', serviceDueOn: '2026-07-13' });
    http.clock.advanceTo(Date.UTC(2026, 6, 12, 23));
    expect(await bed()).toMatchObject({ state: 'service-due', steps: ['serviced', 'collected', 'lost'] });
    expect((await step('home.1', { step: 'serviced' })).statusCode).toBe(204);
    expect(await bed()).toMatchObject({ state: 'installed', serviceDueOn: '2027-01-13' });
    expect((await step('home.1', { step: 'collected' })).statusCode).toBe(204);
    expect(await bed()).toMatchObject({ state: 'collected', serviceDueOn: null });
    expect((await step('home.2', { step: 'lost' })).statusCode).toBe(204);
    // Nothing of it is with anybody any more.
    expect((await list()).map(({ id }) => id)).toEqual(['frame']);
    expect((await list('?all=true&patientId=kathleen')).map(({ id }) => id)).toEqual(['frame', 'home']);
    expect(await list('?all=true&patientId=nobody')).toEqual([]);
  });

  it.each([
    ['a step out of turn', 'frame.1', { step: 'installed' }, 422, 'step'],
    ['a step in the future', 'frame.1', { step: 'delivered', at: '2027-01-01T00:00:00Z' }, 422, 'at'],
    ['a step before the order', 'frame.1', { step: 'delivered', at: iso(startAt - 1) }, 422, 'at'],
    ['a device of another step', 'frame.1', { step: 'delivered', deviceId: 'fridge' }, 400, 'deviceId'],
    ['no thing of ours', 'nothing.1', { step: 'delivered' }, 404, 'itemId'],
  ])('refuses %s', async (_, item, body, status, path) => {
    const answer = await step(item, body);
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { errors: [{ path }] }]);
    expect((await list())[0]?.items[0]).toMatchObject({ state: 'ordered', events: [{}] });
  });

  it('refuses a device of another home', async () => {
    await step('frame.1', { step: 'delivered' });
    const answer = await step('frame.1', { step: 'installed', deviceId: 'nothing' });
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { errors: [{ path: 'deviceId' }] }]);
  });

  it.each([
    ['for nobody', { patientId: 'nobody', items: [{ name: 'Bed' }] }, 422, 'patientId'],
    ['of nothing', { items: [] }, 400, 'items'],
    ['twice under one id', { id: 'frame', items: [{ name: 'Bed' }] }, 409, 'id'],
    ['at an urgency that is none', { urgency: 'soon', items: [{ name: 'Bed' }] }, 400, 'urgency'],
  ])('refuses an order %s', async (_, body, status, path) => {
    const answer = await order(body);
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { errors: [{ path }] }]);
  });
});
