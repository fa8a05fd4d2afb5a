import { z } from 'zod';
import type { Instant } from '../../rules/model/time.ts';
import { parseJson } from './elements.ts';
import { isProperty } from './properties.ts';
import type { Dialect, Property, Said } from './said.ts';

/** A pack (RFC 8428, JSON) on `hearthline/v1/<hubId>/senml`. */
const tree = 'senml';
/** Times below are relative to now (RFC 8428, 4.5.3). */
const relativeBelow = 2 ** 28;
const maxRecords = 1_000;
const version = 10;

const record = z.object({
  bn: z.string().optional(),
  bt: z.number().optional(),
  bu: z.string().optional(),
  bv: z.number().optional(),
  bver: z.number().optional(),
  n: z.string().optional(),
  u: z.string().optional(),
  v: z.number().optional(),
  vs: z.string().optional(),
  vb: z.boolean().optional(),
  t: z.number().optional(),
});

/** What a unit says of a value that has no name of its own. */
const byUnit = new Map([
  ['Cel', 'temperature'],
  ['%EL', 'battery'],
  ['W', 'power'],
  ['kg', 'weight'],
  ['beat/min', 'heart_rate'],
]);

/** A name is the device's, or the device's and that of a property behind `:` or `/`. */
function split(base: string, name: string): { readonly childId: string; readonly property: string | null } {
  const trimmed = (text: string) => text.replace(/[:/]$/, '');
  if (base !== '' && name !== '') return { childId: trimmed(base), property: name };
  const whole = trimmed(base + name);
  const [, head, tail] = /^(.+)[:/]([^:/]+)$/.exec(whole) ?? [];
  return head !== undefined && tail !== undefined && isProperty(tail)
    ? { childId: head, property: tail }
    : { childId: whole, property: null };
}

interface Resolved {
  readonly childId: string;
  readonly property: Property;
  readonly at: Instant;
}

/** Records with what their bases say, or why the pack cannot be read. Sums (`s`) and data (`vd`) are no readings and are left out. */
function resolve(pack: readonly unknown[], receivedAt: Instant): Resolved[] | string {
  const resolved: Resolved[] = [];
  let base: z.infer<typeof record> = {};
  for (const [i, element] of pack.entries()) {
    const result = record.safeParse(element);
    if (!result.success) return `[${i}].${result.error.issues[0]?.path.join('.')}: ${result.error.issues[0]?.message}`;
    const { bn, bt, bu, bv, bver, n = '', u, v, vs, vb, t = 0 } = result.data;
    if (bver !== undefined && bver > version) return `[${i}].bver: version ${bver} is not known`;
    base = {
      ...base,
      ...(bn !== undefined && { bn }),
      ...(bt !== undefined && { bt }),
      ...(bu !== undefined && { bu }),
      ...(bv !== undefined && { bv }),
    };
    const value = v === undefined ? (vb ?? vs) : v + (base.bv ?? 0);
    if (value === undefined) continue;
    const { childId, property } = split(base.bn ?? '', n);
    if (childId === '') return `[${i}]: has no name`;
    const unit = u ?? base.bu;
    const seconds = (base.bt ?? 0) + t;
    const at = seconds < relativeBelow ? receivedAt + seconds * 1_000 : seconds * 1_000;
    const named = property !== null && isProperty(property) ? property : (byUnit.get(unit ?? '') ?? property ?? unit ?? '');
    resolved.push({ childId, property: { name: named, value, ...(unit !== undefined && { unit }) }, at });
  }
  return resolved;
}

/** SenML: each record is a reading of its own, at its own time. */
export const senml: Dialect = ({ topic, payload, receivedAt }) => {
  if (topic !== tree && !topic.startsWith(`${tree}/`)) return null;
  const unreadable = (reason: string): Said[] => [{ type: 'unreadable', childId: null, reason }];
  const parsed = parseJson(payload);
  if ('fault' in parsed) return unreadable(parsed.fault);
  if (!Array.isArray(parsed.json) || parsed.json.length > maxRecords)
    return unreadable(`payload: is no array of up to ${maxRecords} records`);
  const resolved = resolve(parsed.json, receivedAt);
  if (typeof resolved === 'string') return unreadable(resolved);
  return resolved.map(({ childId, property, at }) => ({ type: 'report', childId, name: childId, as: 'event', properties: [property], at }));
};
