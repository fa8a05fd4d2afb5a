import { type ObservationKind, type ObservationValue, observationKinds } from '../../rules/model/observation.ts';
import { reading } from '../contract/messages.ts';
import { below, derivedKey, describe, isStorable, type Origin, type ParsedReadings, type Read, type Report, readEach } from './elements.ts';

/** Kinds that are plain events may come without a value. */
const impliedValue: Partial<Record<ObservationKind, ObservationValue>> = { sos: true, ok: true, heartbeat: true, meal: 'eaten' };

function readOne(element: unknown, path: string): Read {
  const shape = reading.safeParse(element);
  if (!shape.success) return describe(path, shape.error.issues);
  const { id = null, kind, unit, observedAt, battery, snapshot = false, ...message } = shape.data;
  if (id !== null && !isStorable(id)) return `${below(path, 'id')}: contains U+0000 or half a surrogate pair`;
  const value = message.value === undefined ? impliedValue[kind] : message.value;
  const definition = observationKinds[kind];
  if (unit !== undefined && unit !== definition.unit && definition.value.safeParse(value).success)
    return `${below(path, 'unit')}: ${definition.unit === null ? `${kind} has no unit` : `${kind} is measured in ${definition.unit}`}`;
  const at = { observedAt: observedAt === undefined ? null : Date.parse(observedAt), timeAt: below(path, 'observedAt'), snapshot };
  const said: Report = { ...at, kind, value, valueAt: below(path, 'value'), id };
  if (battery === undefined || (kind === 'battery' && value === battery)) return [said];
  const ofBattery = id === null ? null : derivedKey(`${id}/battery`);
  return [said, { ...at, kind: 'battery', value: battery, valueAt: below(path, 'battery'), id: ofBattery }];
}

/**
 * Reads a message in Hearthline's own dialect: one reading or an array of up to 1,000 (`reading` in contract/messages.ts).
 * Each element stands alone: the good ones are kept, each bad one is returned with a reason that names path and fault
 * (`[3].value.systolicMmHg: …`). Takes the raw bytes, or what they meant if somebody has parsed them already. Never throws.
 */
export function parseReadings(payload: unknown, origin: Origin): ParsedReadings {
  return readEach(payload, origin, readOne);
}
