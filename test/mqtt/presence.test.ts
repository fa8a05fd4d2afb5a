import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceCommandResult } from '../../gateway/mqtt/broker.ts';
import { patience } from '../support/patience.ts';
import { type Harness, startHarness } from './harness.ts';

let h: Harness;
let changes: string[];
beforeEach(async () => {
  h = await startHarness();
  changes = [];
  h.broker.connections$.subscribe(({ deviceId, state }) => changes.push(`${deviceId} ${state}`));
});
afterEach(() => h.close());
const said = (...lines: string[]) => expect.poll(() => changes, patience).toEqual(lines);
const status = 'hearthline/v1/d1/status';
const offline = '{"state":"offline"}';

describe('whether a device is connected', () => {
  it('follows its connection', async () => {
    expect(h.broker.publisher.isConnected('d1')).toBe(false);
    const client = await h.signedIn('d1');
    expect(h.broker.publisher.isConnected('d1')).toBe(true);
    expect(h.broker.publisher.connectedCount).toBe(1);
    await client.break();
    await said('d1 online', 'd1 offline');
    expect(h.broker.publisher.isConnected('d1')).toBe(false);
    expect(h.broker.publisher.connectedCount).toBe(0);
  });

  it('does not change when it comes again before the old connection is gone', async () => {
    const first = await h.signedIn('d1', { clientId: 'same' });
    await h.signedIn('d1', { clientId: 'same' });
    await first.closed;
    await h.signedIn('d1', { clientId: 'other' });
    expect(h.broker.publisher.isConnected('d1')).toBe(true);
    expect(changes).toEqual(['d1 online']);
  });

  it('follows what it says of itself', async () => {
    const client = await h.signedIn('d1');
    client.publish(status, offline, { qos: 1, retain: true });
    await client.next('puback');
    expect(h.broker.publisher.isConnected('d1')).toBe(false);
    client.publish(status, '{"state":"online"}', { qos: 1, retain: true });
    await client.next('puback');
    await client.disconnect();
    await said('d1 online', 'd1 offline', 'd1 online', 'd1 offline');
  });

  it('is not undone by the last will of a connection that another has replaced', async () => {
    const flows = await h.signedIn('all');
    flows.subscribe(1, [status, 0]);
    await flows.next('suback');
    const old = await h.signedIn('d1', { clientId: 'old', will: { topic: status, payload: Buffer.from(offline), qos: 1, retain: true } });
    await h.signedIn('d1', { clientId: 'new' });
    await old.break();
    expect((await flows.next('publish')).payload.toString()).toBe(offline);
    expect(h.broker.publisher.isConnected('d1')).toBe(true);
    expect(changes).toEqual(['d1 online']);
  });

  it('is not asked of integrations', async () => {
    await h.signedIn('all');
    expect(h.broker.publisher.connectedCount).toBe(0);
    expect(changes).toEqual([]);
  });

  it('the retained status is there for who comes later', async () => {
    const client = await h.signedIn('d1', { will: { topic: status, payload: Buffer.from(offline), qos: 1, retain: true } });
    client.publish(status, '{"state":"online"}', { qos: 1, retain: true });
    await client.next('puback');
    await client.break();
    await said('d1 online', 'd1 offline');
    const flows = await h.signedIn('all');
    flows.subscribe(1, ['hearthline/v1/+/status', 1]);
    expect(await flows.next('publish')).toMatchObject({ topic: status, retain: true, payload: Buffer.from(offline) });
  });
});

it('a command reaches the device, and its result comes back', async () => {
  const results: DeviceCommandResult[] = [];
  h.broker.commandResults$.subscribe((result) => results.push(result));
  const client = await h.signedIn('d1');
  client.subscribe(1, ['hearthline/v1/d1/commands', 1]);
  await client.next('suback');
  await h.broker.publisher.publish('hearthline/v1/d1/commands', '{"id":"c1"}', { qos: 1, retain: false });
  expect((await client.next('publish')).payload.toString()).toBe('{"id":"c1"}');
  client.publish('hearthline/v1/d1/commands/c1/result', '{"status":"done","detail":"spoken"}', { qos: 1 });
  await client.next('puback');
  expect(results).toEqual([{ deviceId: 'd1', commandId: 'c1', result: { status: 'done', detail: 'spoken' } }]);
});

it('closing ends every connection and is not taken for devices that leave', async () => {
  const client = await h.signedIn('d1', { will: { topic: status, payload: Buffer.from(offline), qos: 1, retain: true } });
  const unknown = h.raw();
  unknown.send(Buffer.from([0x10]));
  await h.broker.close();
  await Promise.all([client.closed, unknown.closed]);
  expect(changes).toEqual(['d1 online']);
  expect(h.intake.arrivals).toEqual([]);
});
