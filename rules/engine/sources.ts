import { type DeviceKind, deviceKinds, type PatientContext } from '../model/patient.ts';

/**
 * By which the source of a reading is found among a person's devices: of each device a number made of its id, then of each where its
 * instants are kept and what it is, then the ids. One list: a reading comes from one of 50,000 people, and each list, device and id that is
 * looked at for it has to be fetched from memory.
 */
export type Sources = readonly (number | string)[];

/** Ids of one installation begin alike, and differ at their ends. */
const charactersLookedAt = 12;
const placeBits = 12;
/** Instants of so many devices can be found; of more the engine keeps none. */
export const mostKept = (1 << placeBits) - 1;
/** Stands for the kind of a device that is somebody else's. */
const anothers = 255;

/** A number for an id: other ids nearly always have another. */
function numberOf(id: string): number {
  let number = id.length;
  for (let i = Math.max(0, id.length - charactersLookedAt); i < id.length; i++) number = (Math.imul(number, 31) + id.charCodeAt(i)) | 0;
  return number;
}

/** `heard`: the devices whose instants are kept, in the order in which they are. */
export function sourcesOf({ devices, patientId }: PatientContext, heard: readonly string[]): Sources {
  const numbers = devices.map(({ id }) => numberOf(id));
  const facts = devices.map(({ id, kind, hubId, patientId: owner }) => {
    const what = owner !== null && owner !== patientId ? anothers : deviceKinds.indexOf(kind);
    const kept = (heard.indexOf(id) + 1) & mostKept;
    const hubKept = (hubId === undefined ? 0 : heard.indexOf(hubId) + 1) & mostKept;
    return (((hubKept << placeBits) | kept) << 8) | what;
  });
  return [...numbers, ...facts, ...devices.map(({ id }) => id)];
}

/** The place of the device with this id; -1: there is none. */
export function sourceAt(sources: Sources, id: string): number {
  const number = numberOf(id);
  const count = sources.length / 3;
  for (let i = 0; i < count; i++) if (sources[i] === number && sources[2 * count + i] === id) return i;
  return -1;
}

const factsAt = (sources: Sources, i: number) => sources[sources.length / 3 + i] as number;

/** What the device at a place is; undefined: somebody else's. */
export function kindAt(sources: Sources, i: number): DeviceKind | undefined {
  return deviceKinds[factsAt(sources, i) & 255];
}

/** Where the instant of the device at a place is kept; -1: nowhere. */
export function keptAt(sources: Sources, i: number): number {
  return ((factsAt(sources, i) >>> 8) & mostKept) - 1;
}

/** Where the instant of the hub is kept that the device at a place is behind; -1: nowhere, or there is none. */
export function hubKeptAt(sources: Sources, i: number): number {
  return (factsAt(sources, i) >>> (8 + placeBits)) - 1;
}
