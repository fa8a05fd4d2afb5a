import { describe, expect, it } from 'vitest';
import { deviceState } from '../../gateway/views/device.ts';

const enrolledAt = Date.UTC(2026, 0, 1);
const second = 1_000;
const device = (heartbeatSeconds: number | null, heardAt: number | null) => ({ heartbeatSeconds, lastHeardAt: heardAt, enrolledAt });

describe('deviceState', () => {
  it.each([
    ['live, just heard', 100, 0, 0, false, 'live'],
    ['live at one and a half heartbeats', 100, 0, 150 * second, false, 'live'],
    ['late just after', 100, 0, 150 * second + 1, false, 'late'],
    ['late one ms before three heartbeats', 100, 0, 300 * second - 1, true, 'late'],
    ['silent just after, whatever the connection says', 100, 0, 300 * second + 1, true, 'silent'],
    ['unknown when never heard, at first', 100, null, 300 * second - 1, true, 'unknown'],
    ['silent when never heard for three heartbeats', 100, null, 300 * second, true, 'silent'],
    ['unknown without a heartbeat, however lately heard', null, 0, 0, false, 'unknown'],
    ['live without a heartbeat while connected', null, null, 0, true, 'live'],
  ] as const)('is %s', (_, heartbeat, heard, after, connected, state) => {
    const at = enrolledAt + after;
    expect(deviceState(device(heartbeat, heard === null ? null : enrolledAt), connected, at)).toBe(state);
  });
});
