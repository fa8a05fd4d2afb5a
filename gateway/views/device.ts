import { type Stream, silentAfterHeartbeats, streamAt } from '../../rules/model/stream.ts';
import type { Instant, Interval } from '../../rules/model/time.ts';
import type { DeviceView } from '../contract/equipment.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import { iso, isoOrNull } from './instant.ts';

export type Known = Pick<
  DeviceRow,
  | 'kind'
  | 'hubId'
  | 'heartbeatSeconds'
  | 'learnedSeconds'
  | 'enrolledAt'
  | 'lastHeardAt'
  | 'pausedUntilAt'
  | 'awayUntilAt'
  | 'hubLostAt'
  | 'hubBackAt'
  | 'faults'
>;

/** What a page asks about a device beyond its row. */
export interface Seeing {
  readonly connected: boolean;
  /** Outages of ours, in order, not overlapping. */
  readonly blind: readonly Interval[];
  readonly at: Instant;
}

/**
 * How the stream of a device stands; null: it is not monitored, because nobody said how often it speaks. A hub says when it goes, so it is
 * monitored without: it is live while it is connected.
 */
export function streamOf(device: Known, { connected, blind, at }: Seeing): Stream | null {
  const isHub = device.kind === 'hub';
  const saysItself = isHub && (connected || device.hubLostAt !== null || device.hubBackAt !== null);
  if (device.heartbeatSeconds === null && !saysItself) return null;
  const faultySinceAt = device.faults.length === 0 ? null : Math.min(...device.faults.map((fault) => fault.sinceAt));
  const everySeconds = device.heartbeatSeconds === null ? Number.POSITIVE_INFINITY : (device.learnedSeconds ?? device.heartbeatSeconds);
  const stream = streamAt(
    {
      heartbeatMs: everySeconds * 1_000,
      missedHeartbeats: silentAfterHeartbeats,
      enrolledAt: device.enrolledAt,
      heardAt: isHub && connected ? at : device.lastHeardAt,
      faultySinceAt,
      pausedUntilAt: device.pausedUntilAt,
      awayUntilAt: device.awayUntilAt,
      hubDownSinceAt: isHub && connected ? null : lostSince(device),
      hubBackAt: device.hubBackAt,
      blind,
    },
    at,
  );
  return isHub && stream.behindHub ? { ...stream, behindHub: false } : stream;
}

/** Its hub was lost, and nothing has come through it since. */
function lostSince({ hubLostAt, lastHeardAt }: Known): Instant | null {
  return hubLostAt !== null && lastHeardAt !== null && lastHeardAt > hubLostAt ? null : hubLostAt;
}

/** A device as people see it. One that is not monitored is live while it is connected, and otherwise unknown: no news is no good news. */
export function toDeviceView(device: DeviceRow, seeing: Seeing): DeviceView {
  const stream = streamOf(device, seeing);
  const declaredSeconds = device.heartbeatSeconds;
  const seconds = declaredSeconds === null ? null : (device.learnedSeconds ?? declaredSeconds);
  return {
    id: device.id,
    kind: device.kind,
    name: device.name,
    room: device.room,
    patientId: device.patientId,
    hubId: device.hubId,
    make: device.make,
    model: device.model,
    heartbeatSeconds: seconds,
    heartbeat:
      declaredSeconds === null || seconds === null
        ? null
        : { seconds, declaredSeconds, learnedFrom: device.learnedFrom, gaps: device.learnedGaps },
    prompts: device.prompts,
    connected: seeing.connected,
    lastHeardAt: isoOrNull(device.lastHeardAt),
    state: stream?.state ?? (seeing.connected ? 'live' : 'unknown'),
    stateSince: stream === null ? null : iso(stream.sinceAt),
    pausedUntil: isoOrNull(stream?.untilAt ?? null),
    behindHub: stream?.behindHub ?? false,
    faults: device.faults.map(({ cause, sinceAt }) => ({ cause, since: iso(sinceAt) })),
  };
}
