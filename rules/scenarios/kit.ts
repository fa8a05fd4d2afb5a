import { merged, seenUntil } from '../model/blindness.ts';
import type { Observation } from '../model/observation.ts';
import type { DeviceContext, PatientContext } from '../model/patient.ts';
import type { HubOutage } from '../model/scenario.ts';
import { type FaultCause, faultCauseOf, type StreamFacts } from '../model/stream.ts';
import type { Instant, Interval } from '../model/time.ts';

/** A fault that is not mended. `mendedAt`: the device has said that it is in order again, and nothing since; left out: it has not. */
export type Fault = readonly [deviceId: string, cause: FaultCause, sinceAt: Instant, mendedAt?: Instant];

/** What is seldom: most homes have none of it, and a reading then costs next to nothing. */
export interface Trouble {
  readonly faults: readonly Fault[];
  /** Devices whose faults the open alert speaks of. */
  readonly told: readonly string[];
  /** Hubs that cannot be reached. */
  readonly down: readonly (readonly [hubId: string, sinceAt: Instant])[];
  /** Outages of hubs that are over, oldest first. */
  readonly over: readonly (readonly [hubId: string, fromAt: Instant, toAt: Instant])[];
}

/** What is remembered of a person's kit. */
export interface Kit {
  /** Devices watched, and when each was last heard by our clock; for one never heard, since when we have been listening. */
  readonly ids: readonly string[];
  readonly heardAt: readonly Instant[];
  /** Never heard yet. */
  readonly unheard: readonly string[];
  readonly silent: readonly string[];
  readonly trouble: Trouble | null;
}

export const noTrouble: Trouble = { faults: [], told: [], down: [], over: [] };
/** More than a hub has in a month; a state has to stay small. */
const outagesKept = 8;
/** A shorter one is a hub that took another connection: nothing that a device sends again is lost in it. */
const shortestOutageMs = 60_000;

const emptyAsNull = (trouble: Trouble): Trouble | null =>
  trouble.faults.length + trouble.told.length + trouble.down.length + trouble.over.length === 0 ? null : trouble;

/** The patient's and the home's devices that are heard from when all is well, and hubs: of those we hear when they go. */
export function watched({ devices, patientId }: PatientContext): DeviceContext[] {
  return devices.filter(
    (one) => (one.heartbeatMs !== null || one.kind === 'hub') && (one.patientId === null || one.patientId === patientId),
  );
}

/** The kit as it is now; silence of a new device counts from its enrolment, or from now if that was before our time. */
export function aligned<K extends Kit>(kit: K, devices: readonly DeviceContext[], patient: PatientContext, at: Instant): K {
  const isThere = (id: string) => patient.devices.some((one) => one.id === id);
  const { trouble } = kit;
  const named = trouble ? [...trouble.faults.map(([id]) => id), ...trouble.told, ...trouble.down.map(([id]) => id)] : [];
  const same = devices.length === kit.ids.length && devices.every((one, i) => one.id === kit.ids[i]);
  if (same && named.every(isThere)) return kit;
  const isNew = (id: string) => !kit.ids.includes(id);
  return {
    ...kit,
    ids: devices.map((one) => one.id),
    heardAt: devices.map((one) => (isNew(one.id) ? Math.max(one.enrolledAt, at) : kit.heardAt[kit.ids.indexOf(one.id)]!)),
    unheard: devices.map((one) => one.id).filter((id) => isNew(id) || kit.unheard.includes(id)),
    silent: kit.silent.filter((id) => devices.some((one) => one.id === id)),
    trouble:
      trouble &&
      emptyAsNull({
        ...trouble,
        faults: trouble.faults.filter(([id]) => isThere(id)),
        told: trouble.told.filter(isThere),
        down: trouble.down.filter(([id]) => isThere(id)),
      }),
  };
}

const none: readonly HubOutage[] = [];

/** The outages of hubs, those that are over first. */
export function outagesOf({ trouble }: Kit): readonly HubOutage[] {
  if (trouble === null) return none;
  const over = trouble.over.map(([hubId, fromAt, toAt]) => ({ hubId, fromAt, toAt }));
  return [...over, ...trouble.down.map(([hubId, fromAt]) => ({ hubId, fromAt, toAt: null }))];
}

/** Since when a hub cannot be reached; null: it can, as far as we know. */
export function downSince({ trouble }: Kit, hubId: string | undefined): Instant | null {
  return trouble?.down.find(([id]) => id === hubId)?.[1] ?? null;
}

/** The hub cannot be reached any more. */
export function hubLost<K extends Kit>(kit: K, hubId: string, sinceAt: Instant): K {
  if (downSince(kit, hubId) !== null) return kit;
  const trouble = kit.trouble ?? noTrouble;
  return { ...kit, trouble: { ...trouble, down: [...trouble.down, [hubId, sinceAt]] } };
}

/** The hub is there again. */
function hubBack(trouble: Trouble, hubId: string, at: Instant): Trouble {
  const lost = trouble.down.find(([id]) => id === hubId);
  if (!lost) return trouble;
  const down = trouble.down.filter((one) => one !== lost);
  if (at - lost[1] < shortestOutageMs) return { ...trouble, down };
  return { ...trouble, down, over: [...trouble.over, [hubId, lost[1], at] as const].slice(-outagesKept) };
}

/** This device was heard at `at`, or a hub because something behind it was. */
export function heardFrom<K extends Kit>(kit: K, id: string, at: Instant): K {
  const i = kit.ids.indexOf(id);
  if (i < 0) return kit;
  const without = (ids: readonly string[]) => (ids.includes(id) ? ids.filter((one) => one !== id) : ids);
  const heardAt = at > kit.heardAt[i]! ? kit.heardAt.with(i, at) : kit.heardAt;
  const trouble = kit.trouble && emptyAsNull(hubBack(kit.trouble, id, at));
  return { ...kit, heardAt, unheard: without(kit.unheard), silent: without(kit.silent), trouble };
}

/**
 * The device says, or we see, that it cannot be believed, or that it can be again. The same twice changes nothing. What we see ourselves has
 * been in order for its time by then (`model/faults.ts`); what a device says of itself has to stay so first, see `mendedBy`.
 */
export function faultTold<K extends Kit>(kit: K, { source, key, value, receivedAt }: Observation): K {
  const cause = faultCauseOf(key);
  const trouble = kit.trouble ?? noTrouble;
  const known = trouble.faults.find(([id, what]) => id === source && what === cause);
  const isFaulty = value === 'faulty';
  const isSo = known !== undefined && known[3] === undefined;
  if (isFaulty === isSo || (!isFaulty && known === undefined)) return kit;
  const others = trouble.faults.filter((one) => one !== known);
  if (!isFaulty && cause !== 'reported') return { ...kit, trouble: emptyAsNull({ ...trouble, faults: others }) };
  const since = known?.[2] ?? receivedAt;
  const fault: Fault = isFaulty ? [source, cause, since] : [source, cause, since, receivedAt];
  return { ...kit, trouble: { ...trouble, faults: [...others, fault] } };
}

/** When a fault is believed to be mended, with the time taken out in which we could not have heard of it; null: nothing says that it is. */
const believedAt = ([, , , mendedAt]: Fault, mendedFor: number, blind: readonly Interval[]): Instant | null =>
  mendedAt === undefined ? null : seenUntil(blind, mendedAt, mendedAt + mendedFor);

/** When the next fault is believed to be mended; Infinity: none. */
export function nextMendedAt({ trouble }: Kit, mendedFor: number, blind: readonly Interval[]): number {
  return Math.min(...(trouble?.faults ?? []).map((fault) => believedAt(fault, mendedFor, blind) ?? Number.POSITIVE_INFINITY));
}

/** The kit without the faults that are mended by `at`. */
export function mendedBy<K extends Kit>(kit: K, at: Instant, mendedFor: number, blind: readonly Interval[]): K {
  if (kit.trouble === null || nextMendedAt(kit, mendedFor, blind) > at) return kit;
  const faults = kit.trouble.faults.filter((fault) => (believedAt(fault, mendedFor, blind) ?? Number.POSITIVE_INFINITY) > at);
  return { ...kit, trouble: emptyAsNull({ ...kit.trouble, faults }) };
}

/** The faults of which the open alert speaks are these. */
export function faultsTold<K extends Kit>(kit: K, told: readonly string[]): K {
  const trouble = kit.trouble ?? noTrouble;
  if (told.length === trouble.told.length && told.every((id) => trouble.told.includes(id))) return kit;
  return { ...kit, trouble: emptyAsNull({ ...trouble, told }) };
}

/**
 * Devices with a fault that somebody must mend. A wrong clock is not among them: it has a task of its own, and suppresses nothing.
 */
export function faulty({ trouble }: Kit): readonly string[] {
  return [...new Set((trouble?.faults ?? []).filter(([, cause]) => cause !== 'clock').map(([id]) => id))];
}

/** Faulty devices that somebody is to be told of now: not while they are being repaired, nor anew while they say that they are in order. */
export function unexcused(kit: Kit, { devices }: PatientContext, at: Instant): readonly string[] {
  const isPaused = (id: string) => (devices.find((one) => one.id === id)?.pausedUntilAt ?? 0) > at;
  const { faults = [], told = [] } = kit.trouble ?? {};
  const persists = (id: string) => told.includes(id) || faults.some(([one, , , mendedAt]) => one === id && mendedAt === undefined);
  return faulty(kit).filter((id) => !isPaused(id) && persists(id));
}

/** What decides how device `i` of the kit stands. `blind`: outages of our own. Whether it can be believed is another question. */
export function streamFacts(
  kit: Kit,
  i: number,
  device: DeviceContext,
  patient: PatientContext,
  blind: readonly Interval[],
  missedHeartbeats: number,
): StreamFacts {
  const never = kit.unheard.includes(device.id);
  const { mode, untilAt } = patient.presence;
  const theirs = device.patientId === patient.patientId || !patient.sharedHome;
  const hub = device.hubId;
  const over = (kit.trouble?.over ?? []).filter(([id]) => id === hub);
  return {
    heartbeatMs: device.heartbeatMs ?? Number.POSITIVE_INFINITY,
    missedHeartbeats,
    enrolledAt: kit.heardAt[i]!,
    heardAt: never ? null : kit.heardAt[i]!,
    faultySinceAt: null,
    pausedUntilAt: device.pausedUntilAt ?? null,
    awayUntilAt: mode !== 'home' && theirs ? untilAt : null,
    hubDownSinceAt: downSince(kit, hub),
    hubBackAt: over.at(-1)?.[2] ?? null,
    blind: over.length === 0 ? blind : merged([...blind, ...over.map(([, fromAt, toAt]) => ({ fromAt, toAt }))]),
  };
}

/** What somebody must mend, each since when it is known: silent devices, hubs out of reach, faults. */
export function inTrouble(kit: Kit, { devices }: PatientContext, missedHeartbeats: number): ReadonlyMap<string, Instant> {
  const since = new Map<string, Instant>();
  for (const id of kit.silent) {
    const heartbeatMs = devices.find((one) => one.id === id)?.heartbeatMs ?? 0;
    since.set(id, downSince(kit, id) ?? kit.heardAt[kit.ids.indexOf(id)]! + missedHeartbeats * heartbeatMs);
  }
  for (const [id, , sinceAt] of kit.trouble?.faults ?? []) since.set(id, Math.min(since.get(id) ?? sinceAt, sinceAt));
  return since;
}
