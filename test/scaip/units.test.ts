import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeviceIdentity } from '../../gateway/ports.ts';
import { AlarmUnits } from '../../gateway/scaip/units.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let inUse: Set<string>;
let rows: { number: string; deviceId: string }[];
let asked: (string | null)[];
let answer: () => Promise<typeof rows>;

beforeEach(() => {
  clock = virtualClock();
  [inUse, rows, asked] = [new Set(['unit', 'other']), [{ number: '7', deviceId: 'unit' }], []];
  answer = () => Promise.resolve(rows);
});

const device = (id: string): DeviceIdentity | null =>
  inUse.has(id) ? { type: 'device', id, homeId: 'home', patientId: 'k', kind: 'alarm-unit', name: id } : null;
const load = () =>
  AlarmUnits.load({
    lookUp: (number) => {
      asked.push(number);
      return answer();
    },
    machines: { device },
    scheduler: clock.wallScheduler,
    log: pino({ level: 'silent' }),
  });

describe('alarm units', () => {
  it('are known by their numbers from the start, without asking', async () => {
    const units = await load();
    expect((await units.find('7'))?.id).toBe('unit');
    expect(asked).toEqual([null]);
  });

  it('that were enrolled since are asked for once', async () => {
    const units = await load();
    rows = [{ number: '8', deviceId: 'other' }];
    expect((await units.find('8'))?.id).toBe('other');
    expect((await units.find('8'))?.id).toBe('other');
    expect(asked).toEqual([null, '8']);
  });

  it('that were revoked are strangers, until their number is another device', async () => {
    const units = await load();
    inUse.delete('unit');
    rows = [];
    expect(await units.find('7')).toBeNull();
    rows = [{ number: '7', deviceId: 'other' }];
    expect((await units.find('7'))?.id).toBe('other');
  });

  it('are known while the database is away, and a stranger waits a second for it at most', async () => {
    const units = await load();
    answer = () => new Promise(() => undefined);
    expect((await units.find('7'))?.id).toBe('unit');
    let found: DeviceIdentity | null | undefined;
    const finding = units.find('9').then((one) => (found = one));
    clock.advanceBy(999);
    await Promise.resolve();
    expect(found).toBeUndefined();
    clock.advanceBy(1);
    await finding;
    expect(found).toBeNull();
    answer = () => Promise.reject(new Error('away'));
    expect(await units.find('9')).toBeNull();
  });
});
