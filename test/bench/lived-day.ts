import { catalogue } from '../../device-sim/devices/catalogue.ts';
import { dayOf } from '../../device-sim/homes/day.ts';
import { generatedHome } from '../../device-sim/homes/generated.ts';
import type { ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import type { DeviceContext } from '../../rules/model/patient.ts';
import { hour, type Instant } from '../../rules/model/time.ts';

/** Without base messages, devices count as silent when battery devices of Zigbee hubs do: after 25 h (devices.md, traps), here in three parts. */
const quietMs = (25 * hour) / 3;

/** One reading of a lived day; `device` is the place of its device in the home's list. */
export interface Lived {
  readonly at: Instant;
  readonly device: number;
  readonly kind: ObservationKind;
  readonly value: ObservationValue;
}

/** A home of the simulator as the benchmarks use it: its devices, and what they say in one day. */
export interface LivedHome {
  readonly devices: readonly Pick<DeviceContext, 'kind' | 'name' | 'heartbeatMs' | 'prompts'>[];
  readonly readings: readonly Lived[];
}

/** The first `count` of the simulator's homes that have a dispenser and a cuff, with what they say on a local date. */
export function livedHomes(count: number, date: string): LivedHome[] {
  const homes: LivedHome[] = [];
  for (let n = 1; homes.length < count; n++) {
    const home = livedHome(n, date);
    if (['dispenser', 'cuff'].every((kind) => home.devices.some((device) => device.kind === kind))) homes.push(home);
  }
  return homes;
}

/**
 * The simulator's home number `n`, and every reading that its devices take of the local date, in order. Base messages are left out:
 * they are the cheapest readings there are, and would be most of them.
 */
function livedHome(n: number, date: string): LivedHome {
  const home = generatedHome(7, n, '');
  const bodies = home.devices.map(({ role }) => catalogue[role].create());
  const readings: Lived[] = [];
  const keep = (device: number, at: Instant, measured: readonly { kind: ObservationKind; value?: ObservationValue }[]) => {
    for (const { kind, value = true } of measured) readings.push({ at, device, kind, value });
  };
  const wakeUpTo = (device: number, at: Instant) => {
    const body = bodies[device]!;
    for (let wakeAt = body.wakeAt; wakeAt !== null && wakeAt <= at; wakeAt = body.wakeAt) keep(device, wakeAt, body.wake(wakeAt));
  };
  for (const { at, deviceId, act } of dayOf(home, 7, date)) {
    const device = home.devices.findIndex(({ id }) => id === deviceId);
    wakeUpTo(device, at);
    keep(device, at, bodies[device]!.act(act, at));
  }
  for (const device of bodies.keys()) wakeUpTo(device, Number.MAX_SAFE_INTEGER);
  return {
    devices: home.devices.map(({ id, role }) => {
      const { kind, heartbeatSeconds, prompts } = catalogue[role];
      return { kind, name: id, heartbeatMs: heartbeatSeconds === null ? null : quietMs, prompts };
    }),
    readings: readings.toSorted((a, b) => a.at - b.at),
  };
}
