import type { z } from 'zod';
import type { Instant } from '../../rules/model/time.ts';
import type { deviceView } from '../contract/people.ts';
import type { DeviceRow } from '../store/devices.ts';
import { isoOrNull } from './instant.ts';

export type DeviceView = z.infer<typeof deviceView>;

/** How many heartbeats may be missed before a device is called late, and before it is called silent (as `silent-device` warns). */
const lateAfter = 1.5;
const silentAfter = 3;

/**
 * Whether we hear from a device. Only one that says how often it speaks can be live or silent by its readings; another one is
 * live while it is connected and otherwise unknown: no news from it is no good news.
 */
export function deviceState(
  device: Pick<DeviceRow, 'heartbeatSeconds' | 'lastHeardAt' | 'enrolledAt'>,
  connected: boolean,
  at: Instant,
): DeviceView['state'] {
  if (device.heartbeatSeconds === null) return connected ? 'live' : 'unknown';
  const heartbeatMs = device.heartbeatSeconds * 1_000;
  const silentMs = at - (device.lastHeardAt ?? device.enrolledAt);
  if (silentMs >= silentAfter * heartbeatMs) return 'silent';
  if (device.lastHeardAt === null) return 'unknown';
  return silentMs > lateAfter * heartbeatMs ? 'late' : 'live';
}

export function toDeviceView(device: DeviceRow, connected: boolean, at: Instant): DeviceView {
  return {
    id: device.id,
    kind: device.kind,
    name: device.name,
    room: device.room,
    patientId: device.patientId,
    heartbeatSeconds: device.heartbeatSeconds,
    prompts: device.prompts,
    connected,
    lastHeardAt: isoOrNull(device.lastHeardAt),
    state: deviceState(device, connected, at),
  };
}
