import { type ObservationKind, observationKinds } from '../../../rules/model/observation.ts';
import { csvFields } from '../../adapters/csv-fields.ts';
import type { LineReader } from './reading-file.ts';

const columns = ['source', 'kind', 'observedAt', 'value', 'receivedAt', 'unit', 'id', 'snapshot'] as const;
const needed = ['source', 'kind', 'observedAt'] as const;

/** A value as its kind has it: `128/82` is a blood pressure, `true` and `20.5` are what they look like where the kind takes it. */
export function valueFrom(kind: string, text: string): unknown {
  const pressure = kind === 'blood-pressure' ? /^(\d{2,3})\s*\/\s*(\d{2,3})$/.exec(text) : null;
  if (pressure) return { systolicMmHg: Number(pressure[1]), diastolicMmHg: Number(pressure[2]) };
  const definition = kind in observationKinds ? observationKinds[kind as ObservationKind] : undefined;
  if (!definition || definition.value.safeParse(text).success) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Reads lines under a header that names the columns, in any order. Made anew for each file. */
export function csvReader(): LineReader {
  let header: readonly string[] | null = null;
  let headerFault: string | null = null;
  return (line) => {
    if (line.trim() === '') return null;
    const fields = csvFields(line.replace(/^\uFEFF/, ''));
    if (fields === null) return { reason: 'is not CSV: a quotation mark is not closed, or text follows one' };
    if (header === null) {
      header = fields;
      const missing = needed.filter((name) => !fields.includes(name));
      const unknown = fields.filter((name) => !(columns as readonly string[]).includes(name));
      if (missing.length > 0) headerFault = `the header lacks ${missing.join(', ')}`;
      else if (unknown.length > 0) headerFault = `the header names ${unknown.join(', ')}; there are ${columns.join(', ')}`;
      return headerFault === null ? null : { reason: headerFault };
    }
    if (headerFault !== null) return { reason: headerFault };
    if (fields.length !== header.length) return { reason: `has ${fields.length} fields, the header has ${header.length}` };
    const row = Object.fromEntries(header.map((name, i) => [name, fields[i]!]).filter(([, field]) => field !== ''));
    const { source, receivedAt, value, snapshot, ...rest } = row as Record<string, string | undefined>;
    if (!source) return { reason: 'source: is missing' };
    const arrivedAt = receivedAt === undefined ? null : Date.parse(receivedAt);
    if (arrivedAt !== null && Number.isNaN(arrivedAt)) return { reason: 'receivedAt: is no date' };
    const reading = {
      ...rest,
      ...(value !== undefined && { value: valueFrom(rest.kind ?? '', value) }),
      ...(snapshot !== undefined && { snapshot: snapshot === 'true' }),
    };
    return { source, receivedAt: arrivedAt, reading };
  };
}
