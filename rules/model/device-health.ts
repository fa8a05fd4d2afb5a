import { type BatteryDay, type BatteryForecast, batteryForecast } from './battery.ts';
import { isSafetyKind, testDueAt } from './device-test.ts';
import { clockFaultAheadMs } from './observation.ts';
import type { DeviceKind } from './patient.ts';
import { isWeak, type SignalScale } from './signal.ts';
import { day, type Instant, localDate } from './time.ts';

/** What a device has told of itself on a day. */
export interface DeviceDay extends BatteryDay {
  readonly signal: { readonly scale: SignalScale; readonly last: number; readonly weakest: number } | null;
  /** How far its clock was ahead of ours (negative: behind); null: not known. */
  readonly clockAheadMs: number | null;
}

/** All that is stored of how a device is. */
export interface DeviceFacts {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly enrolledAt: Instant;
  /** Of the last two months, oldest first; days on which it told nothing are left out. */
  readonly days: readonly DeviceDay[];
  /** When it last proved that it works, by itself or by a person's test; null: never. */
  readonly testedAt: Instant | null;
}

export interface DeviceHealth {
  readonly battery: BatteryForecast;
  /** The last signal, the weakest of the last week, and whether that is weak; null: not told in that week. */
  readonly signal: {
    readonly scale: SignalScale;
    readonly last: number;
    readonly weakest: number;
    readonly weak: boolean;
    readonly day: number;
  } | null;
  /** null: not known in the last week. */
  readonly clock: { readonly aheadMs: number; readonly wrong: boolean } | null;
  /** null: nobody has to test it. */
  readonly test: { readonly testedAt: Instant | null; readonly dueAt: Instant; readonly overdue: boolean } | null;
}

const week = 7;

export function deviceHealth({ kind, enrolledAt, days, testedAt }: DeviceFacts, at: Instant): DeviceHealth {
  const lately = days.filter((one) => one.day > Math.floor(at / day) - week);
  const aheadMs = lately.findLast((one) => one.clockAheadMs !== null)?.clockAheadMs ?? null;
  const dueAt = testDueAt(enrolledAt, testedAt);
  return {
    battery: batteryForecast(days, at),
    signal: signalOf(lately),
    clock: aheadMs === null ? null : { aheadMs, wrong: Math.abs(aheadMs) > clockFaultAheadMs },
    test: isSafetyKind(kind) ? { testedAt, dueAt, overdue: dueAt <= at } : null,
  };
}

function signalOf(lately: readonly DeviceDay[]): DeviceHealth['signal'] {
  const newest = lately.findLast((one) => one.signal !== null);
  if (!newest?.signal) return null;
  const { scale, last } = newest.signal;
  const weakest = Math.min(...lately.flatMap((one) => (one.signal?.scale === scale ? [one.signal.weakest] : [])));
  return { scale, last, weakest, weak: isWeak({ scale, value: weakest }), day: newest.day };
}

/** What the technical queue is asked to do about devices. */
export const upkeepKinds = ['device-battery', 'device-clock', 'device-test'] as const;

export interface Upkeep {
  readonly kind: (typeof upkeepKinds)[number];
  readonly text: string;
  /** By when. */
  readonly dueAt: Instant;
}

/** Batteries have to be ordered, and somebody has to go there. */
const batteryLeadMs = 28 * day;
const hours = (ms: number) => (ms >= 5_400_000 ? `${Math.round(ms / 3_600_000)} hours` : `${Math.round(ms / 60_000)} minutes`);

/**
 * What has to be done about a device. `where`: whose it is and where, for who goes there. A clock that runs ahead is not among it: the judge
 * makes that task with the first such reading (rules/engine/faults.ts).
 */
export function upkeepDue(device: Pick<DeviceFacts, 'name'>, where: string, zone: string, health: DeviceHealth, at: Instant): Upkeep[] {
  const of = `${device.name}, ${where}`;
  const { battery, clock, test } = health;
  const found: Upkeep[] = [];
  if (battery.state === 'low') found.push({ kind: 'device-battery', text: `${of}: the battery is low. Change it.`, dueAt: at });
  else if (battery.state === 'forecast' && battery.earliestAt - at <= batteryLeadMs) {
    const on = (instant: Instant) => localDate(zone, instant);
    const between = `between ${on(battery.earliestAt)} and ${on(battery.latestAt)}`;
    const text = `${of}: the battery will be empty about ${on(battery.emptyAt)}, ${between}. Change it before.`;
    found.push({ kind: 'device-battery', text, dueAt: Math.max(battery.earliestAt, at) });
  }
  if (clock?.wrong && clock.aheadMs < 0) {
    const text = `${of}: its clock is ${hours(-clock.aheadMs)} behind, so that what it tells looks late. Set it.`;
    found.push({ kind: 'device-clock', text, dueAt: at });
  }
  if (test?.overdue) {
    const last = test.testedAt === null ? 'It has never been tested.' : `It was last tested on ${localDate(zone, test.testedAt)}.`;
    found.push({ kind: 'device-test', text: `${of}: its monthly test is due. ${last} Have it pressed or tested.`, dueAt: test.dueAt });
  }
  return found;
}
