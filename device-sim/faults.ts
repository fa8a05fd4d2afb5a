import type { DeviceKind } from '../rules/model/patient.ts';
import { addDays, day, hour, type Instant, minute, second, wallClockAt } from '../rules/model/time.ts';
import type { Measured } from './devices/device.ts';
import { type Random, randomFor } from './random.ts';

/** The faults that real homes show (devices.md), each to be chosen by name. */
export const faultNames = [
  'offline',
  'duplicate',
  'late',
  'out-of-order',
  'clock-off',
  'battery',
  'flapping',
  'hub-reboot',
  'hub-restart',
] as const;
export type FaultName = (typeof faultNames)[number];

/** What a device on a bridge's radio can have: it has neither a clock nor a memory, and its bridge keeps the order. */
const radioFaults: readonly FaultName[] = ['offline', 'duplicate', 'battery', 'flapping'];

/** Which of these faults can befall a device that is heard by a bridge, or that is (not) a hub with bridges. */
export function faultsFor(
  names: readonly FaultName[],
  device: { readonly isOnRadio: boolean; readonly hasBridge: boolean },
): readonly FaultName[] {
  if (device.isOnRadio) return names.filter((name) => radioFaults.includes(name));
  return device.hasBridge ? names : names.filter((name) => name !== 'hub-restart');
}

/** Reads `all`, `none` or a comma list; throws RangeError naming what is not a fault. */
export function parseFaults(text: string): readonly FaultName[] {
  if (text === 'all') return faultNames;
  if (text === 'none' || text === '') return [];
  return text.split(',').map((word) => {
    const name = faultNames.find((known) => known === word.trim());
    if (!name) throw new RangeError(`"${word.trim()}" is not a fault; known are ${faultNames.join(', ')}, all and none`);
    return name;
  });
}

/** A reading on its way: when it was taken, what the device's clock says, and how much longer it takes to be sent. */
export interface Emission extends Measured {
  readonly at: Instant;
  readonly stampedAt: Instant;
  readonly delayMs: number;
}

/** No connection from `fromAt` to `toAt`. `keeps`: the device stores its readings and sends them all at once afterwards; else they are lost. */
export interface Outage {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly keeps: boolean;
}

/** What is wrong with one device. */
export interface DeviceFaults {
  /** Outages that begin on a local date (`YYYY-MM-DD`). */
  outages(date: string): readonly Outage[];
  /** What becomes of one reading. */
  distort(emission: Emission): readonly Emission[];
  /** Percent; null: nothing wrong with the battery. */
  batteryPercent(at: Instant): number | null;
}

export interface FaultyDevice {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly zone: string;
  readonly onBattery: boolean;
}

type Fault = (device: FaultyDevice, seed: number) => Partial<DeviceFaults>;

/** Share of readings that come twice, and that are overtaken by later ones (devices.md, faults that real homes show). */
const duplicateShare = 0.02;
const outOfOrderShare = 0.05;

const afflicted = (device: FaultyDevice, seed: number, fault: FaultName, share: number) => randomFor(seed, fault, device.id).chance(share);

const faults: Record<FaultName, Fault> = {
  offline: (device, seed) => ({
    outages: (date) => onSomeDays(randomFor(seed, 'offline', device.id, date), 0.15, device.zone, date, [20 * minute, 4 * hour], false),
  }),
  late: (device, seed) => ({
    outages: (date) => onSomeDays(randomFor(seed, 'late', device.id, date), 0.1, device.zone, date, [2 * hour, 14 * hour], true),
  }),
  duplicate: (device, seed) => {
    const random = randomFor(seed, 'duplicate', device.id);
    return {
      distort: (emission) =>
        random.chance(duplicateShare) ? [emission, { ...emission, delayMs: emission.delayMs + random.whole(0, minute) }] : [emission],
    };
  },
  'out-of-order': (device, seed) => {
    const random = randomFor(seed, 'out-of-order', device.id);
    return {
      distort: (emission) => [
        random.chance(outOfOrderShare) ? { ...emission, delayMs: emission.delayMs + random.whole(20 * second, 3 * minute) } : emission,
      ],
    };
  },
  'clock-off': (device, seed) => {
    if (!afflicted(device, seed, 'clock-off', 0.1)) return {};
    const random = randomFor(seed, 'clock-off', device.id, 'by');
    const offMs = (random.chance(0.5) ? 1 : -1) * random.whole(hour, 6 * hour);
    return { distort: (emission) => [{ ...emission, stampedAt: emission.stampedAt + offMs }] };
  },
  battery: (device, seed) => (device.onBattery && afflicted(device, seed, 'battery', 0.15) ? dyingBattery(device, seed) : {}),
  'hub-reboot': (device) => ({
    // In the night, as such boxes do when they update themselves.
    outages: (date) => {
      const fromAt = wallClockAt(device.zone, date, '03:00');
      return device.kind === 'hub' ? [{ fromAt, toAt: fromAt + 3 * minute, keeps: true }] : [];
    },
  }),
  'hub-restart': (device, seed) => ({
    // While people are about: the bridges of the hub come back with everything they remember.
    outages: (date) => {
      if (device.kind !== 'hub') return [];
      const random = randomFor(seed, 'hub-restart', device.id, date);
      const begins = [random.whole(7 * 60, 14 * 60), random.whole(15 * 60, 22 * 60)];
      return begins.map((minutes) => {
        const fromAt = wallClockAt(device.zone, date, '00:00') + minutes * minute;
        return { fromAt, toAt: fromAt + random.whole(150 * second, 4 * minute), keeps: false };
      });
    },
  }),
  flapping: (device, seed) => {
    const hasContact = device.kind === 'fridge' || device.kind === 'front-door';
    if (!hasContact || !afflicted(device, seed, 'flapping', 0.2)) return {};
    const random = randomFor(seed, 'flapping', device.id, 'bounces');
    return { distort: (emission) => (emission.kind === 'contact' && random.chance(0.25) ? bounces(emission, random) : [emission]) };
  },
};

/** Puts the named faults together for one device. Repeatable: the same seed and device fail in the same way. */
export function faultsOf(names: readonly FaultName[], seed: number, device: FaultyDevice): DeviceFaults {
  const parts = faultNames.filter((name) => names.includes(name)).map((name) => faults[name](device, seed));
  return {
    outages: (date) => parts.flatMap((part) => part.outages?.(date) ?? []),
    distort: (emission) =>
      parts.reduce<readonly Emission[]>((emissions, { distort }) => (distort ? emissions.flatMap(distort) : emissions), [emission]),
    batteryPercent: (at) => parts.reduce<number | null>((percent, part) => percent ?? part.batteryPercent?.(at) ?? null, null),
  };
}

function onSomeDays(
  random: Random,
  share: number,
  zone: string,
  date: string,
  [shortestMs, longestMs]: readonly [number, number],
  keeps: boolean,
): readonly Outage[] {
  if (!random.chance(share)) return [];
  const fromAt = wallClockAt(zone, date, '00:00') + random.whole(0, day - longestMs);
  return [{ fromAt, toAt: fromAt + random.whole(shortestMs, longestMs), keeps }];
}

/** Down from 25 % in four days, dead for one, then somebody puts in a new one and it begins again. */
function dyingBattery(device: FaultyDevice, seed: number): Partial<DeviceFaults> {
  const phase = randomFor(seed, 'battery', device.id, 'phase').whole(0, 5);
  const dayOfLife = (at: Instant) => (at / day + phase) % 6;
  return {
    batteryPercent: (at) => (dayOfLife(at) < 4 ? Math.round(25 - dayOfLife(at) * 6) : dayOfLife(at) < 5 ? 0 : 100),
    outages: (date) => {
      const fromAt = wallClockAt(device.zone, date, '00:00');
      const toAt = wallClockAt(device.zone, addDays(date, 1), '00:00');
      return Math.floor(dayOfLife(fromAt + 12 * hour)) === 4 ? [{ fromAt, toAt, keeps: false }] : [];
    },
  };
}

/** A loose reed switch: the same change several times within seconds, ending as it should. */
function bounces(emission: Emission, random: Random): readonly Emission[] {
  const opposite = emission.value === 'open' ? 'closed' : 'open';
  const emissions: Emission[] = [emission];
  let laterMs = 0;
  for (let i = 2 * random.whole(2, 8); i > 0; i--) {
    laterMs += random.whole(200, 1_500);
    const value = i % 2 === 0 ? opposite : emission.value;
    emissions.push({
      ...emission,
      value,
      at: emission.at + laterMs,
      stampedAt: emission.stampedAt + laterMs,
      delayMs: emission.delayMs + laterMs,
    });
  }
  return emissions;
}
