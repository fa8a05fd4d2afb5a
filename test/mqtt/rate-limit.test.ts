import { describe, expect, it } from 'vitest';
import { RateLimits, TokenBucket } from '../../gateway/mqtt/rate-limit.ts';
import type { MachineIdentity } from '../../gateway/ports.ts';

function bucketAt() {
  let now = 0;
  const bucket = new TokenBucket(10, 3, () => now);
  return {
    bucket,
    at: (ms: number) => {
      now = ms;
      return bucket.take();
    },
    set: (ms: number) => {
      now = ms;
    },
  };
}

describe('tokens', () => {
  it('are a burst, then one every tenth of a second', () => {
    const { at } = bucketAt();
    expect([at(0), at(0), at(0)]).toEqual([0, 0, 0]);
    expect(at(0)).toBe(100);
    expect(at(99)).toBe(1);
    expect(at(100)).toBe(0);
    expect(at(100)).toBe(100);
  });

  it('are saved up to the burst and no further', () => {
    const { at } = bucketAt();
    for (let i = 0; i < 3; i++) at(0);
    expect([at(60_000), at(60_000), at(60_000)]).toEqual([0, 0, 0]);
    expect(at(60_000)).toBe(100);
  });

  it('come no faster, and not never, when the clock is set back', () => {
    const { at } = bucketAt();
    for (let i = 0; i < 3; i++) at(100_000);
    expect(at(50_000)).toBe(100);
    expect(at(50_099)).toBe(1);
    expect(at(50_100)).toBe(0);
  });

  it('are full again when nobody has taken any for a while', () => {
    const { bucket, at, set } = bucketAt();
    at(0);
    expect(bucket.isFull()).toBe(false);
    set(100);
    expect(bucket.isFull()).toBe(true);
  });
});

it('each machine has its own bucket, by its kind, also after tidying', () => {
  const limits = new RateLimits({ messagesPerSecond: 1, burst: 2, integrationMessagesPerSecond: 10, integrationBurst: 3 }, () => 0);
  const device = (id: string): MachineIdentity => ({ type: 'device', id, homeId: 'h', patientId: null, kind: 'fridge', name: id });
  const flows: MachineIdentity = { type: 'integration', id: 'flows', name: 'Flows', publishFilters: [], subscribeFilters: [] };
  const take = (machine: MachineIdentity) => {
    limits.tidy();
    return limits.take(machine);
  };
  expect([take(device('a')), take(device('a')), take(device('a'))]).toEqual([0, 0, 1000]);
  expect(take(device('b'))).toBe(0);
  expect([take(flows), take(flows), take(flows), take(flows)]).toEqual([0, 0, 0, 100]);
});
