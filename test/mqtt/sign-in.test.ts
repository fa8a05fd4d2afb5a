import mqttPacket from 'mqtt-packet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patience } from '../support/patience.ts';
import { device, type Harness, integration, observations, secretOf, startHarness } from './harness.ts';

let h: Harness;
beforeEach(async () => {
  h = await startHarness();
});
afterEach(() => h.close());
const refusalOf = async (username: string | undefined, password: string | undefined) => {
  const client = h.raw().connect({ username, password: password === undefined ? undefined : Buffer.from(password) });
  const { returnCode } = await client.next('connack');
  await client.closed;
  return returnCode;
};
const warnings = () => h.log.filter(({ level }) => level >= 40).map(({ msg, reason }) => `${msg} ${reason ?? ''}`);

describe('signing in', () => {
  it('user name is the device, password its secret; all else is refused with 5', async () => {
    const client = await h.signedIn('d1');
    client.send({ cmd: 'pingreq' });
    await client.next('pingresp');
    expect(await refusalOf('d1', secretOf('d2'))).toBe(5);
    expect(await refusalOf('ghost', secretOf('ghost'))).toBe(5);
    expect(await refusalOf('d1', undefined)).toBe(5);
    expect(await refusalOf(undefined, undefined)).toBe(5);
    expect(await h.counted('refused_total')).toBe(4);
    expect(await refusalOf(secretOf('d1'), 'd1')).toBe(5);
    expect(JSON.stringify(h.log)).not.toContain('secret of');
  });

  it('says nothing about who exists', async () => {
    const answers = [];
    for (const [username, password] of [
      ['d1', 'wrong'],
      ['ghost', 'wrong'],
    ] as const) {
      const client = h.raw().connect({ username, password: Buffer.from(password) });
      await client.closed;
      answers.push(Buffer.concat(client.bytes));
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  it('a device enrolled a moment ago may sign in', async () => {
    h.table.set('new', device('new'));
    await h.signedIn('new');
  });

  it('a client id may be what it likes, and reaches nobody else’s session', async () => {
    const mine = await h.signedIn('d1', { clientId: 'same', clean: false });
    mine.subscribe(1, ['hearthline/v1/d1/commands', 1]);
    await mine.next('suback');
    for (const clientId of ['same', 'd1/same', '../d1/same', '__proto__', 'x'.repeat(1000)]) {
      const other = await h.signedIn('d2', { clientId, clean: false });
      expect(other.heard('connack')[0]?.sessionPresent).toBe(false);
    }
    await h.broker.publisher.publish('hearthline/v1/d1/commands', '{}', { qos: 1, retain: false });
    expect((await mine.next('publish')).topic).toBe('hearthline/v1/d1/commands');
    expect(mine.socket.closed).toBe(false);
    const again = await h.signedIn('d1', { clientId: 'same', clean: false });
    await mine.closed;
    expect(again.heard('connack')[0]?.sessionPresent).toBe(true);
  });

  it('nobody signs in with a name that reaches into another’s sessions', async () => {
    h.table.set('d1/x', device('d1/x'));
    expect(await refusalOf('d1/x', secretOf('d1/x'))).toBe(5);
  });
});

describe('other versions', () => {
  it('MQTT 5 is refused in its own words, and the log says why', async () => {
    const client = h.raw();
    client.send(
      mqttPacket.generate({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 5,
        clean: true,
        clientId: 'five',
        keepalive: 60,
        username: 'd1',
        password: Buffer.from(secretOf('d1')),
      }),
    );
    await client.closed;
    expect(Buffer.concat(client.bytes)).toEqual(Buffer.from([0x20, 3, 0, 0x84, 0]));
    expect(warnings()).toEqual([expect.stringContaining('MQTT 5; set it to MQTT 3.1.1')]);
  });

  it('a real MQTT 5 client understands', async () => {
    const client = h.client('d1', { protocolVersion: 5 });
    const error = await new Promise<Error & { code?: number }>((resolve) => client.once('error', resolve));
    expect(error.message).toMatch(/Unsupported Protocol Version/i);
  });

  it('MQTT 3.1 is let in', async () => {
    const client = h.raw().connect({ protocolId: 'MQIsdp', protocolVersion: 3, username: 'd1', password: Buffer.from(secretOf('d1')) });
    expect((await client.next('connack')).returnCode).toBe(0);
  });
});

describe('bad sign-ins', () => {
  it('beyond the rate wait for their answer, while a right one is answered at once', async () => {
    const startedAt = performance.now();
    // Three are answered at once, then three a second: the last waits for eleven seconds.
    const bad = Array.from({ length: 36 }, () => h.raw().connect({ username: 'd1', password: Buffer.from('wrong') }));
    await Promise.all(bad.slice(0, 3).map((client) => client.next('connack')));
    await h.signedIn('d1');
    expect(bad.filter((client) => client.heard('connack').length > 0).length).toBeLessThan(36);
    await Promise.all(bad.slice(0, 5).map((client) => client.closed));
    expect(performance.now() - startedAt).toBeGreaterThan(600);
    expect(bad.slice(0, 5).map((client) => client.heard('connack')[0]?.returnCode)).toEqual([5, 5, 5, 5, 5]);
    expect(warnings().length).toBeLessThan(36);
  });

  it('of a crowd are not answered at all', async () => {
    const bad = Array.from({ length: 120 }, () => h.raw().connect({ username: 'd1', password: Buffer.from('wrong') }));
    await expect
      .poll(() => bad.filter((client) => client.socket.closed && client.heard('connack').length === 0).length, patience)
      .toBeGreaterThan(5);
  });
});

describe('a credential that is revoked or changed', () => {
  it('ends the connection at once', async () => {
    const client = await h.signedIn('d1');
    const other = await h.signedIn('d2');
    h.table.delete('d1');
    await h.reload();
    await client.closed;
    expect(await refusalOf('d1', secretOf('d1'))).toBe(5);
    other.publish(observations('d2'), '{"kind":"ok"}', { qos: 1 });
    await other.next('puback');
  });

  it('takes its kept sessions with it', async () => {
    h.table.set('flows', integration('flows', [], ['#']));
    const client = await h.signedIn('flows', { clientId: 'kept', clean: false });
    client.subscribe(1, ['#', 1]);
    await client.next('suback');
    h.table.set('flows', integration('flows', [], ['hearthline/v1/d1/#']));
    await h.reload();
    await client.closed;
    const again = await h.signedIn('flows', { clientId: 'kept', clean: false });
    expect(again.heard('connack')[0]?.sessionPresent).toBe(false);
  });
});
