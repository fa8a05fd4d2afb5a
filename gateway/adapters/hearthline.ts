import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Observation, type ObservationKind, type ObservationValue, observationKinds } from '../../rules/model/observation.ts';
import { day, type Instant } from '../../rules/model/time.ts';
import { type Reading, reading } from '../contract/messages.ts';
import type { Unreadable } from '../ports.ts';

/** What is known of a message before it is read. */
export interface Origin {
  readonly source: string;
  /** Where it came in: the MQTT topic, or the path of the HTTP request. */
  readonly topic: string;
  readonly receivedAt: Instant;
  readonly provenance: Observation['provenance'];
}

/** One message, read as far as it can be. */
export interface ParsedReadings {
  readonly observations: Observation[];
  /** Indices into `observations` of those with a sender's id but no time of their own. */
  readonly timeless: number[];
  readonly unreadable: Unreadable[];
}

const maxReadings = 1000;
const maxKeyLength = 64;
const maxReasonLength = 500;
const earliestAt = Date.UTC(2000, 0, 1);
/** A clock further ahead than this is not a fast clock but nonsense. */
const absurdAheadMs = 2 * day;

/** Kinds that are plain events may come without a value. */
const impliedValue: Partial<Record<ObservationKind, ObservationValue>> = { sos: true, ok: true, heartbeat: true, meal: 'eaten' };

/** PostgreSQL has no text with U+0000 and no UTF-8 for half a surrogate pair. */
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
const storable = (text: string): string => text.slice(0, maxReasonLength).toWellFormed().replaceAll('\0', '\uFFFD');

/** First faults only, as `path: fault`; a reason is read by a person. */
function describe(prefix: string, issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues.slice(0, 3).map((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  return lines.join('; ');
}

/** The key by which a reading without a sender's id is known again. */
function derivedKey(text: string): string {
  return text.length <= maxKeyLength ? text : createHash('sha256').update(text).digest('base64url');
}

function faultInTime(observedAt: Instant, receivedAt: Instant): string | null {
  if (Number.isNaN(observedAt)) return 'observedAt: is not a date that exists';
  if (observedAt < earliestAt) return 'observedAt: is before the year 2000';
  if (observedAt > receivedAt + absurdAheadMs) return 'observedAt: is more than 2 days ahead of our clock';
  return null;
}

/** Reads one element; returns the reason why it cannot be read, or null. */
function readOne(element: unknown, path: string, origin: Origin, into: ParsedReadings): string | null {
  const shape = reading.safeParse(element);
  if (!shape.success) return describe(path, shape.error.issues);
  const message: Reading = shape.data;
  const at = path === '' ? '' : `${path}.`;
  const { id } = message;
  if (id !== undefined && !isStorable(id)) return `${at}id: contains U+0000 or half a surrogate pair`;

  const definition = observationKinds[message.kind];
  const given = message.value === undefined ? impliedValue[message.kind] : message.value;
  const value = definition.value.safeParse(given);
  if (!value.success) return describe(`${at}value`, value.error.issues);
  if (message.unit !== undefined && message.unit !== definition.unit)
    return `${at}unit: ${definition.unit === null ? `${message.kind} has no unit` : `${message.kind} is measured in ${definition.unit}`}`;

  const observedAt = message.observedAt === undefined ? origin.receivedAt : Date.parse(message.observedAt);
  const fault = message.observedAt === undefined ? null : faultInTime(observedAt, origin.receivedAt);
  if (fault !== null) return at + fault;

  const isTimeless = id !== undefined && message.observedAt === undefined;
  const add = (kind: ObservationKind, key: string, of: ObservationValue) => {
    if (isTimeless) into.timeless.push(into.observations.length);
    into.observations.push({
      source: origin.source,
      key,
      kind,
      value: of,
      observedAt,
      receivedAt: origin.receivedAt,
      provenance: origin.provenance,
      snapshot: message.snapshot ?? false,
    });
  };
  add(message.kind, id ?? derivedKey(`${message.kind}=${JSON.stringify(value.data)}`), value.data);
  const { battery } = message;
  if (battery !== undefined && !(message.kind === 'battery' && value.data === battery))
    add('battery', derivedKey(id === undefined ? `battery=${battery}` : `${id}/battery`), battery);
  return null;
}

/** The bytes of one element, to be kept; null when it is nested too deeply to be written again. */
function encode(element: unknown): Buffer | null {
  try {
    return Buffer.from(JSON.stringify(element) ?? '');
  } catch {
    return null;
  }
}

function parseJson(payload: Buffer): { readonly json: unknown } | { readonly fault: string } {
  if (!isUtf8(payload)) return { fault: 'is not UTF-8' };
  try {
    return { json: JSON.parse(payload.toString('utf8')) };
  } catch {
    return { fault: 'is not JSON' };
  }
}

/**
 * Reads a message in Hearthline's own dialect: one reading or an array of up to 1,000 (`reading` in contract/messages.ts).
 * Each element stands alone: the good ones are kept, each bad one is returned with a reason that names path and fault
 * (`[3].value.systolicMmHg: …`). Takes the raw bytes, or what they meant if somebody has parsed them already. Never throws.
 */
export function parseReadings(payload: unknown, origin: Origin): ParsedReadings {
  const into: ParsedReadings = { observations: [], timeless: [], unreadable: [] };
  const refuse = (reason: string, part: unknown) => {
    // A copy: what came from a socket is a piece of a larger buffer, which must not be kept alive by it.
    const kept = (bytes: unknown) => (Buffer.isBuffer(bytes) ? Buffer.from(bytes) : encode(bytes));
    into.unreadable.push({ topic: origin.topic, payload: kept(part) ?? kept(payload) ?? Buffer.alloc(0), reason: storable(reason) });
  };

  let json = payload;
  if (Buffer.isBuffer(payload)) {
    const parsed = parseJson(payload);
    if ('fault' in parsed) {
      refuse(`payload: ${parsed.fault}`, payload);
      return into;
    }
    json = parsed.json;
  }
  if (!Array.isArray(json)) {
    const reason = readOne(json, '', origin, into);
    if (reason !== null) refuse(reason, payload);
    return into;
  }
  if (json.length === 0 || json.length > maxReadings) {
    refuse(`payload: an array must hold 1 to ${maxReadings} readings, this one holds ${json.length}`, payload);
    return into;
  }
  for (const [index, element] of json.entries()) {
    const reason = readOne(element, `[${index}]`, origin, into);
    if (reason !== null) refuse(reason, element);
  }
  return into;
}
