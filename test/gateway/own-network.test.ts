import { describe, expect, it } from 'vitest';
import { reachable, readRange } from '../../gateway/own-network.ts';

describe('an address', () => {
  const mayReach = reachable([]);

  it.each([
    '0.0.0.0',
    '10.255.255.255',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    'fd00:ec2::254',
    'fe80::1',
  ])('%s is inside', (address) => {
    expect(mayReach(address)).toBe(false);
  });

  it.each([
    '9.255.255.255',
    '11.0.0.0',
    '100.128.0.0',
    '126.255.255.255',
    '169.253.255.255',
    '172.32.0.0',
    '192.169.0.0',
    '8.8.8.8',
    '2a00:1450::1',
  ])('%s is outside', (address) => {
    expect(mayReach(address)).toBe(true);
  });

  it('inside is reached where its range is allowed, and nothing beside it', () => {
    const allowed = reachable(['10.1.0.0/16', 'fd00::7']);
    expect(['10.1.0.0', '10.1.255.255', '10.2.0.0', 'fd00::7', 'fd00::8'].map(allowed)).toEqual([true, true, false, true, false]);
  });
});

describe('a range', () => {
  it.each(['10.1.0.0/33', '10.1', 'care.example.org', '10.1.0.0/16/1', '10.1.0.0/', 'fd00::/129', ''])('is not %j', (text) => {
    expect(readRange(text)).toBeNull();
  });
});
