import { Hub } from '../../gateway/hubs/hub.ts';
import type { ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import type { DeviceKind } from '../../rules/model/patient.ts';

/** When the hub of a table connects. */
export const startAt = Date.parse('2026-01-12T08:00:00Z');
/** Caches that come again are over by then. */
export const settledAt = startAt + 5 * 60_000;

export interface Line {
  /** Seconds after the start. */
  readonly at: number;
  /** Below the hub. */
  readonly topic: string;
  readonly payload: unknown;
}

interface Mapping {
  readonly kind: DeviceKind;
  readonly known?: Readonly<Partial<Record<ObservationKind, ObservationValue>>>;
}

/** A hub with these devices mapped, by what the hub calls them; every device of ours has the same id. */
export function hubWith(mapped: Readonly<Record<string, Mapping>>, dialect = 'zigbee2mqtt'): Hub {
  const children = Object.keys(mapped).map((id) => ({
    id,
    name: id,
    make: '',
    model: '',
    entities: [],
    dialect,
    deviceId: id,
    ignored: false,
  }));
  const values = new Map(
    Object.entries(mapped).map(([id, { known = {} }]) => [id, new Map(Object.entries(known) as [ObservationKind, ObservationValue][])]),
  );
  const hub = new Hub('hub', children, values);
  hub.begins(startAt);
  return hub;
}

const bytes = (payload: unknown) => Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));

/** What follows from messages, one line a reading: `480 front-door contact=open`, with `(snapshot)` or `(fault …)` behind it. */
export function play(hub: Hub, mapped: Readonly<Record<string, Mapping>>, lines: readonly Line[]): string[] {
  return lines.flatMap(({ at, topic, payload }) => {
    const message = { topic, payload: bytes(payload), receivedAt: startAt + at * 1_000 };
    const taken = hub.take(message, (id) => mapped[id]?.kind ?? null);
    return [
      ...(taken.radio === null ? [] : [`${at} hub ${taken.radio}`]),
      ...taken.renamed.map(({ from, to }) => `${at} ${from} is ${to}`),
      ...taken.found.map((id) => `${at} ${id} kept`),
      ...taken.told.flatMap(({ deviceId, readings, faults }) => [
        ...readings.map(({ kind, value, snapshot, observedAt, detail }) => {
          const late = message.receivedAt - observedAt;
          const notes = [
            ...(snapshot ? ['(snapshot)'] : []),
            ...(late === 0 ? [] : [`(${late / 1_000} s ago)`]),
            ...(detail?.original ? [`(was ${detail.original.value} ${detail.original.unit})`] : []),
          ];
          return [`${at} ${deviceId} ${kind}=${typeof value === 'object' ? JSON.stringify(value) : value}`, ...notes].join(' ');
        }),
        ...faults.map((fault) => `${at} ${deviceId} fault ${fault}`),
      ]),
      ...taken.unreadable.map(({ deviceId, reason }) => `${at} ${deviceId ?? 'hub'} unreadable ${reason}`),
    ];
  });
}
