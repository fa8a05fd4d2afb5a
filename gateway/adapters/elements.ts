import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import {
  type Observation,
  type ObservationDetail,
  type ObservationKind,
  type ObservationValue,
  observationKinds,
} from '../../rules/model/observation.ts';
import { day, type Instant } from '../../rules/model/time.ts';
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

/** A reading as a dialect understands it, its value not yet checked. Places are paths in what was sent, for the sender to find. */
export interface Report {
  readonly kind: ObservationKind;
  readonly value: unknown;
  /** Where the value stands; the parts of a blood pressure may stand in places of their own. */
  readonly valueAt: string | Readonly<Record<string, string>>;
  /** The sender's id; null: known again by kind and value. */
  readonly id: string | null;
  /** null: the time of arrival. */
  readonly observedAt: Instant | null;
  readonly timeAt: string;
  readonly provenance?: Observation['provenance'];
  readonly snapshot?: boolean;
  readonly detail?: ObservationDetail;
}

/** What one element says; text: why it cannot be read, as `path: fault`. */
export type Read = readonly Report[] | string;

/** Largest number of elements in one message. */
export const maxElements = 1000;
const maxKeyLength = 64;
const maxReasonLength = 500;
const earliestAt = Date.UTC(2000, 0, 1);
/** A clock further ahead than this is not a fast clock but nonsense. */
const absurdAheadMs = 2 * day;

/** Keys go into the database as one text, split there by this (store/commit.ts). */
const recordSeparator = '\u001e';

/** PostgreSQL has no text with U+0000 and no UTF-8 for half a surrogate pair. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
const storable = (text: string): string => text.slice(0, maxReasonLength).toWellFormed().replaceAll('\0', '\uFFFD');

/** `a` and `b` as one path; either may be empty. */
export const below = (a: string, b: string): string => (a === '' || b === '' ? a + b : `${a}.${b}`);

/** First faults only, as `path: fault`; a reason is read by a person. */
export function describe(prefix: string, issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues.slice(0, 3).map((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  return lines.join('; ');
}

/** The key by which a reading without a sender's id is known again; also a sender's id that is no key as it is. */
export function derivedKey(text: string): string {
  const isKey = text.length <= maxKeyLength && isStorable(text) && !text.includes(recordSeparator);
  return isKey ? text : createHash('sha256').update(text).digest('base64url');
}

/** Why a reading cannot have been taken then; null: it can. */
export function faultInTime(observedAt: Instant, receivedAt: Instant): string | null {
  if (Number.isNaN(observedAt)) return 'is not a date that exists';
  if (observedAt < earliestAt) return 'is before the year 2000';
  if (observedAt > receivedAt + absurdAheadMs) return 'is more than 2 days ahead of our clock';
  return null;
}

function faultInValue({ valueAt }: Report, { issues }: z.ZodError): string {
  if (typeof valueAt === 'string') return describe(valueAt, issues);
  const [issue] = issues;
  const [first] = Object.values(valueAt);
  return `${valueAt[String(issue?.path[0])] ?? first}: ${issue?.message}`;
}

/** The observation of a report, or why it is none. */
function observationOf(report: Report, origin: Origin): Observation | string {
  const { kind, id, timeAt, detail } = report;
  const value = observationKinds[kind].value.safeParse(report.value);
  if (!value.success) return faultInValue(report, value.error);
  // Whole milliseconds: two readings within one are the same instant to the database.
  const observedAt = Math.round(report.observedAt ?? origin.receivedAt);
  const fault = report.observedAt === null ? null : faultInTime(observedAt, origin.receivedAt);
  if (fault !== null) return `${timeAt}: ${fault}`;
  return {
    source: origin.source,
    key: derivedKey(id ?? `${kind}=${JSON.stringify(value.data)}`),
    kind,
    value: value.data as ObservationValue,
    observedAt,
    receivedAt: origin.receivedAt,
    provenance: report.provenance ?? origin.provenance,
    snapshot: report.snapshot ?? false,
    ...(detail && Object.keys(detail).length > 0 && { detail }),
  };
}

/** The bytes of one element, to be kept; null when it is nested too deeply to be written again. */
function encode(element: unknown): Buffer | null {
  try {
    return Buffer.from(JSON.stringify(element) ?? '');
  } catch {
    return null;
  }
}

/** What was sent as JSON, or its fault. Takes the raw bytes, or what they meant if somebody has parsed them already. */
export function parseJson(payload: unknown): { readonly json: unknown } | { readonly fault: string } {
  if (!Buffer.isBuffer(payload)) return { json: payload };
  if (!isUtf8(payload)) return { fault: 'payload: is not UTF-8' };
  try {
    return { json: JSON.parse(payload.toString('utf8')) };
  } catch {
    return { fault: 'payload: is not JSON' };
  }
}

/** Gathers what a message says. Each element stands alone: what is wrong with one does not hold back another. */
export class Gathering implements ParsedReadings {
  readonly observations: Observation[] = [];
  readonly timeless: number[] = [];
  readonly unreadable: Unreadable[] = [];
  readonly #origin: Origin;
  readonly #payload: unknown;

  /** `payload`: the whole message, kept in place of an element that cannot be written again. */
  constructor(origin: Origin, payload: unknown) {
    this.#origin = origin;
    this.#payload = payload;
  }

  /** Takes what an element says, or keeps it with its reason. Returns that reason; null: it was read. */
  take(element: unknown, read: Read): string | null {
    const found = typeof read === 'string' ? [] : read.map((report) => observationOf(report, this.#origin));
    const reason = typeof read === 'string' ? read : (found.find((one) => typeof one === 'string') ?? null);
    if (reason !== null) {
      this.refuse(reason, element);
      return reason;
    }
    for (const [i, one] of (found as readonly Observation[]).entries()) {
      const { id, observedAt } = (read as readonly Report[])[i]!;
      if (id !== null && observedAt === null) this.timeless.push(this.observations.length);
      this.observations.push(one);
    }
    return null;
  }

  /** Keeps `part` of the message, or all of it, with the reason why it cannot be read. */
  refuse(reason: string, part: unknown = this.#payload): void {
    // A copy: what came from a socket is a piece of a larger buffer, which must not be kept alive by it.
    const kept = (bytes: unknown) => (Buffer.isBuffer(bytes) ? Buffer.from(bytes) : encode(bytes));
    const payload = kept(part) ?? kept(this.#payload) ?? Buffer.alloc(0);
    this.unreadable.push({ topic: this.#origin.topic, payload, reason: storable(reason) });
  }
}

/** Reads a message that is one element or an array of them, each with `readOne`. Never throws. */
export function readEach(payload: unknown, origin: Origin, readOne: (element: unknown, path: string) => Read): ParsedReadings {
  const into = new Gathering(origin, payload);
  const parsed = parseJson(payload);
  if ('fault' in parsed) into.refuse(parsed.fault);
  else if (!Array.isArray(parsed.json)) into.take(payload, readOne(parsed.json, ''));
  else if (parsed.json.length === 0 || parsed.json.length > maxElements)
    into.refuse(`payload: an array must hold 1 to ${maxElements} readings, this one holds ${parsed.json.length}`);
  else for (const [index, element] of parsed.json.entries()) into.take(element, readOne(element, `[${index}]`));
  return into;
}
