import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeKit } from '../../gateway/contract/home-kit.ts';
import { foundDevice } from '../../gateway/contract/hubs.ts';
import { HubTree } from '../../gateway/hubs/hub-tree.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { enrolKathleen } from './home.ts';

let http: HttpFixture;
let hubs: HubTree;
beforeAll(async () => {
  http = await httpFixture((deps) => {
    hubs = deps.hubs as HubTree;
    return {};
  });
  await enrolKathleen(http);
  await http.ask('administrator', 'POST', '/api/devices', { id: 'hub', homeId: 'long-lane', kind: 'hub', name: 'Hub' });
  hubs.connected('hub');
});
afterAll(() => http?.close());

const say = (name: string, state: object) =>
  new Promise<void>((resolve, reject) => {
    const payload = Buffer.from(JSON.stringify(state));
    hubs.take({ hubId: 'hub', topic: `hearthline/v1/hub/zigbee2mqtt/${name}`, payload, isLastWill: false }, (error) =>
      error === null ? resolve() : reject(error),
    );
  });
const post = (what: string, body: object) =>
  http.ask('administrator', 'POST', `/api/homes/long-lane/found-devices/${what}`, { hubId: 'hub', ...body });
const found = async () => foundDevice.array().parse((await http.ask('coordinator', 'GET', '/api/homes/long-lane/found-devices')).json());
const kept = async (nativeId: string) => (await found()).find((one) => one.nativeId === nativeId)?.messages;

describe('something found that is none of this home’s', () => {
  it('is ignored with a reason: it is listed last, and nothing that it says is kept from then on', async () => {
    await say('door', { contact: true });
    await say('next-door', { occupancy: true });
    expect((await post('ignore', { nativeId: 'next-door', reason: 'The neighbour’s' })).statusCode).toBe(204);
    await say('next-door', { occupancy: false });
    const [first, last] = await found();
    expect(first).toMatchObject({ nativeId: 'door', ignored: null });
    expect(last).toMatchObject({ nativeId: 'next-door', messages: 1, ignored: { reason: 'The neighbour’s', by: 'A administrator' } });
  });

  it('stays ignored when its hub describes it, and after a restart', async () => {
    await say('bridge/devices', [{ ieee_address: 'next-door', friendly_name: 'other', definition: { model: 'X' } }]);
    hubs = new HubTree({ pool: http.database.pool, intake: http.pipeline, machines: http.machines, clock: http.clock, log: http.app.log });
    hubs.connected('hub');
    await say('other', { occupancy: true });
    expect(await kept('next-door')).toBe(1);
  });

  it('is kept again when that is taken back', async () => {
    expect((await post('heed', { nativeId: 'next-door' })).statusCode).toBe(204);
    await hubs.ignored('hub', 'next-door', false);
    await say('other', { occupancy: false });
    expect(await kept('next-door')).toBe(2);
    expect((await found()).map(({ ignored }) => ignored)).toEqual([null, null]);
  });

  it('can be mapped as it is: it is ignored no more', async () => {
    await post('ignore', { nativeId: 'door', reason: 'Not used' });
    const mapped = await post('map', { nativeId: 'door', id: 'back-door', kind: 'door', name: 'Back door' });
    expect(mapped.json()).toEqual({ deviceId: 'back-door', replayed: 1 });
    await http.ask('administrator', 'POST', '/api/devices/back-door/revoke');
    await say('door', { contact: false });
    expect((await found()).find(({ nativeId }) => nativeId === 'door')).toMatchObject({ ignored: null, messages: 1 });
  });

  it.each([
    ['ignore', { nativeId: 'nothing', reason: 'x' }, 404],
    ['ignore', { nativeId: 'door', reason: ' ' }, 400],
    ['ignore', { nativeId: 'door', hubId: 'fridge', reason: 'x' }, 404],
    ['heed', { nativeId: 'door' }, 409],
  ])('%s %j is answered %i', async (what, body, status) => {
    expect((await post(what, body)).statusCode).toBe(status);
  });
});

it('who looks at what was found is written down for the people who live there, and nothing of it in the log', async () => {
  await http.ask('manager', 'GET', '/api/homes/long-lane/found-devices');
  const looks = (await http.ask('clinician', 'GET', '/api/patients/kathleen/looks')).json();
  expect(looks[0]).toMatchObject({ by: { name: 'A manager' }, route: '/api/homes/:id/found-devices' });
  expect(http.logged.join('')).not.toContain('occupancy');
});

describe('the kit of a home', () => {
  const kit = async () => homeKit.parse((await http.ask('coordinator', 'GET', '/api/homes/long-lane/kit')).json());

  it('is everything in use, with who lives there and how it signs in', async () => {
    const { address, patients, devices } = await kit();
    expect([address, patients]).toEqual(['1 Long Lane', [{ id: 'kathleen', name: 'Kathleen Example' }]]);
    expect(devices.map(({ id, kind, appId }) => [id, kind, appId])).toEqual([
      ['watch', 'sos-button', null],
      ['fridge', 'fridge', null],
      ['hub', 'hub', null],
    ]);
    await http.database.pool.query(`update device set certificate_sha256 = decode(repeat('ab', 32), 'hex') where id = 'fridge'`);
    expect((await kit()).devices.find(({ id }) => id === 'fridge')?.certificateSha256).toBe('ab'.repeat(32));
  });

  it('of a home that is not there is not there', async () => {
    expect((await http.ask('coordinator', 'GET', '/api/homes/nothing/kit')).statusCode).toBe(404);
  });
});
