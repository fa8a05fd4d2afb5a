import { isDeepStrictEqual } from 'node:util';
import type { ObservationDetail, ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import type { DeviceKind } from '../../rules/model/patient.ts';
import { faultKey } from '../../rules/model/stream.ts';
import { day, type Instant, minute } from '../../rules/model/time.ts';
import { type Movement, movedAgain, noMovement, stillMoving } from './movement.ts';
import { type Meaning, meaningOf } from './properties.ts';
import type { Property, ReportType } from './said.ts';

/** What is remembered of a device behind a hub, to tell what is new in its next report. */
export interface ChildState {
  readonly values: ReadonlyMap<ObservationKind, ObservationValue>;
  /** By the hub's clock, where the hub says so; null: it does not, or nothing was heard since we began. */
  readonly lastSeenAt: Instant | null;
  /** What its last report said of its battery, as text. */
  readonly upkeep: string;
  readonly movement: Movement;
  /** Until then the first value of each property is old state sent again; null: nothing of the kind is under way. */
  readonly resending: { readonly untilAt: Instant; readonly names: ReadonlySet<string> } | null;
  /** Last time that it gave any sign of life of which a reading was made. */
  readonly livedAt: Instant | null;
}

/** A reading of a device behind a hub, before it is known who asks. */
export interface ChildReading {
  readonly kind: ObservationKind;
  readonly value: ObservationValue;
  readonly observedAt: Instant;
  readonly snapshot: boolean;
  readonly detail?: ObservationDetail;
  /** Left out: by kind and value. */
  readonly key?: string;
}

export interface ChildReport {
  readonly as: ReportType;
  readonly properties: readonly Property[];
  /** When the device was heard, by the hub's clock; null: not said. */
  readonly at: Instant | null;
}

export interface Heard {
  readonly state: ChildState;
  readonly readings: readonly ChildReading[];
  /** Values that cannot be, one text each. */
  readonly faults: readonly string[];
}

/**
 * Bridges send their caches within seconds of their start; Zigbee2MQTT waits 30 s after Home Assistant has come back (extension
 * homeassistant, on its birth message).
 */
const resendingForMs = minute;
/** A plug that reports every few seconds is alive once a minute. */
const lifeEveryMs = minute;
/** Outside of these a clock is no help. */
const earliestAt = Date.UTC(2000, 0, 1);
const absurdAheadMs = 2 * day;

/** Said with every report that is made for their sake, and by no movement. */
const upkeepNames = ['battery', 'voltage', 'device_temperature', 'power_outage_count', 'battery_low'];

/** Nothing is known but `values`, the last stored ones. */
export function knownBy(values: ReadonlyMap<ObservationKind, ObservationValue>): ChildState {
  return { values, lastSeenAt: null, upkeep: '', movement: noMovement, resending: null, livedAt: null };
}

/** The bridge or broker begins anew: caches are on their way. */
export function beginResending(state: ChildState, at: Instant): ChildState {
  return { ...state, resending: { untilAt: at + resendingForMs, names: new Set() } };
}

/** In whole milliseconds; null: not said, or a time that cannot be. */
function plausible(at: Instant | null, receivedAt: Instant): Instant | null {
  return at !== null && at >= earliestAt && at <= receivedAt + absurdAheadMs ? Math.round(at) : null;
}

const upkeepOf = (properties: readonly Property[]): string =>
  JSON.stringify(properties.filter(({ name }) => upkeepNames.includes(name)).map(({ name, value }) => [name, value]));

/**
 * Whether a changed value may be old. Somebody lying on the floor is told in any case: nobody would be asked otherwise, as they are of a kept
 * alarm (decision 23). An alarm may be the first word of a sensor that has slept since it was put up.
 */
function isOldState(value: ObservationValue, isResent: boolean, isFirst: boolean): boolean {
  if (value === 'fallen') return false;
  return isResent || (isFirst && value !== 'alarm');
}

/**
 * What is new in a report of a device of this kind: what has changed since the last one is an event; what is seen for the first time, or was
 * sent again from a cache, is a snapshot; what has not changed is nothing but a sign of life.
 */
export function heard(before: ChildState, report: ChildReport, receivedAt: Instant, deviceKind: DeviceKind): Heard {
  const at = plausible(report.at, receivedAt);
  if (report.as === 'event' && report.at !== null && at === null)
    return { state: before, readings: [], faults: ['time: is before the year 2000 or more than 2 days ahead of our clock'] };
  const observedAt = at ?? receivedAt;
  const { lastSeenAt } = before;
  /** The hub heard the device itself since. */
  const isFresh = at !== null && lastSeenAt !== null && at > lastSeenAt;
  const isOld = report.as !== 'event' && at !== null && lastSeenAt !== null && at <= lastSeenAt;
  const resending = before.resending !== null && receivedAt <= before.resending.untilAt ? before.resending : null;
  const upkeep = upkeepOf(report.properties);
  const isUpkeep = upkeep !== before.upkeep;
  const values = new Map(before.values);
  const names = new Set(resending?.names);
  const readings: ChildReading[] = [];
  const faults: string[] = [];
  let { movement } = before;
  let wasResent = isOld;

  for (const property of report.properties) {
    const meaning: Meaning | null = meaningOf(property, deviceKind);
    if (meaning === null) continue;
    if ('fault' in meaning) {
      faults.push(meaning.fault);
      continue;
    }
    const { kind, value, detail } = meaning;
    const isResent = isOld || (!isFresh && resending !== null && !names.has(property.name));
    names.add(property.name);
    wasResent ||= isResent;
    const tell = (snapshot: boolean) => readings.push({ kind, value, observedAt, snapshot, ...(detail && { detail }) });
    if (meaning.momentary) {
      tell(false);
      continue;
    }
    const known = values.get(kind);
    values.set(kind, value);
    if (report.as === 'event') tell(false);
    else if (report.as === 'telemetry' && typeof value === 'number') tell(isResent);
    else if (!isDeepStrictEqual(known, value)) {
      tell(isOldState(value, isResent, known === undefined));
      if (kind === 'motion' && value === true) movement = { ...noMovement, movedAt: receivedAt, isStuck: movement.isStuck };
    } else if (kind === 'motion' && value === true && !isResent) {
      const again = movedAgain(movement, receivedAt, isUpkeep);
      ({ movement } = again);
      if (again.moved) tell(false);
    }
  }

  const still = stillMoving(movement, values.get('motion') === true, receivedAt);
  ({ movement } = still);
  if (still.fault !== null)
    readings.push({ kind: 'device-fault', value: still.fault, observedAt, snapshot: false, key: faultKey('stuck') });

  const isAlive = readings.some(({ snapshot }) => !snapshot);
  const isDue = before.livedAt === null || receivedAt - before.livedAt >= lifeEveryMs;
  const isSign = !isAlive && !wasResent && isDue;
  if (isSign) readings.push({ kind: 'heartbeat', value: true, observedAt, snapshot: false });
  return {
    state: {
      values,
      lastSeenAt: at === null ? lastSeenAt : Math.max(at, lastSeenAt ?? at),
      upkeep,
      movement,
      resending: resending && { ...resending, names },
      livedAt: isAlive || isSign ? receivedAt : before.livedAt,
    },
    readings,
    faults,
  };
}

/** Whether the device can be reached, as the hub says it; null: that was known. */
export function availabilityHeard(
  before: ChildState,
  value: 'online' | 'offline',
  receivedAt: Instant,
): { readonly state: ChildState; readonly reading: ChildReading } | null {
  const known = before.values.get('availability');
  if (known === value) return null;
  const isResent = before.resending !== null && receivedAt <= before.resending.untilAt;
  const snapshot = known === undefined || isResent;
  const values = new Map(before.values).set('availability', value);
  return { state: { ...before, values }, reading: { kind: 'availability', value, observedAt: receivedAt, snapshot } };
}
