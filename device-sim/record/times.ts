import { day, type Instant, second } from '../../rules/model/time.ts';

/** A time further from the recording than this is none of its own: a date of birth, or the life of a certificate. */
const nearMs = 400 * day;

const isoTime = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g;

/** Milliseconds, or seconds, since 1970. */
const epoch = /(?<![\w.-])\d{10}(?:\d{3})?(?![\w.])/g;

export interface Shift {
  readonly byMs: number;
  /** Some time within the recording, before it is shifted. */
  readonly near: Instant;
}

const isNear = (at: Instant, near: Instant) => Math.abs(at - near) <= nearMs;

/** The same time later, written as it was; null: it is no time of the recording. */
export function shiftedIso(text: string, { byMs, near }: Shift): string | null {
  const [, local, fraction = '', zone = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  if (local === undefined) return null;
  // By the wall clock of its own zone, so that its offset can stay.
  const at = Date.parse(`${local}Z`);
  if (Number.isNaN(at) || !isNear(at, near)) return null;
  const shifted = new Date(at + Math.floor(byMs / second) * second).toISOString().slice(0, local.length);
  return `${shifted}${fraction}${zone}`;
}

/** The same for seconds or milliseconds since 1970. */
export function shiftedEpoch(value: number, { byMs, near }: Shift): number | null {
  if (isNear(value, near)) return value + byMs;
  return isNear(value * second, near) ? value + byMs / second : null;
}

/** Every time of the recording in a text, shifted. */
export function shiftTimes(text: string, shift: Shift): string {
  return text
    .replaceAll(isoTime, (found) => shiftedIso(found, shift) ?? found)
    .replaceAll(epoch, (found) => String(Math.round(shiftedEpoch(Number(found), shift) ?? Number(found))));
}
