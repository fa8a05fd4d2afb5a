import { describe, expect, it } from 'vitest';
import type { DeviceRow } from '../../gateway/store/device-rows.ts';
import { toDeviceView } from '../../gateway/views/device.ts';

const enrolledAt = Date.UTC(2026, 0, 1);
const second = 1_000;
const row: DeviceRow = {
  id: 'hall',
  homeId: 'home',
  patientId: null,
  hubId: null,
  kind: 'motion',
  name: 'Hall',
  make: '',
  model: '',
  room: null,
  heartbeatSeconds: 100,
  learnedSeconds: null,
  learnedGaps: null,
  learnedFrom: null,
  prompts: false,
  enrolledAt,
  revokedAt: null,
  pausedUntilAt: null,
  lastHeardAt: enrolledAt,
  awayUntilAt: null,
  hubLostAt: null,
  hubBackAt: null,
  behind: [],
  faults: [],
};
const hub: Partial<DeviceRow> = { kind: 'hub', heartbeatSeconds: null };
const lost = { hubLostAt: enrolledAt + 10 * second };

describe('the state of a device', () => {
  it.each<[string, Partial<DeviceRow>, number, boolean, string]>([
    ['live, just heard', {}, 0, false, 'live'],
    ['late after one and a half heartbeats', {}, 150 * second + 1, false, 'late'],
    ['silent after three, whatever the connection says', {}, 300 * second, true, 'silent'],
    ['late when never heard, at first', { lastHeardAt: null }, 300 * second - 1, true, 'late'],
    ['silent when never heard for three heartbeats', { lastHeardAt: null }, 300 * second, true, 'silent'],
    ['by the heartbeat that was learned', { learnedSeconds: 200 }, 300 * second, false, 'live'],
    ['unknown when heard only when used, however lately', { heartbeatSeconds: null }, 0, false, 'unknown'],
    ['live when heard only when used, while it is connected', { heartbeatSeconds: null, lastHeardAt: null }, 0, true, 'live'],
    ['faulty', { faults: [{ cause: 'stuck', sinceAt: enrolledAt }] }, 0, true, 'faulty'],
    ['paused', { pausedUntilAt: enrolledAt + 999 * second }, 500 * second, false, 'paused'],
    ['silent behind a hub out of reach', { hubId: 'hub', ...lost }, 20 * second, false, 'silent'],
    [
      'heard through a hub that was thought to be out of reach',
      { hubId: 'hub', ...lost, lastHeardAt: enrolledAt + 15 * second },
      20 * second,
      false,
      'live',
    ],
    ['a hub that is connected: live', hub, 999_999 * second, true, 'live'],
    ['a hub of which nothing is known', hub, 0, false, 'unknown'],
    ['a hub that said that it goes', { ...hub, ...lost }, 20 * second, false, 'silent'],
    [
      'a hub that went, and something behind it was heard since',
      { ...hub, ...lost, lastHeardAt: enrolledAt + 15 * second },
      20 * second,
      false,
      'live',
    ],
  ])('is %s', (_, more, after, connected, state) => {
    expect(toDeviceView({ ...row, ...more }, { connected, blind: [], at: enrolledAt + after }).state).toBe(state);
  });

  it('is not silence where we were blind, and not life either', () => {
    const blind = [{ fromAt: enrolledAt, toAt: enrolledAt + 400 * second }];
    expect(toDeviceView(row, { connected: false, blind, at: enrolledAt + 500 * second }).state).toBe('late');
  });

  it('says that a device is only behind its hub, and that the hub itself is not', () => {
    const seeing = { connected: false, blind: [], at: enrolledAt + 20 * second };
    expect(toDeviceView({ ...row, hubId: 'hub', ...lost }, seeing).behindHub).toBe(true);
    expect(toDeviceView({ ...row, ...hub, ...lost }, seeing).behindHub).toBe(false);
  });

  it('shows a learned heartbeat with where it comes from', () => {
    const view = toDeviceView(
      { ...row, learnedSeconds: 1_200, learnedGaps: 512, learnedFrom: 'model' },
      { connected: false, blind: [], at: enrolledAt },
    );
    expect(view).toMatchObject({
      heartbeatSeconds: 1_200,
      heartbeat: { seconds: 1_200, declaredSeconds: 100, learnedFrom: 'model', gaps: 512 },
    });
  });
});
