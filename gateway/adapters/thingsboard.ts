import type { DeviceKind } from '../../rules/model/patient.ts';
import { Gathering, maxElements, type Origin, type ParsedReadings, parseJson, type Report } from './elements.ts';
import { isRecord } from './payload.ts';
import { meaningOf } from './properties.ts';
import type { Property } from './said.ts';

/** What a device says of itself under names of its own; a blood pressure comes as two of them. */
function propertiesOf(values: Readonly<Record<string, unknown>>): Property[] {
  const { systolic, diastolic, ...others } = values;
  const single = Object.entries(others).map(([name, value]) => ({ name, value }));
  if (systolic === undefined && diastolic === undefined) return single;
  return [...single, { name: 'blood_pressure', value: { systolicMmHg: systolic, diastolicMmHg: diastolic } }];
}

/** One element: what is read of it, each with the part that says it. */
function takeElement(element: unknown, path: string, deviceKind: DeviceKind, into: Gathering): void {
  const at = path === '' ? '' : `${path}.`;
  const isTimed = isRecord(element) && 'ts' in element && 'values' in element;
  const values = isTimed ? element.values : element;
  const ts = isTimed ? element.ts : null;
  if (!isRecord(values)) return into.refuse(`${path || 'payload'}: is no object of values`, element);
  if (ts !== null && typeof ts !== 'number') return into.refuse(`${at}ts: is not a number of milliseconds`, element);
  let isUnderstood = false;
  const take = (part: unknown, said: Pick<Report, 'kind' | 'value'>, valueAt: string) => {
    isUnderstood = true;
    into.take(part, [{ ...said, valueAt, id: null, observedAt: ts, timeAt: `${at}ts` }]);
  };
  for (const property of propertiesOf(values)) {
    const meaning = meaningOf(property, deviceKind);
    if (meaning === null) continue;
    if ('fault' in meaning) into.refuse(`${at}${meaning.fault}`, element);
    else take(element, meaning, `${at}value.${property.name}`);
  }
  if (!isUnderstood) take(element, { kind: 'heartbeat', value: true }, path);
}

/**
 * Reads ThingsBoard's device telemetry: `{"key": value}`, `{"ts", "values"}`, or an array of them. Keys are read as the properties of other
 * dialects are; a message of which nothing is read is a sign of life. Never throws.
 */
export function parseTelemetry(payload: Buffer, origin: Origin, deviceKind: DeviceKind): ParsedReadings {
  const into = new Gathering(origin, payload);
  const parsed = parseJson(payload);
  if ('fault' in parsed) into.refuse(parsed.fault);
  else if (!Array.isArray(parsed.json)) takeElement(parsed.json, '', deviceKind, into);
  else if (parsed.json.length === 0 || parsed.json.length > maxElements)
    into.refuse(`payload: an array must hold 1 to ${maxElements} elements, this one holds ${parsed.json.length}`);
  else for (const [i, element] of parsed.json.entries()) takeElement(element, `[${i}]`, deviceKind, into);
  return into;
}
