import { describe, expect, it } from 'vitest';
import { Hub } from '../../gateway/hubs/hub.ts';
import { hour, minute } from '../../rules/model/time.ts';

const startAt = Date.UTC(2026, 0, 12, 8);
const topic = 'zigbee2mqtt/door';
const child = { id: 'door', name: 'door', make: '', model: '', entities: [], dialect: 'zigbee2mqtt', ignored: false };
const hubWith = (deviceId: string | null) => new Hub('hub', [{ ...child, deviceId }], new Map());
const says = (hub: Hub, afterMs: number, state: object) =>
  hub.take({ topic, payload: Buffer.from(JSON.stringify(state)), receivedAt: startAt + afterMs }, () => 'door').selfReports;

describe('battery and signal behind a hub', () => {
  it('are told by mapped devices', () => {
    expect(says(hubWith('d1'), hour, { contact: true, battery: 97, voltage: 3005, linkquality: 120 })).toEqual([
      { deviceId: 'd1', report: { percent: 97, millivolts: 3005, low: null, signal: { scale: 'lqi', value: 120 } } },
    ]);
    expect(says(hubWith('d1'), hour, { contact: true })).toEqual([]);
    expect(says(hubWith(null), hour, { battery: 97 })).toEqual([]);
  });

  it('are not taken from what a hub sends again by itself', () => {
    const hub = hubWith('d1');
    hub.begins(startAt);
    expect(says(hub, minute / 2, { battery: 97 })).toEqual([]);
    expect(says(hub, 2 * minute, { battery: 97 })).toHaveLength(1);
  });
});
