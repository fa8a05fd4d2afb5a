import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { device, type Harness, secretOf, startHarness } from './harness.ts';

let h: Harness;
beforeEach(async () => {
  h = await startHarness({ maxHubPayloadBytes: 200_000 });
  h.table.set('hub', device('hub', 'hub'));
  await h.reload();
});
afterEach(() => h.close());

const tree = 'hearthline/v1/hub/zigbee2mqtt';

describe('a message in the tree of a hub', () => {
  it('is understood before it is acknowledged, retained or not', async () => {
    const hub = await h.signedIn('hub');
    hub.publish(`${tree}/door`, '{"contact":true}', { qos: 1 });
    await hub.next('puback');
    hub.publish(`${tree}/bridge/state`, 'online', { qos: 1, retain: true });
    await hub.next('puback');
    expect(h.hubs.taken).toEqual([`hub ${tree}/door 16`, `hub ${tree}/bridge/state 6`]);
    expect(h.hubs.connections).toEqual(['hub']);
  });

  it('does not hold up the next one while it waits for the database', async () => {
    const hub = await h.signedIn('hub');
    h.hubs.isHolding = true;
    hub.publish(`${tree}/door`, '1', { qos: 1 });
    hub.publish(`${tree}/availability`, 'online', { qos: 1, retain: true, messageId: 2 });
    hub.publish(`${tree}/pendant`, '2', { qos: 1, messageId: 3 });
    await expect.poll(() => h.hubs.taken.at(-1), { timeout: 10_000 }).toBe(`hub ${tree}/pendant 1`);
    expect(hub.packets.map(({ cmd }) => cmd)).toEqual(['connack']);
  });

  it('reaches subscribers too, and is kept for later ones when it is retained', async () => {
    const hub = await h.signedIn('hub');
    hub.subscribe(1, [`${tree}/#`, 1]);
    await hub.next('suback');
    hub.publish(`${tree}/door`, '1', { qos: 1 });
    expect((await hub.next('publish')).topic).toBe(`${tree}/door`);
    hub.publish(`${tree}/bridge/state`, 'online', { qos: 1, retain: true });
    expect((await hub.next('publish')).topic).toBe(`${tree}/bridge/state`);
    const later = await h.signedIn('hub');
    later.subscribe(1, [`${tree}/#`, 1]);
    const { topic, payload } = await later.next('publish');
    expect([topic, payload.toString()]).toEqual([`${tree}/bridge/state`, 'online']);
  });

  it('may be larger than a device’s, for it may list all that is behind the hub', async () => {
    const hub = await h.signedIn('hub');
    hub.publish(`${tree}/bridge/devices`, 'x'.repeat(150_000), { qos: 1, retain: true });
    await hub.next('puback');
    expect(h.hubs.taken).toEqual([`hub ${tree}/bridge/devices 150000`]);
    const common = await h.signedIn('d1');
    common.publish('hearthline/v1/d1/observations', 'x'.repeat(150_000), { qos: 1 });
    await common.closed;
  });

  it('is nobody else’s to send', async () => {
    const other = await h.signedIn('d1');
    other.publish(`${tree}/door`, '1', { qos: 1 });
    await other.closed;
    expect(h.hubs.taken).toEqual([]);
  });

  it.each(['commands', 'errors'])('is none on %s, which the gateway alone speaks on', async (leaf) => {
    const hub = await h.signedIn('hub');
    hub.publish(`hearthline/v1/hub/${leaf}`, '1', { qos: 1 });
    await hub.closed;
    expect(h.hubs.taken).toEqual([]);
  });

  it('is understood when it comes as a last will, and at QoS 2', async () => {
    const will = { topic: `${tree}/tele/LWT`, payload: Buffer.from('Offline'), qos: 1 as const, retain: true };
    const hub = await h.signedIn('hub', { will });
    hub.publish(`${tree}/door`, '1', { qos: 2 });
    await hub.next('pubrec');
    await hub.break();
    await expect.poll(() => h.hubs.taken, { timeout: 10_000 }).toEqual([`hub ${tree}/door 1`, `hub ${tree}/tele/LWT 7`]);
  });
});

describe('a device made for ThingsBoard', () => {
  const telemetry = 'v1/devices/me/telemetry';
  const withToken = async (token: string) => {
    const client = h.raw().connect({ clientId: 'tb', username: token });
    return { client, code: (await client.next('connack')).returnCode };
  };

  it('signs in with its id and secret as one token', async () => {
    expect((await withToken(`d1.${secretOf('d1')}`)).code).toBe(0);
    expect((await withToken('d1.wrong')).code).toBe(5);
    expect((await withToken('d1')).code).toBe(5);
    expect(JSON.stringify(h.log)).not.toContain(secretOf('d1'));
  });

  it('has its telemetry stored before it is acknowledged, and handed to nobody', async () => {
    const listener = await h.signedIn('all');
    listener.subscribe(1, ['#', 1]);
    await listener.next('suback');
    const { client } = await withToken(`d1.${secretOf('d1')}`);
    h.intake.isHolding = true;
    client.publish(telemetry, '{"battery":88}', { qos: 1 });
    await expect.poll(() => h.intake.arrivals.length, { timeout: 10_000 }).toBe(1);
    expect(h.intake.arrivals[0]).toMatchObject({ source: 'd1', observations: [{ kind: 'battery', value: 88 }] });
    h.intake.settle();
    await client.next('puback');
    h.intake.isHolding = false;
    client.publish('v1/devices/me/attributes', '{"firmware":"1.2"}', { qos: 1 });
    await client.next('puback');
    client.publish('hearthline/v1/d1/other', 'heard', { qos: 1 });
    expect((await listener.next('publish')).payload.toString()).toBe('heard');
  });

  it('is told on its errors topic what could not be read', async () => {
    const { client } = await withToken(`d1.${secretOf('d1')}`);
    client.subscribe(1, ['hearthline/v1/d1/errors', 1]);
    await client.next('suback');
    client.publish(telemetry, '{"battery":880}', { qos: 1 });
    const { payload } = await client.next('publish');
    expect(JSON.parse(payload.toString())).toMatchObject({ topic: telemetry, reason: expect.stringContaining('value.battery') });
  });
});
