import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patience } from '../support/patience.ts';
import { device, type Harness, observations, startHarness } from './harness.ts';

const sos = '{"kind":"sos","id":"s1"}';
const on = observations('d1');
let h: Harness;
beforeEach(async () => {
  h = await startHarness();
  h.intake.isHolding = true;
});
afterEach(() => h.close());
const arrived = (count: number) => expect.poll(() => h.intake.arrivals.length, patience).toBe(count);
/** Everything that was sent before has been handled: its answer comes after theirs. */
async function settledDown(client: Awaited<ReturnType<Harness['signedIn']>>) {
  client.send({ cmd: 'pingreq' });
  await client.next('pingresp');
}

describe('acknowledged means stored', () => {
  it('PUBACK waits for the transaction', async () => {
    const client = await h.signedIn('d1');
    client.publish(on, sos, { qos: 1, messageId: 7 });
    await arrived(1);
    await settledDown(client);
    expect(client.heard('puback')).toEqual([]);
    h.intake.settle();
    expect((await client.next('puback')).messageId).toBe(7);
    expect(h.intake.arrivals[0]).toMatchObject({
      source: 'd1',
      homeId: 'home of d1',
      observations: [{ kind: 'sos', key: 's1' }],
      timeless: [0],
    });
  });

  it('PUBREC waits for the transaction, and a message sent again meanwhile is one arrival', async () => {
    const client = await h.signedIn('d1', { clean: false, clientId: 'kept' });
    client.publish(on, sos, { qos: 2, messageId: 7 });
    await arrived(1);
    await client.break();
    const again = await h.signedIn('d1', { clean: false, clientId: 'kept' });
    again.publish(on, sos, { qos: 2, messageId: 7, dup: true });
    await settledDown(again);
    expect(again.heard('pubrec')).toEqual([]);
    h.intake.settle();
    expect((await again.next('pubrec')).messageId).toBe(7);
    again.send({ cmd: 'pubrel', messageId: 7 });
    await again.next('pubcomp');
    expect(h.intake.arrivals).toHaveLength(1);
    again.publish(on, sos, { qos: 2, messageId: 7 });
    await arrived(2);
    h.intake.settle();
    await again.next('pubrec');
  });

  it('a message id of a clean session says nothing about the session before', async () => {
    const first = await h.signedIn('d1', { clientId: 'x' });
    first.publish(on, sos, { qos: 2, messageId: 1 });
    await arrived(1);
    await first.break();
    const second = await h.signedIn('d1', { clientId: 'x' });
    second.publish(on, '{"kind":"ok"}', { qos: 2, messageId: 1 });
    await arrived(2);
    h.intake.settle();
    expect((await second.next('pubrec')).messageId).toBe(1);
  });

  it('QoS 0 is stored too', async () => {
    const client = await h.signedIn('d1');
    client.publish(on, sos);
    await arrived(1);
  });

  it('a retained reading is stored too', async () => {
    const client = await h.signedIn('d1');
    client.publish(on, sos, { qos: 1, retain: true, messageId: 3 });
    await arrived(1);
    expect(client.heard('puback')).toEqual([]);
    h.intake.settle();
    await client.next('puback');
  });

  it('PUBACKs leave in the order of the messages, whichever transaction ends first [MQTT-4.6.0-2]', async () => {
    const client = await h.signedIn('d1');
    for (const messageId of [5, 9, 2, 4]) client.publish(on, sos, { qos: 1, messageId });
    await arrived(4);
    h.intake.settleBackwards();
    const ids = [];
    for (let i = 0; i < 4; i++) ids.push((await client.next('puback')).messageId);
    expect(ids).toEqual([5, 9, 2, 4]);
  });

  it('without a transaction there is no acknowledgement: the connection ends, and the device sends again', async () => {
    for (const qos of [1, 2] as const) {
      const client = await h.signedIn('d1');
      client.publish(on, sos, { qos, messageId: 1 });
      await expect.poll(() => h.intake.waiting, patience).toBe(1);
      h.intake.settle(1, new Error('nothing of it was kept'));
      await client.closed;
      expect(client.packets.map((packet) => packet.cmd)).toEqual(['connack']);
    }
  });

  it('a device that left before its transaction ended harms nobody', async () => {
    const client = await h.signedIn('d1');
    client.publish(on, sos, { qos: 1 }).publish(on, sos, { qos: 2, messageId: 2 });
    await arrived(2);
    await client.break();
    h.intake.settle();
    await settledDown(await h.signedIn('d1'));
  });

  it('a last will on the readings is a reading', async () => {
    const client = await h.signedIn('d1', { will: { topic: on, payload: Buffer.from(sos), qos: 1, retain: false } });
    await client.break();
    await arrived(1);
    expect(h.intake.arrivals[0]?.observations).toMatchObject([{ kind: 'sos' }]);
  });
});

describe('what cannot be read', () => {
  it('is kept, told to the sender, counted and acknowledged; the connection goes on', async () => {
    const client = await h.signedIn('d1');
    client.subscribe(1, ['hearthline/v1/d1/errors', 1]);
    await client.next('suback');
    client.publish(on, '[{"kind":"ok"},{"kind":"contact","value":"ONc"}]', { qos: 1, messageId: 7 });
    await arrived(1);
    expect(client.heard('puback')).toEqual([]);
    expect(h.intake.arrivals[0]).toMatchObject({
      homeId: 'home of d1',
      observations: [{ kind: 'ok' }],
      unreadable: [{ topic: on, payload: Buffer.from('{"kind":"contact","value":"ONc"}') }],
    });
    h.intake.settle();
    await client.next('puback');
    const error = JSON.parse((await client.next('publish')).payload.toString());
    expect(error).toEqual({ at: expect.stringMatching(/Z$/), topic: on, reason: expect.stringMatching(/^\[1\]\.value: /) });
    expect(await h.counted('unreadable_total')).toBe(1);
    client.publish(on, sos, { qos: 1, messageId: 8 });
    await arrived(2);
  });

  it('belongs to nobody’s home when nothing of it could be read', async () => {
    const client = await h.signedIn('d1');
    client.publish(on, 'ONc', { qos: 1 });
    await arrived(1);
    expect(h.intake.arrivals[0]).toMatchObject({
      source: 'd1',
      homeId: null,
      observations: [],
      unreadable: [{ reason: 'payload: is not JSON' }],
    });
  });

  it.each([
    ['status', '{"state":"asleep"}', /^state: /],
    ['commands/c1/result', '{}', /^status: /],
    ['commands/c1/result', 'done', /is not JSON/],
  ])('on %s: %s', async (leaf, payload, reason) => {
    const client = await h.signedIn('d1');
    client.publish(`hearthline/v1/d1/${leaf}`, payload, { qos: 1 });
    await arrived(1);
    expect(client.heard('puback')).toEqual([]);
    expect(h.intake.arrivals[0]?.unreadable).toMatchObject([{ topic: `hearthline/v1/d1/${leaf}`, reason: expect.stringMatching(reason) }]);
    h.intake.settle();
    await client.next('puback');
  });

  it('never puts a payload into the log', async () => {
    const client = await h.signedIn('d1');
    client.publish(on, '{"kind":"sos","Mrs Kowalski fell":1}', { qos: 1 });
    await arrived(1);
    h.intake.settle();
    await client.next('puback');
    expect(JSON.stringify(h.log)).not.toContain('Kowalski');
  });
});

describe('whose reading it is', () => {
  it('the device’s, where it lives now', async () => {
    const client = await h.signedIn('d1');
    h.table.set('d1', { ...device('d1'), identity: { ...device('d1').identity, homeId: 'home-2', patientId: 'p2' } as never });
    await h.reload();
    client.publish(on, sos);
    await arrived(1);
    expect(h.intake.arrivals[0]).toMatchObject({ homeId: 'home-2', patientId: 'p2' });
  });

  it('that of the device an integration speaks for', async () => {
    const client = await h.signedIn('all');
    client.publish(on, sos, { qos: 1 });
    await arrived(1);
    expect(h.intake.arrivals[0]).toMatchObject({
      source: 'd1',
      homeId: 'home of d1',
      observations: [{ source: 'd1', provenance: 'device' }],
    });
    h.intake.settle();
    await client.next('puback');
  });

  it('nobody’s when that device is not enrolled', async () => {
    const client = await h.signedIn('all');
    client.publish(observations('ghost'), sos, { qos: 1 });
    await arrived(1);
    expect(h.intake.arrivals[0]).toMatchObject({ source: 'all', homeId: null, unreadable: [{ reason: 'device ghost is not enrolled' }] });
  });

  it('an app says that it is one', async () => {
    h.table.set('phone', device('phone', 'app'));
    const client = await h.signedIn('phone');
    client.publish(observations('phone'), '{"kind":"ok"}');
    await arrived(1);
    expect(h.intake.arrivals[0]?.observations[0]?.provenance).toBe('app');
  });
});
