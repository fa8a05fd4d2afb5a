import type { Observation } from '../../rules/model/observation.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { ChildReading } from '../adapters/child-state.ts';
import { derivedKey } from '../adapters/elements.ts';
import type { Arrival, DeviceIdentity, Unreadable } from '../ports.ts';
import type { Taken } from './hub.ts';

/** The message that was taken. */
interface Origin {
  readonly hubId: string;
  readonly topic: string;
  readonly payload: Buffer;
  readonly receivedAt: Instant;
  readonly device: (id: string) => DeviceIdentity | null;
}

/** By kind and value, as any reading whose sender gives no id. */
const keyOf = ({ kind, value }: ChildReading): string => derivedKey(`${kind}=${JSON.stringify(value)}`);

const observationOf = (source: string, reading: ChildReading, receivedAt: Instant): Observation => ({
  source,
  key: reading.key ?? keyOf(reading),
  kind: reading.kind,
  value: reading.value,
  observedAt: reading.observedAt,
  receivedAt,
  provenance: 'device',
  snapshot: reading.snapshot,
  ...(reading.detail && { detail: reading.detail }),
});

/** What a message gives the intake: one arrival for each device that it speaks of, and one for what is kept in the hub's name. */
export function arrivalsOf(taken: Taken, { hubId, topic, payload, receivedAt, device }: Origin): Arrival[] {
  const kept = (reason: string, nativeId?: string): Unreadable => {
    // A copy: what came from a socket is a piece of a larger buffer, which must not be kept alive by it.
    return { topic, payload: Buffer.from(payload), reason, ...(nativeId !== undefined && { nativeId }) };
  };
  const arrivals: Arrival[] = [];
  for (const { deviceId, readings, faults } of taken.told) {
    const known = device(deviceId);
    if (known === null) continue;
    arrivals.push({
      source: deviceId,
      homeId: readings.length === 0 ? null : known.homeId,
      patientId: readings.length === 0 ? null : known.patientId,
      observations: readings.map((reading) => observationOf(deviceId, reading, receivedAt)),
      unreadable: faults.map((fault) => kept(fault)),
      timeless: [],
    });
  }
  const hub = device(hubId);
  if (taken.radio !== null && hub !== null) {
    const reading = { kind: 'availability', value: taken.radio, observedAt: receivedAt, snapshot: false } as const;
    const observation = { ...observationOf(hubId, reading, receivedAt), key: `bridge=${taken.radio}` };
    const { homeId, patientId } = hub;
    arrivals.push({ source: hubId, homeId, patientId, observations: [observation], unreadable: [], timeless: [] });
  }
  const waiting = taken.found.map((nativeId) => kept(`${nativeId} is found and not mapped to a device`.slice(0, 500), nativeId));
  for (const source of new Set(taken.unreadable.map(({ deviceId }) => deviceId ?? hubId))) {
    const unreadable = taken.unreadable.filter(({ deviceId }) => (deviceId ?? hubId) === source).map(({ reason }) => kept(reason));
    if (source === hubId) waiting.push(...unreadable);
    else arrivals.push({ source, homeId: null, patientId: null, observations: [], unreadable, timeless: [] });
  }
  if (waiting.length > 0)
    arrivals.push({ source: hubId, homeId: null, patientId: null, observations: [], unreadable: waiting, timeless: [] });
  return arrivals;
}

/** The readings of a message that was kept, as they arrive now. */
export function replayedOf({ told }: Taken, deviceId: string, now: Instant): Observation[] {
  return told.flatMap(({ readings }) => readings.map((reading) => observationOf(deviceId, reading, now)));
}
